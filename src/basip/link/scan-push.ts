import type { PanelEvent } from "../../event/event.ts";
import { JsonWalk } from "./json-walk.ts";
import { decodeString } from "./members.ts";
import { readEvent } from "./read-event.ts";
import { RejectedEvents } from "./rejected-events.ts";

/** The largest body that is taken, in bytes: 16 MB. */
export const MAX_PUSH_BYTES = 16_000_000;

/** More events than any body of real events within {@link MAX_PUSH_BYTES} holds. */
export const MAX_PUSH_EVENTS = 200_000;

/** A push that could be read: every event of it is in one of the two, in the order sent. */
export interface ReadPush {
  readonly events: readonly PanelEvent[];
  readonly rejected: Pick<RejectedEvents, "length" | "slice">;
}

/** A body that is no push, and why, for people. */
export interface UnreadablePush {
  readonly unreadable: string;
}

/** How much of a push has been read, while it is read. */
export interface PushSoFar {
  /** Events that were understood. */
  readonly eventCount: number;
}

/** What became of a body. */
export type PushReading = ReadPush | UnreadablePush;

/** Bytes between two pauses: about a millisecond. */
const SLICE_BYTES = 131_072;

/** What reading an event costs beyond its bytes, in bytes. */
const EVENT_COST_BYTES = 256;

/** The body, its members, the events. */
const WATCHED_DEPTH = 2;

const EVENTS = "events";
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const LENIENT_UTF8 = new TextDecoder();

const OPEN_ARRAY = 0x5b;
const OPEN_OBJECT = 0x7b;

/** Reads a whole body at once; {@link readPushInSlices} says how. */
export function readPush(body: Uint8Array): PushReading {
  const reading = readPushInSlices(body);
  for (;;) {
    const step = reading.next();
    if (step.done === true) return step.value;
  }
}

/**
 * Reads the body of a push, `{"events":[…]}`, in steps of about a millisecond.
 *
 * The body must be JSON from end to end, else it is unreadable and gives no event; a byte order mark
 * before it is passed over. Bytes that are no UTF-8 spoil only the event that they are in. Members
 * beside `events` say nothing of an event and are passed over; `events` sent twice is read twice.
 * What is an event, {@link readEvent} decides.
 *
 * Source: observed (two receivers of real panels). That a body is unreadable as a whole when it is no
 * JSON, or has no list `events` or too long a one, is assumed.
 *
 * @param body not to be changed afterwards: rejected events are cut out of it later
 */
export function* readPushInSlices(
  body: Uint8Array,
  sliceBytes = SLICE_BYTES,
): Generator<PushSoFar, PushReading> {
  const walk = new JsonWalk(body, startOf(body), WATCHED_DEPTH);
  const push = new Push(body);
  let until = sliceBytes;
  for (;;) {
    const signal = walk.run(until);
    if (signal === "pause") {
      yield push;
      until = walk.at + sliceBytes;
    } else if (signal === "finish") return push.reading();
    else if (signal === "broken") return { unreadable: walk.reason };
    else if (signal === "name") push.name(walk.depth, walk.nameFrom, walk.at);
    else {
      const unreadable =
        signal === "start" ? push.start(walk.depth, walk.at) : push.end(walk.depth, walk.at);
      if (unreadable !== undefined) return { unreadable };
      if (signal === "end" && walk.depth === WATCHED_DEPTH) until -= EVENT_COST_BYTES;
    }
  }
}

/** What is known of a push while the walk goes over it. */
class Push {
  readonly #body: Uint8Array;
  readonly #events: PanelEvent[] = [];
  readonly #rejected: RejectedEvents;
  #isEvents = false;
  #hasEvents = false;
  #from = 0;

  constructor(body: Uint8Array) {
    this.#body = body;
    this.#rejected = new RejectedEvents(body);
  }

  get eventCount(): number {
    return this.#events.length;
  }

  /** A name of `depth` was passed. */
  name(depth: number, from: number, to: number): void {
    if (depth === 1) this.#isEvents = isEventsName(this.#body.subarray(from, to));
  }

  /** A value begins. Says why the body is unreadable, if it is. */
  start(depth: number, at: number): string | undefined {
    const byte = this.#body[at];
    if (depth === 0 && byte !== OPEN_OBJECT) return "not an object";
    if (depth === 1 && this.#isEvents) {
      if (byte !== OPEN_ARRAY) return "events is not an array";
      this.#hasEvents = true;
    }
    this.#from = at;
    return undefined;
  }

  /** A value ended before `at`. Says why the body is unreadable, if it is. */
  end(depth: number, at: number): string | undefined {
    if (depth !== WATCHED_DEPTH || !this.#isEvents) return undefined;
    const event = readEvent(this.#body.subarray(this.#from, at));
    if ("key" in event) this.#events.push(event);
    else this.#rejected.add(event.reason, this.#from, at);
    if (this.#events.length + this.#rejected.length <= MAX_PUSH_EVENTS) return undefined;
    return `over ${MAX_PUSH_EVENTS} events`;
  }

  /** What it was, at the body's end. */
  reading(): PushReading {
    if (!this.#hasEvents) return { unreadable: "no events" };
    return { events: this.#events, rejected: this.#rejected };
  }
}

function startOf(body: Uint8Array): number {
  return BYTE_ORDER_MARK.every((byte, i) => body[i] === byte) ? BYTE_ORDER_MARK.length : 0;
}

function isEventsName(token: Uint8Array): boolean {
  if (token.length < EVENTS.length + 2 || token.length > 6 * EVENTS.length + 2) return false;
  return decodeString(LENIENT_UTF8.decode(token)) === EVENTS;
}
