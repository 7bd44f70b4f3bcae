import type { StoredEvent } from "../../event/event.ts";
import type { ListQuery } from "../../event/query.ts";
import type { EventReader } from "../../event/store.ts";

const AT_ONCE = 1_000;

/**
 * All events that a question matches, in the order in which they occurred, as the log was when the
 * first was read.
 *
 * @throws AppError `unavailable`, while it is read
 */
export async function* eachEvent(
  log: EventReader,
  question: Pick<ListQuery, "view" | "spans">,
): AsyncGenerator<StoredEvent, undefined> {
  let asOf: number | undefined;
  for (let offset = 0; ; offset += AT_ONCE) {
    const page = await log.list({ ...question, order: "asc", offset, limit: AT_ONCE, asOf });
    asOf = page.asOf;
    yield* page.events;
    if (offset + AT_ONCE >= page.total) return undefined;
  }
}
