import type { EventBook, PageStart, WalkEvents } from "../../event/book.ts";
import { placeBehind } from "../find-page.ts";

/** Events asked for at once. */
const PAGE = 200;

/** How long one page may look, ms: others have their turn in between. */
const PAGE_MS = 1_000;

/** Walks page by page: right on any engine. */
export function walkByFind(log: Pick<EventBook, "find">): WalkEvents {
  return async function* (query) {
    const { order, after, ...question } = query;
    let start: PageStart =
      after === undefined ? { is: "offset", offset: 0 } : { is: "after", place: after };
    for (;;) {
      const found = await log.find({
        ...question,
        order,
        start,
        limit: PAGE,
        deadlineMs: PAGE_MS,
        total: "none",
      });
      yield found.events;
      const place = placeBehind(found, { order, limit: PAGE }, start);
      if (place === undefined) return;
      start = { is: "after", place };
    }
  };
}
