import type { EventPlace } from "../../../event/book.ts";
import type { EventCondition } from "../../../event/event-condition.ts";
import type { StoredEvent } from "../../../event/event.ts";
import { prepareMatch } from "../../../event/match-event.ts";
import type { Order } from "../../../event/query.ts";
import type { FollowedLog } from "./followed-log.ts";
import type { Row, RowRange, Rows } from "./row-range.ts";
import { scanRows } from "./scan-rows.ts";
import type { SearchQuestion } from "./search-question.ts";
import type { Work } from "./turns.ts";
import type { WordPart } from "./word-part.ts";

/** Rows held against conditions between two turns. */
const LOOK_ROWS = 50;

/** How matches are gone through. */
export interface MatchesOptions {
  readonly order: Order;
  /** Where to begin: at this place's millisecond. */
  readonly from: EventPlace | undefined;
  /**
   * How long rows may be looked at, those of the millisecond of `from` aside; `Infinity` where an index
   * picks them all.
   */
  readonly deadlineMs: number;
  /** After so many rows it ends as if its time were over; default as many as there are. */
  readonly mostRows?: number;
  /** Whether the events themselves are handed over, not their rows alone. */
  readonly wantsEvents: boolean;
}

/** A row that matches, and its event where it was read. */
export interface Match {
  readonly row: Row;
  readonly event: StoredEvent | undefined;
}

/** Goes through the rows of a question, and hands over those that match. */
export class Matches {
  readonly #log: FollowedLog;
  readonly #question: SearchQuestion;
  readonly #words: WordPart | undefined;
  #reachedMs: number | undefined;

  constructor(log: FollowedLog, question: SearchQuestion, words: WordPart | undefined) {
    this.#log = log;
    this.#question = question;
    this.#words = words;
  }

  /** Where the deadline came, once {@link each} has ended. */
  get reachedMs(): number | undefined {
    return this.#reachedMs;
  }

  /** @param take given the matches in order; what it returns says whether to go on */
  *each(options: MatchesOptions, take: (match: Match) => boolean): Work<void> {
    const { order, from, deadlineMs, wantsEvents, mostRows = Infinity } = options;
    let looked = 0;
    const rest: readonly EventCondition[] = this.#words?.rest ?? this.#question.conditions;
    const isMatch = rest.length === 0 ? undefined : prepareMatch({ is: "and", parts: rest });
    const look = isMatch !== undefined || wantsEvents;
    const end = performance.now() + deadlineMs;
    // whoever goes on begins with all of the millisecond: it must come past it, however long that takes
    const isOver = (reachedMs: number | undefined): boolean =>
      looked >= mostRows ||
      (performance.now() > end && (from === undefined || reachedMs !== from.occurredAtMs));
    let passedMs: number | undefined;
    for (const rows of this.#ranges(order, from)) {
      for (const chunk of rows) {
        // there is more, and what is passed was something: who goes on from there comes to an end
        if (passedMs !== undefined && isOver(passedMs)) {
          this.#reachedMs = passedMs;
          return;
        }
        for (let i = 0; i < chunk.rows.length; i += LOOK_ROWS) {
          const some = chunk.rows.slice(i, i + LOOK_ROWS);
          const events = look ? this.#log.events.bySeq(some.map(({ seq }) => seq)) : undefined;
          for (const row of some) {
            const event = events?.get(row.seq);
            // taken out of the log since its row was read
            if (look && event === undefined) continue;
            if (isMatch !== undefined && (event === undefined || !isMatch(event))) continue;
            if (!take({ row, event })) return;
          }
          const reached = some.at(-1)?.occurredAtMs;
          looked += some.length;
          yield;
          if (i + LOOK_ROWS >= chunk.rows.length || !isOver(reached)) continue;
          this.#reachedMs = reached;
          return;
        }
        yield;
        passedMs = chunk.reachedMs;
      }
    }
  }

  *#ranges(order: Order, from: EventPlace | undefined): Generator<Rows> {
    const ranges = [...this.#question.ranges.entries()];
    if (order === "desc") ranges.reverse();
    for (const [nth, whole] of ranges) {
      const range = { ...cut(whole, order, from), order };
      if (range.fromMs > range.toMs || range.floor >= range.through) continue;
      yield this.#words === undefined ? scanRows(this.#log, range) : this.#words.rows(nth, range);
    }
  }
}

/** A range without what comes before a place's millisecond. */
function cut(range: RowRange, order: Order, from: EventPlace | undefined): RowRange {
  if (from === undefined) return range;
  const { occurredAtMs } = from;
  return order === "asc"
    ? { ...range, fromMs: Math.max(range.fromMs, occurredAtMs) }
    : { ...range, toMs: Math.min(range.toMs, occurredAtMs) };
}
