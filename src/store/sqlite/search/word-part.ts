import type { MatchEvent } from "../../../event/match-event.ts";
import { prepareMatch } from "../../../event/match-event.ts";
import type { EventCondition } from "../../../event/event-condition.ts";
import { countHits } from "./count-words.ts";
import type { FollowedLog } from "./followed-log.ts";
import { isInRange, sortRows, toRow } from "./row-range.ts";
import type { Row, RowColumns, RowRange, Rows } from "./row-range.ts";
import { rowsByWords } from "./rows-by-words.ts";
import type { SearchQuestion } from "./search-question.ts";
import type { Work } from "./turns.ts";
import { hitsOf } from "./word-hits.ts";
import { wordQuestionOf } from "./word-match.ts";
import type { WordQuestion } from "./word-match.ts";
import type { WordCount, WordReader } from "./word-reader.ts";
import type { WordState } from "./word-file.ts";
import { countPending, pendingEvents } from "./pending-hits.ts";
import { readAtOnce } from "../read-at-once.ts";
import type { Removal } from "../removal-journal.ts";

/** With more events that the index lacks, or has beyond the state, it is not used. */
const MOST_BEYOND = 50_000;

/** So many events may have come since a count that is remembered. */
const MOST_SINCE = 1000;

/** With more removals that the index does not know of, it is not used: up to 64,000 events. */
const MOST_PENDING = 64;

/** Events looked at between two turns. */
const LOOK_EVENTS = 200;

/** What was counted in the index. */
interface Counted extends WordCount {
  /** Whether the state that was counted in is held. */
  readonly isHeld: boolean;
}

/** What the word index finds for one question, in one state of the log. */
export class WordPart {
  /** What must be held against the events found. */
  readonly rest: readonly EventCondition[];
  readonly #log: FollowedLog;
  readonly #reader: WordReader;
  readonly #question: SearchQuestion;
  readonly #words: WordQuestion;
  readonly #asOf: number;
  /** The newest removal when the first event was read. */
  readonly #since: number;
  #state: WordState;
  /** Matches that the index lacks up to the state, or has beyond it; by range. */
  #later: readonly (readonly Row[])[] = [];
  /** Hits that it holds by seq, also beyond the state; by range. */
  #odd: readonly (readonly Row[])[] = [];
  #counted: Counted | undefined;

  /** `undefined` where the index does not help. */
  static *open(
    log: FollowedLog,
    reader: WordReader,
    question: SearchQuestion,
    { asOf, counts }: { readonly asOf: number; readonly counts: boolean },
  ): Work<WordPart | undefined> {
    const words = wordQuestionOf(question.conditions);
    const state = words && reader.state();
    if (words === undefined || state === undefined) return undefined;
    if (Math.abs(asOf - state.seq) > MOST_BEYOND) return undefined;
    if (log.removal - state.removal > MOST_PENDING) return undefined;
    const part = new WordPart(log, reader, { question, words, asOf, state });
    try {
      if (counts && part.isCountable) yield* part.#count();
      yield* part.#readOdd();
      yield* part.#readLater();
      return part;
    } catch (error) {
      part.close();
      reader.failed(error);
      return undefined;
    }
  }

  private constructor(
    log: FollowedLog,
    reader: WordReader,
    parts: {
      readonly question: SearchQuestion;
      readonly words: WordQuestion;
      readonly asOf: number;
      readonly state: WordState;
    },
  ) {
    this.#log = log;
    this.#reader = reader;
    this.#question = parts.question;
    this.#words = parts.words;
    this.#asOf = parts.asOf;
    this.#since = log.removal;
    this.#state = parts.state;
    this.rest = parts.words.rest;
  }

  /** Whether the index alone tells how many events there are. */
  get isCountable(): boolean {
    const { isCutBySeq, ranges } = this.#question;
    return (
      this.rest.length === 0 && !isCutBySeq && ranges.every(({ kinds }) => kinds === undefined)
    );
  }

  /** Whether the index told how many events there are. */
  get isCounted(): boolean {
    return this.#counted !== undefined;
  }

