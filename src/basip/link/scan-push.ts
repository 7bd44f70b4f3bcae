import type { PanelEvent } from "../../event/event.ts";
import { JsonWalk } from "./json-walk.ts";
import { decodeString } from "./members.ts";
import { readEvent } from "./read-event.ts";
import type { RejectedEvent } from "./read-event.ts";

/** The largest body that is taken, in bytes: 16 MB. */
export const MAX_PUSH_BYTES = 16_000_000;

/** More events than any body of real events within {@link MAX_PUSH_BYTES} holds. */
export const MAX_PUSH_EVENTS = 200_000;

/** A push that could be read: every event of it is in one of the two, in the order sent. */
export interface ReadPush {
  readonly events: readonly PanelEvent[];
  readonly rejected: readonly RejectedEvent[];
}

/** A body that is no push, and why, for people. */
export interface UnreadablePush {
  readonly unreadable: string;
}

/** What became of a body. */
export type PushReading = ReadPush | UnreadablePush;

/** Bytes between two pauses: about a millisecond. */
const SLICE_BYTES = 131_072;

/** What reading an event costs beyond its bytes, in bytes. */
const EVENT_COST_BYTES = 256;

/** The body, its members, the events. */
const WATCHED_DEPTH = 2;

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
 * Source: observed (two receivers of real panels); what is unreadable: assumed.
 *
 * @param body kept by what is returned only in copies
 */
export function* readPushInSlices(
  body: Uint8Array,
  sliceBytes = SLICE_BYTES,
): Generator<undefined, PushReading> {
  const walk = new JsonWalk(body, startOf(body), WATCHED_DEPTH);
  const push = new Push(body);
  let until = sliceBytes;
  for (;;) {
    const signal = walk.run(until);
    if (signal === "pause") {
      yield undefined;
      until = walk.at + sliceBytes;
    } else if (signal === "finish") return push.reading();
    else if (signal === "broken") return { unreadable: walk.reason };
    else if (signal === "name") push.name(walk.depth, walk.at);
    else {
      const unreadable =
        signal === "start" ? push.start(walk.depth, walk.at) : push.end(walk.depth, walk.at);
      if (unreadable !== undefined) return { unreadable };
      if (walk.depth === WATCHED_DEPTH) until -= EVENT_COST_BYTES;
    }
  }
}

/** What is known of a push while the walk goes over it. */
class Push {
  readonly #body: Uint8Array;
  readonly #events: PanelEvent[] = [];
  readonly #rejected: RejectedEvent[] = [];
  #nameTo = 0;
  #isEvents = false;
  #hasEvents = false;
  #from = 0;

  constructor(body: Uint8Array) {
    this.#body = body;
  }
}
