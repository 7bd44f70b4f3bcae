import { decodeString } from "../../basip/link/members.ts";
import { JsonWalk } from "../../basip/link/json-walk.ts";
import { eventFault } from "../../event/check-delivery.ts";
import { AppError } from "../../event/errors.ts";
import type { Reading } from "./imported-event.ts";
import { readPiece } from "./read-piece.ts";
import type { ToldReading } from "./read-told-event.ts";

/** The largest body that is taken, in bytes: 16 MB. */
export const MAX_BODY_BYTES = 16_000_000;

/** The most events of a body. */
export const MAX_BODY_EVENTS = 10_000;

/** Bytes between two pauses: about a millisecond. */
const SLICE_BYTES = 65_536;

/** The body, its members, the events. */
const WATCHED_DEPTH = 2;

const OPEN_ARRAY = 0x5b;
const OPEN_OBJECT = 0x7b;

/**
 * Reads a body `{"events":[…]}` in steps of about a millisecond: its events in the book's words, in the
 * order sent, each with its index.
 *
 * @throws AppError `invalid` when it is no JSON from end to end, has no list `events`, another member, or
 *   too many events
 */
export function* readBodyInSlices(
  body: Uint8Array,
  reading: ToldReading,
): Generator<undefined, readonly Reading[]> {
  const walk = new JsonWalk(body, 0, WATCHED_DEPTH);
  const scan = new BodyScan(body, reading);
  let until = SLICE_BYTES;
  for (;;) {
    const signal = walk.run(until);
    if (signal === "pause") {
      yield undefined;
      until = walk.at + SLICE_BYTES;
    } else if (signal === "finish") return scan.readings();
    else if (signal === "broken") {
      throw new AppError("invalid", `The body is not JSON: ${walk.reason}`);
    } else if (signal === "name") scan.name(walk.depth, walk.nameFrom, walk.at);
    else if (signal === "start") scan.start(walk.depth, walk.at);
    else if (scan.end(walk.depth, walk.at)) until -= SLICE_BYTES / 64;
  }
}

/** What is known of a body while the walk goes over it. */
class BodyScan {
  readonly #body: Uint8Array;
  readonly #reading: ToldReading;
  readonly #readings: Reading[] = [];
  #hasEvents = false;
  #from = 0;

  constructor(body: Uint8Array, reading: ToldReading) {
    this.#body = body;
    this.#reading = reading;
  }

  name(depth: number, from: number, to: number): void {
    if (depth !== 1) return;
    const token = Buffer.from(this.#body.subarray(from, Math.min(to, from + 100))).toString();
    if (to - from <= 100 && decodeString(token) === "events") return;
    throw new AppError("invalid", "The body has another member than events");
  }

  start(depth: number, at: number): void {
    const byte = this.#body[at];
    const isWrong = (depth === 0 && byte !== OPEN_OBJECT) || (depth === 1 && byte !== OPEN_ARRAY);
    if (isWrong) throw noEvents();
    if (depth === 1 && this.#hasEvents) throw new AppError("invalid", "The body has events twice");
    if (depth === 1) this.#hasEvents = true;
    this.#from = at;
  }

  /** @returns whether it was an event */
  end(depth: number, at: number): boolean {
    if (depth !== WATCHED_DEPTH) return false;
    const line = this.#readings.length;
    if (line === MAX_BODY_EVENTS) {
      throw new AppError("invalid", `The body has over ${MAX_BODY_EVENTS} events`);
    }
    this.#readings.push(this.#read(this.#body.subarray(this.#from, at), line));
    return true;
  }

  readings(): readonly Reading[] {
    if (!this.#hasEvents) throw noEvents();
    return this.#readings;
  }

  #read(bytes: Uint8Array, line: number): Reading {
    const told = readPiece(bytes, this.#reading);
    if ("reason" in told) return { line, reason: told.reason };
    const reason = eventFault(told.event);
    const { panel, event, seq: place = line } = told;
    return reason === undefined ? { panel, event, line, part: 0, place } : { line, reason };
  }
}

function noEvents(): AppError {
  return new AppError("invalid", 'The body must be {"events":[…]}');
}
