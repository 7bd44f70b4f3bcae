import { readPushInSlices } from "../basip/link/scan-push.ts";
import type { PushReading, ReadPush } from "../basip/link/scan-push.ts";
import type { PanelSerial } from "../event/event.ts";
import type { IntakeStore } from "./store.ts";
import { Turns } from "./turns.ts";

/** A push that was read and is durable. */
export interface TakenPush {
  readonly is: "taken";
  /** How many events were new. */
  readonly added: number;
  /** How many events could not be understood and are in the quarantine, each by itself. */
  readonly rejected: number;
}

/** What became of a push; whatever it is, it is durable. */
export type PushOutcome =
  | TakenPush
  | {
      readonly is: "unreadable";
      /** Why, for people. */
      readonly reason: string;
      /** How often the panel has sent these bytes, from 1. */
      readonly times: number;
      /** Whether to acknowledge it all the same, so that the panel goes on to what is newer. */
      readonly isGivenUp: boolean;
    };

/** A panel that is refused sends nothing newer, so the same bytes are refused no more than twice. */
const GIVEN_UP_AT = 3;

/** Rejected events that are handed to the store at once: some 300 bytes of memory each, and 20 ms. */
const REJECTED_BATCH = 1_000;

/** What an event that was read takes in memory beside its text, bytes; measured: 100 to 240. */
const EVENT_BYTES = 256;

/** Told of memory that a push takes beside its body, in bytes more. @throws to have it given up */
export type Hold = (bytes: number) => void;

/**
 * Takes in the body of a push: its events into the log, what cannot be understood into the
 * quarantine. Gives way to others while it reads a large one.
 *
 * @param hold told of what it takes in memory, as it grows
 * @param turns shared with the other pushes that are read
 * @throws AppError `quarantine_full`, `unavailable`, and what `hold` throws: nothing may be
 *   acknowledged then
 */
export async function receivePush(
  store: IntakeStore,
  panel: PanelSerial,
  body: Uint8Array,
  hold: Hold = () => undefined,
  turns = new Turns(),
): Promise<PushOutcome> {
  const reading = await readBody(body, hold, turns);
  if ("unreadable" in reading) {
    const { unreadable: reason } = reading;
    const times = await store.quarantineBody(panel, { reason, bytes: body });
    return { is: "unreadable", reason, times, isGivenUp: times >= GIVEN_UP_AT };
  }
  return takePush(store, panel, reading);
}

/**
 * Takes in what was read of a push. The events go in together, for alike ones are told apart by their
 * order; of rejected ones beyond 1,000 go before, a batch at a time, so that others get their
 * turn.
 *
 * @throws AppError `quarantine_full`, `unavailable`: take it in again, what is held is passed over
 */
export async function takePush(
  store: IntakeStore,
  panel: PanelSerial,
  { events, rejected }: ReadPush,
): Promise<TakenPush> {
  let from = 0;
  for (; rejected.length - from > REJECTED_BATCH; from += REJECTED_BATCH) {
    await store.take(panel, [], rejected.slice(from, from + REJECTED_BATCH));
  }
  const { added } = await store.take(panel, events, rejected.slice(from));
  return { is: "taken", added, rejected: rejected.length };
}

/** Reads a body in slices, between which others get their turn. @throws what `hold` throws */
export async function readBody(
  body: Uint8Array,
  hold: Hold = () => undefined,
  turns = new Turns(),
): Promise<PushReading> {
  const slices = readPushInSlices(body);
  // the texts of its events
  hold(body.length);
  let held = 0;
  const holdUpTo = (eventCount: number) => {
    hold(EVENT_BYTES * (eventCount - held));
    held = eventCount;
  };
  for (;;) {
    const slice = await turns.run(() => slices.next());
    if (slice.done === true) {
      if ("events" in slice.value) holdUpTo(slice.value.events.length);
      return slice.value;
    }
    holdUpTo(slice.value.eventCount);
  }
}
