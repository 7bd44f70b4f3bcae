import type { EventBook, EventPlace, PageStart } from "../../event/book.ts";
import type { EventCondition } from "../../event/event-condition.ts";
import { FLEET } from "../../event/query.ts";

/** How long one page is looked for, ms: the search goes on where it had come to. */
const DEADLINE_MS = 500;

/** Before every event. */
const BEGINNING: EventPlace = { occurredAtMs: 0, seq: 0 };

/** The next events that are to go. */
export interface SweepPage {
  /** Rising. */
  readonly seqs: readonly number[];
  /** Where to look for more; `undefined` when there are none. */
  readonly next: EventPlace | undefined;
}

/**
 * Finds what is to go, oldest first.
 *
 * @param where as `goesBy`
 * @param limit so many at most, 1 to 1,000
 * @param after behind which place; from the beginning when absent
 * @throws AppError `unavailable`, `damaged`
 */
export async function findSweepPage(
  log: Pick<EventBook, "find">,
  {
    where,
    edgeMs,
    limit,
  }: { readonly where: EventCondition; readonly edgeMs: number; readonly limit: number },
  after: EventPlace = BEGINNING,
): Promise<SweepPage> {
  const start: PageStart = { is: "after", place: after };
  const { events, hasNext, reachedMs } = await log.find({
    view: FLEET,
    where,
    fromMs: 0,
    toMs: edgeMs - 1,
    asOf: undefined,
    deadlineMs: DEADLINE_MS,
    order: "asc",
    start,
    limit,
    total: "none",
  });
  const seqs = events.map(({ seq }) => seq).toSorted((a, b) => a - b);
  const last = events.at(-1);
  if (reachedMs !== undefined && events.length < limit) {
    // everything before that millisecond was looked at
    const isIn = last?.occurredAtMs === reachedMs;
    return { seqs, next: isIn ? last : { occurredAtMs: reachedMs, seq: 0 } };
  }
  return { seqs, next: hasNext ? last : undefined };
}
