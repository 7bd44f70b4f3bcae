import { OWN_PANEL } from "../event/event.ts";
import { ownEvent } from "../event/own-event.ts";
import type { OwnEventKey } from "../event/own-events.ts";
import type { EventStore } from "../event/store.ts";

/** Has the log tell of a change that a command made. @throws AppError `unavailable` */
export async function tellOf(
  log: Pick<EventStore, "append">,
  key: OwnEventKey,
  model: object,
): Promise<void> {
  await log.append(OWN_PANEL, [ownEvent(key, model, Date.now())]);
}
