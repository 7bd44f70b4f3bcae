import type { FindQuery, Found, Tallied, TallyQuery } from "../../event/book.ts";
import { AppError } from "../../event/errors.ts";
import { prepareGroups, TallyCounts } from "../../event/group-event.ts";
import type { StoredEvent } from "../../event/event.ts";
import type { EventReader } from "../../event/store.ts";
import type { BookPlan } from "./book-plan.ts";
import { EventScan } from "./event-scan.ts";
import { PageOfMatches } from "./page-of-matches.ts";
import { startsOf, stretchOf } from "./stretches.ts";

/** Past so many groups a tally ends as if its time were over, so that it does not take all memory. */
export const MAX_CELLS = 200_000;

/** What is looked through. */
export type ScannedLog = Pick<EventReader, "list" | "head">;

/**
 * Answers questions by looking at every event that a plan's view and spans leave: right on any engine,
 * and as slow as that is.
 */
export class ScanBook {
  readonly #log: ScannedLog;

  constructor(log: ScannedLog) {
    this.#log = log;
  }

  async find(plan: BookPlan, query: FindQuery): Promise<Found> {
    const { start, total, deadlineMs } = query;
    const isExact = total === "exact";
    const page = new PageOfMatches<StoredEvent>(query);
    const asOf = await this.#asOf(query.asOf);
    const from = isExact || start.is === "offset" ? undefined : start.place;
    const scan = new EventScan(this.#log, { plan, order: page.order, asOf, from, deadlineMs });
    let isWhole = true;
    for await (const event of scan.matches()) {
      page.take(event);
      isWhole = isExact || !page.isFull;
      if (!isWhole) break;
    }
    const { reachedMs } = scan;
    if (isExact && reachedMs !== undefined) throw tooBroad(deadlineMs);
    isWhole &&= reachedMs === undefined;
    const isCounted = total !== "none" && isWhole && from === undefined;
    return { ...page.found(isWhole), total: isCounted ? page.count : undefined, asOf, reachedMs };
  }

  async tally(plan: BookPlan, query: TallyQuery): Promise<Tallied> {
    const { groupings, deadlineMs } = query;
    const starts = startsOf(query);
    const groupsOf = prepareGroups(groupings);
    const counts = Array.from({ length: Math.max(1, groupings.length) }, () => new TallyCounts());
    const asOf = await this.#asOf(query.asOf);
    const scan = new EventScan(this.#log, {
      plan,
      order: "desc",
      asOf,
      from: undefined,
      deadlineMs,
    });
    let cutMs: number | undefined;
    for await (const event of scan.matches()) {
      const stretch = stretchOf(starts, event.occurredAtMs);
      if (stretch < 0) continue;
      const groups = groupings.length === 0 ? [{ value: "" }] : groupsOf(event);
      for (const [nth, key] of groups.entries()) counts[nth]!.add(stretch, key, 1);
      if (counts.every(({ size }) => size <= MAX_CELLS)) continue;
      cutMs = event.occurredAtMs;
      break;
    }
    const reachedMs = cutMs ?? scan.reachedMs;
    return { tallies: counts.map((each) => each.cells()), asOf, reachedMs };
  }

  async #asOf(asked: number | undefined): Promise<number> {
    return Math.min(asked ?? Infinity, await this.#log.head());
  }
}

/** What a question is answered whose exact total takes longer than it may. */
export function tooBroad(deadlineMs: number): AppError {
  return new AppError(
    "too_broad",
    `To count these events exactly takes longer than ${deadlineMs / 1000} s: ask for a shorter time or fewer panels`,
  );
}