  /**
   * How many events match, where that {@link isCounted}, without what was taken out of the log by now.
   * `undefined` where a count that was remembered does not tell: then it is forgotten, so ask anew.
   */
  total(): number | undefined {
    const counted = this.#counted;
    if (counted === undefined) return undefined;
    const pending = this.#countPending(counted);
    if (pending === undefined) {
      this.#reader.forget(this.#name());
      return undefined;
    }
    const removed = this.#log.removedAfter(this.#since);
    const sum = (lists: readonly (readonly Row[])[]) =>
      lists.flatMap((rows) => rows.filter(({ seq }) => !removed.has(seq))).length;
    const sign = this.#asOf > this.#state.seq ? 1 : -1;
    return counted.total - pending + sum(this.#odd) + sign * sum(this.#later);
  }

  /** Lets others count; once the total was asked for. */
  close(): void {
    if (this.#counted?.isHeld === true) this.#reader.endCounting();
    this.#counted = undefined;
  }

  /** The rows of the nth range, perhaps a part of it. */
  rows(nth: number, range: RowRange): Rows {
    const words = this.#reader.connection;
    const isBehind = this.#asOf > this.#state.seq;
    const lists = isBehind ? [this.#odd, this.#later] : [this.#odd];
    const all = lists.flatMap((list) => list[nth] ?? []).filter((row) => isInRange(row, range));
    const others = sortRows(all, range.order);
    if (words === undefined) throw new Error("the word index was closed meanwhile");
    const hits = hitsOf(this.#words.match, range);
    const through = Math.min(range.through, this.#state.seq);
    return rowsByWords(this.#log, words, hits, { range: { ...range, through }, others });
  }

  /** In a transaction that is held to the end: what is fed meanwhile does not count. */
  *#count(): Work<void> {
    const name = this.#name();
    const known = this.#reader.counted(name);
    if (known !== undefined && Math.abs(this.#asOf - known.state.seq) <= MOST_SINCE) {
      // as if nothing had been fed since
      this.#state = known.state;
      this.#counted = { ...known, isHeld: false };
      return;
    }
    let words = this.#reader.beginCounting();
    while (words === undefined) {
      yield;
      words = this.#reader.beginCounting();
    }
    let isCounted = false;
    try {
      const [seq, removal] = words.one<[number, number]>("SELECT seq, removal FROM state");
      this.#state = { seq, removal };
      const [all] = this.#log.connection.one<[number]>("SELECT count(*) FROM panel");
      let total = 0;
      for (const range of this.#question.ranges) {
        const hits = hitsOf(this.#words.match, range);
        total += yield* countHits(words, hits, { asked: range.panels, all });
      }
      this.#counted = { total, state: this.#state, isHeld: true };
      this.#reader.remember(name, { total, state: this.#state });
      isCounted = true;
    } finally {
      if (!isCounted) this.#reader.endCounting();
    }
  }

  /** How many of what was counted went since; `undefined` where the index does not tell any more. */
  #countPending({ isHeld, state }: Counted): number | undefined {
    const removals = this.#log.removalsAfter(state.removal);
    if (removals.length === 0) return 0;
    const words = isHeld ? this.#reader.counting : this.#reader.connection;
    if (words === undefined) return undefined;
    return readAtOnce(words, () => {
      const [removal] = words.one<[number]>("SELECT removal FROM state");
      let count = 0;
      for (const range of this.#question.ranges) {
        const events = (some: readonly Removal[]) => pendingEvents(some, range, state.seq);
        // what is out of the index cannot be asked any more whether it was a hit
        if (events(removals.filter(({ id }) => id <= removal)).length > 0) return undefined;
        const pending = events(removals.filter(({ id }) => id > removal));
        count += countPending(words, this.#words.match, range, pending);
      }
      return count;
    });
  }

  /** What tells the question's count from others. */
  #name(): string {
    const ranges = this.#question.ranges.map(({ fromMs, toMs, panels }) => [
      fromMs,
      toMs,
      panels && [...panels],
    ]);
    return JSON.stringify([this.#words.match.text, ranges]);
  }

  *#readOdd(): Work<void> {
    const words = this.#reader.connection;
    if (words === undefined) return;
    const any = words.get("SELECT 1 FROM word_docsize WHERE id < 0 LIMIT 1");
    // nearly always none, and to ask costs as much as a page
    if (any === undefined) return;
    const found = words.all<[number]>(
      "SELECT -rowid FROM word WHERE word MATCH ? AND rowid < 0",
      this.#words.match.text,
    );
    // rising: the latest one has the least rowid
    const seqs = found.map(([seq]) => seq).filter((seq) => seq <= this.#state.seq);
    const odd = this.#question.ranges.map((): Row[] => []);
    for (let i = 0; i < seqs.length; i += LOOK_EVENTS) {
      this.#sort(this.#rows(seqs.slice(i, i + LOOK_EVENTS)), odd, true);
      yield;
    }
    this.#odd = odd;
  }

  *#readLater(): Work<void> {
    const isMatch = prepareMatch({ is: "and", parts: this.#question.conditions });
    const [from, through] = [this.#state.seq, this.#asOf].toSorted((a, b) => a - b);
    const later = this.#question.ranges.map((): Row[] => []);
    const isBeyond = this.#asOf < this.#state.seq;
    for (let seq = from!; seq < through!; seq += LOOK_EVENTS) {
      const rows = this.#log.connection
        .all<RowColumns>(
          "SELECT at, seq, panel, kind FROM event WHERE seq > ? AND seq <= ?",
          seq,
          Math.min(through!, seq + LOOK_EVENTS),
        )
        .map(toRow);
      this.#sort(this.#matching(rows, isMatch, isBeyond), later, isBeyond);
      yield;
    }
    this.#later = later;
  }

  /** Those of the rows that some range holds and whose events match. */
  #matching(rows: readonly Row[], isMatch: MatchEvent, isBeyond: boolean): Row[] {
    const wanted = rows.filter((row) =>
      this.#question.ranges.some((range) => isInRange(row, throughAll(range, isBeyond))),
    );
    const events = this.#log.events.of(wanted.map(({ seq }) => seq));
    const matching = new Set(events.filter(isMatch).map(({ seq }) => seq));
    return wanted.filter(({ seq }) => matching.has(seq));
  }

  #sort(rows: readonly Row[], into: readonly Row[][], isBeyond: boolean): void {
    for (const [nth, range] of this.#question.ranges.entries()) {
      const wanted = throughAll(range, isBeyond);
      for (const row of rows) if (isInRange(row, wanted)) into[nth]!.push(row);
    }
  }

  #rows(seqs: readonly number[]): Row[] {
    const list = `(${seqs.join()})`;
    return this.#log.connection
      .all<RowColumns>(`SELECT at, seq, panel, kind FROM event WHERE seq IN ${list}`)
      .map(toRow);
  }
}

/** Also what came after the state, to be taken off what the index counts. */
function throughAll(range: RowRange, isBeyond: boolean): RowRange {
  return isBeyond ? { ...range, through: Number.MAX_SAFE_INTEGER } : range;
}
