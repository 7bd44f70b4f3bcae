import type { EventBook } from "../../event/book.ts";
import { MAX_OCCURRED_AT_MS, OWN_PANEL } from "../../event/event.ts";
import type { OwnEventKey } from "../../event/own-events.ts";

/** How many of the newest events of a key are looked through. */
const NEWEST = 100;

/** How long they may be looked for, ms. */
const DEADLINE_MS = 5_000;

/** Whether the log was told something since a moment of our clock. @throws AppError `unavailable` */
export async function isTold(
  log: Pick<EventBook, "find">,
  key: OwnEventKey,
  { model, sinceMs }: { readonly model: string; readonly sinceMs: number },
): Promise<boolean> {
  const { events } = await log.find({
    view: { panels: [OWN_PANEL], floor: 0 },
    where: { is: "field", field: "name", value: key },
    fromMs: sinceMs,
    toMs: MAX_OCCURRED_AT_MS,
    asOf: undefined,
    deadlineMs: DEADLINE_MS,
    order: "desc",
    start: { is: "offset", offset: 0 },
    limit: NEWEST,
    total: "none",
  });
  return events.some((event) => event.model === model);
}
