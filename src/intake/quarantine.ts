import { readEvent } from "../basip/link/read-event.ts";
import type { PushReading } from "../basip/link/scan-push.ts";
import { AppError } from "../event/errors.ts";
import { readBody, takePush } from "./receive-push.ts";
import type { TakenPush } from "./receive-push.ts";
import type { IntakeStore, Quarantined } from "./store.ts";

/** What trying again did. */
export type Retried =
  | TakenPush
  | {
      readonly is: "kept";
      /** Why it still cannot be understood, for people. */
      readonly reason: string;
    };

/**
 * Reads something quarantined again, as the present reader does. What can be understood now goes into
 * the log and leaves the quarantine; the rest stays. After a crash in the middle, retry it again:
 * nothing is doubled.
 *
 * @param id from `listQuarantined`
 * @throws AppError `not_found`, `unavailable`, `quarantine_full`
 */
export async function retryQuarantined(store: IntakeStore, id: number): Promise<Retried> {
  const held = await store.findQuarantined(id);
  if (held === undefined) {
    throw new AppError("not_found", `Nothing quarantined has the id ${String(id)}`);
  }
  const reading = await readAgain(held);
  if ("unreadable" in reading) return { is: "kept", reason: reading.unreadable };
  const taken = await takePush(store, held.panel, reading);
  // after the events are durable: a crash reads twice, never loses
  await store.dropQuarantined(id);
  return taken;
}

async function readAgain({ what, bytes }: Quarantined): Promise<PushReading> {
  if (what === "body") return readBody(bytes);
  const event = readEvent(bytes);
  return "key" in event ? { events: [event], rejected: [] } : { unreadable: event.reason };
}
