import type { EventPlace, WalkQuery } from "../../../event/book.ts";
import type { StoredEvent } from "../../../event/event.ts";
import { prepareMatch } from "../../../event/match-event.ts";
import type { Order } from "../../../event/query.ts";
import { planOf } from "../../directory/book-plan.ts";
import { isBehind } from "../../directory/order.ts";
import { FleetReader } from "../fleet-reader.ts";
import { openForReading } from "../open-database.ts";
import { FollowedLog } from "./followed-log.ts";
import type { Row, RowRange, Rows } from "./row-range.ts";
import { scanRows } from "./scan-rows.ts";
import { searchQuestion } from "./search-question.ts";
import type { SearchQuestion } from "./search-question.ts";
import type { Work } from "./turns.ts";
import { WordPart } from "./word-part.ts";
import { WordReader } from "./word-reader.ts";

/** Events read by one statement: some milliseconds' worth. */
const MOST_ROWS = 500;
/** Fewer where events are large, so that this many characters are held at most, one event's aside. */
const READ_CHARACTERS = 8_000_000;

const CACHE_KIB = 16_384;

/** Walks through the log of a data folder, for a thread of its own: it reads and writes nothing. */
export class LogWalk implements Disposable {
  readonly #log: FollowedLog;
  readonly #reader: WordReader;

  private constructor(log: FollowedLog, reader: WordReader) {
    this.#log = log;
    this.#reader = reader;
  }

  /**
   * @param onDamaged told when the word index is found to be damaged
   * @throws AppError `unavailable`, `damaged`
   */
  static open(dataFolder: string, onDamaged: () => void): LogWalk {
    const connection = openForReading(dataFolder, CACHE_KIB);
    return new LogWalk(
      new FollowedLog(connection),
      new WordReader(dataFolder, connection, onDamaged),
    );
  }

  /** What is said of panels and owners. */
  get fleet(): FleetReader {
    return new FleetReader(this.#log.connection);
  }

  /** The events of a question; see `WalkEvents`. @throws AppError `unavailable`, `damaged` */
  *events(query: WalkQuery): Generator<readonly StoredEvent[]> {
    let { after } = query;
    try {
      for (const events of this.#walk(query, true)) {
        yield events;
        after = events.at(-1) ?? after;
      }
      return;
    } catch (error) {
      this.#reader.failed(error);
    }
    // on without the word index: what is wrong with the log fails again
    yield* this.#walk({ ...query, after }, false);
  }

  *#walk(query: WalkQuery, usesWords: boolean): Generator<readonly StoredEvent[]> {
    const question = yield* idly(this.#ask(query));
    const { asOf } = query;
    const words = usesWords
      ? yield* idly(WordPart.open(this.#log, this.#reader, question, { asOf, counts: false }))
      : undefined;
    const rest = words?.rest ?? question.conditions;
    const isMatch = rest.length === 0 ? undefined : prepareMatch({ is: "and", parts: rest });
    let size = MOST_ROWS;
    for (const rows of this.#ranges(question, words, query)) {
      for (const chunk of rows) {
        const found = chunk.rows.filter(isOnward(query));
        yield [];
        for (let at = 0; at < found.length;) {
          const some = found.slice(at, at + size);
          const events = this.#log.events.ofMany(some.map(({ seq }) => seq));
          at += some.length;
          size = sizeAfter(events);
          yield isMatch === undefined ? events : events.filter(isMatch);
        }
      }
    }
  }

  [Symbol.dispose](): void {
    this.#reader[Symbol.dispose]();
    this.#log.connection.close();
  }

  *#ask(query: WalkQuery): Work<SearchQuestion> {
    yield* this.#log.follow();
    return searchQuestion(this.#log, planOf({ ...query, deadlineMs: 0 }), query.asOf, query.order);
  }

  *#ranges(
    question: SearchQuestion,
    words: WordPart | undefined,
    { order, after }: WalkQuery,
  ): Generator<Rows> {
    const ranges = [...question.ranges.entries()];
    if (order === "desc") ranges.reverse();
    for (const [nth, whole] of ranges) {
      const range = cut(whole, order, after);
      if (range.fromMs > range.toMs || range.floor >= range.through) continue;
      yield words === undefined ? scanRows(this.#log, range) : words.rows(nth, range);
    }
  }
}

/** How many events to read next, by how large the last ones were. */
function sizeAfter(events: readonly StoredEvent[]): number {
  let characters = 0;
  for (const { model = "", extra = "" } of events) characters += model.length + extra.length;
  const fitting = Math.floor((READ_CHARACTERS * events.length) / Math.max(1, characters));
  return Math.max(1, Math.min(MOST_ROWS, fitting));
}

/** A range without what comes before a place's millisecond. */
function cut(range: RowRange, order: Order, after: EventPlace | undefined): RowRange {
  if (after === undefined) return range;
  const { occurredAtMs } = after;
  return order === "asc"
    ? { ...range, fromMs: Math.max(range.fromMs, occurredAtMs) }
    : { ...range, toMs: Math.min(range.toMs, occurredAtMs) };
}

function isOnward({ order, after }: WalkQuery): (row: Row) => boolean {
  return (row) => after === undefined || isBehind(order, row, after);
}

/** Work whose turns are steps of a walk that have no events. */
function* idly<Result>(work: Work<Result>): Generator<readonly StoredEvent[], Result> {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    yield [];
  }
}
