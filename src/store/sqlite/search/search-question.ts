import { MAX_OCCURRED_AT_MS } from "../../../event/event.ts";
import type { EventCondition, ReceivedCondition } from "../../../event/event-condition.ts";
import { prepareMatch } from "../../../event/match-event.ts";
import type { MatchEvent } from "../../../event/match-event.ts";
import type { Order, Span } from "../../../event/query.ts";
import type { BookPlan } from "../../directory/book-plan.ts";
import { resolveView } from "../../directory/loaded-view.ts";
import type { Connection } from "../connection.ts";
import type { FollowedLog } from "./followed-log.ts";
import type { RowRange } from "./row-range.ts";

/** A question in the numbers of one log. */
export interface SearchQuestion {
  /** Disjoint, in rising time; their order is that of the question. */
  readonly ranges: readonly RowRange[];
  /** What is to be held against events, by the word index or one by one. */
  readonly conditions: readonly EventCondition[];
  /** Whether the ranges leave out events for their seqs, other than those after the state. */
  readonly isCutBySeq: boolean;
  /** Whether an event meets all conditions. */
  readonly isMatch: MatchEvent;
}

/** What a plan asks of a log that is followed. */
export function searchQuestion(
  log: FollowedLog,
  { view, spans, rest }: BookPlan,
  asOf: number,
  order: Order,
): SearchQuestion {
  const { panels, floor: seen } = resolveView(view, (serial) => log.names.panel(serial));
  const isReceived = (part: EventCondition): part is ReceivedCondition => part.is === "received";
  let floor = seen;
  let through = asOf;
  for (const { fromMs, toMs } of rest.filter(isReceived)) {
    floor = Math.max(floor, lastReceivedBefore(log.connection, fromMs));
    through = Math.min(through, lastReceivedBefore(log.connection, toMs + 1));
  }
  const conditions = rest.filter((part) => !isReceived(part));
  return {
    ranges: spans.map((span) => ({ ...rangeOf(log, span), order, panels, floor, through })),
    conditions,
    isCutBySeq: floor > 0 || through < asOf,
    isMatch: prepareMatch({ is: "and", parts: conditions }),
  };
}

function rangeOf(log: FollowedLog, { fromMs, toMs, kinds }: Span) {
  return {
    fromMs: Math.max(0, fromMs),
    toMs: Math.min(toMs, MAX_OCCURRED_AT_MS),
    kinds: log.names.kindSet(kinds, log.newestKind),
  };
}

/** The greatest seq that was received before a time; 0 for none. Along seq it never falls. */
function lastReceivedBefore(connection: Connection, beforeMs: number): number {
  const [head] = connection.one<[number]>("SELECT coalesce(max(seq), 0) FROM event");
  let low = 0;
  let high = head;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const sql = "SELECT received FROM event WHERE seq >= ? ORDER BY seq LIMIT 1";
    const received = connection.get<[number]>(sql, middle)?.[0] ?? Infinity;
    if (received < beforeMs) low = middle;
    else high = middle - 1;
  }
  return low;
}
