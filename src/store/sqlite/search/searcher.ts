import type {
  EventQuestion,
  FindQuery,
  Found,
  Grouping,
  Tallied,
  TallyQuery,
} from "../../../event/book.ts";
import { AppError } from "../../../event/errors.ts";
import type { StoredEvent } from "../../../event/event.ts";
import { prepareGroups, TallyCounts } from "../../../event/group-event.ts";
import type { Order } from "../../../event/query.ts";
import { planOf } from "../../directory/book-plan.ts";
import { MAX_CELLS, tooBroad } from "../../directory/scan-book.ts";
import { startsOf, stretchOf } from "../../directory/stretches.ts";
import type { FollowedLog } from "./followed-log.ts";
import { Matches } from "./matches.ts";
import type { Match } from "./matches.ts";
import { searchQuestion } from "./search-question.ts";
import { TakenCells, TakenPage } from "./taken-matches.ts";
import type { Work } from "./turns.ts";
import { wordQuestionOf } from "./word-match.ts";
import { WordPart } from "./word-part.ts";
import type { WordReader } from "./word-reader.ts";

/** Events looked at before FTS5 is asked for a beginning of words: it gathers all hits first. */
const FIRST_ROWS = 1000;

interface Opened {
  readonly words: WordPart | undefined;
  readonly matches: Matches;
  readonly asOf: number;
  /** The newest removal before the first event was looked at. */
  readonly taken: number;
}

/** Answers the questions that directories cannot: by the word index, else by looking at events. */
export class Searcher {
  readonly #log: FollowedLog;
  readonly #reader: WordReader;

  constructor(log: FollowedLog, reader: WordReader) {
    this.#log = log;
    this.#reader = reader;
  }

  /** @throws AppError `too_broad`, `unavailable`, `damaged` */
  find(query: FindQuery): Work<Found> {
    return this.#withWords((usesWords) => this.#find(query, usesWords));
  }

  /** @throws AppError `unavailable`, `damaged` */
  tally(query: TallyQuery): Work<Tallied> {
    return this.#withWords((usesWords) => this.#tally(query, usesWords));
  }

  /** Without the word index where it fails: what is wrong with the log fails again. */
  *#withWords<Result>(answer: (usesWords: boolean) => Work<Result>): Work<Result> {
    try {
      return yield* answer(true);
    } catch (error) {
      if (error instanceof AppError && error.code === "too_broad") throw error;
      this.#reader.failed(error);
    }
    return yield* answer(false);
  }

  *#find(query: FindQuery, usesWords: boolean): Work<Found> {
    const soon = usesWords ? yield* this.#findSoon(query) : undefined;
    let found = soon;
    while (found === undefined) {
      const opened = yield* this.#open(query, {
        order: new TakenPage(this.#log, query).order,
        counts: query.total !== "none",
        usesWords,
      });
      try {
        found = yield* this.#findIn(query, opened);
      } finally {
        opened.words?.close();
      }
    }
    return found;
  }

  /** `undefined` when what was remembered of the total does not hold any more. */
  *#findIn(query: FindQuery, { words, matches, asOf, taken }: Opened): Work<Found | undefined> {
    const { start, total, deadlineMs } = query;
    const page = new TakenPage(this.#log, query, taken);
    const isCounted = words?.isCounted === true;
    const isExact = total === "exact" && !isCounted;
    const isPicked = words !== undefined && words.rest.length === 0;
    const from = isExact || start.is === "offset" ? undefined : start.place;
    let isWhole = true;
    const options = {
      order: page.order,
      from,
      deadlineMs: isPicked ? Infinity : deadlineMs,
      wantsEvents: false,
    };
    yield* matches.each(options, ({ row }) => {
      page.take(row);
      isWhole = isExact || !page.isFull;
      return isWhole;
    });
    page.settle();
    const { reachedMs } = matches;
    if (isExact && reachedMs !== undefined) throw tooBroad(deadlineMs);
    isWhole &&= reachedMs === undefined;
    const isCountedByHand = total !== "none" && isWhole && from === undefined;
    const counted = words?.total();
    if (isCounted && counted === undefined) return undefined;
    const { events, hasNext, hasPrevious } = page.found(isWhole);
    return {
      events: this.#log.events.of(events.map(({ seq }) => seq)),
      total: counted ?? (isCountedByHand ? page.count : undefined),
      asOf,
      hasNext,
      hasPrevious,
      reachedMs,
    };
  }

  /** A page of beginnings of words where the first events fill it: common ones do. */
  *#findSoon(query: FindQuery): Work<Found | undefined> {
    const { start, total } = query;
    if (total !== "none") return undefined;
    const page = new TakenPage(this.#log, query);
    const head = yield* this.#log.follow();
    const asOf = Math.min(query.asOf ?? head, head);
    const question = searchQuestion(this.#log, planOf(query), asOf, page.order);
    if (wordQuestionOf(question.conditions)?.match.hasPrefix !== true) return undefined;
    const options = {
      order: page.order,
      from: start.is === "offset" ? undefined : start.place,
      deadlineMs: query.deadlineMs,
      wantsEvents: false,
      mostRows: FIRST_ROWS,
    };
    yield* new Matches(this.#log, question, undefined).each(options, ({ row }) => {
      page.take(row);
      return !page.isFull;
    });
    page.settle();
    if (!page.isFull) return undefined;
    const { events, hasNext, hasPrevious } = page.found(false);
    const whole = this.#log.events.of(events.map(({ seq }) => seq));
    return { events: whole, total: undefined, asOf, hasNext, hasPrevious, reachedMs: undefined };
  }

  *#tally(query: TallyQuery, usesWords: boolean): Work<Tallied> {
    const { groupings, deadlineMs } = query;
    const starts = startsOf(query);
    const counts = Array.from({ length: Math.max(1, groupings.length) }, () => new TallyCounts());
    const how = { order: "desc", counts: false, usesWords } as const;
    const { matches, asOf, taken } = yield* this.#open(query, how);
    const cells = new TakenCells(this.#log, counts.length, taken);
    const groupsOf = prepareGroups(groupings);
    let cutMs: number | undefined;
    const options = {
      order: "desc",
      from: undefined,
      deadlineMs,
      wantsEvents: groupings.some(needsEvent),
    } as const;
    yield* matches.each(options, (match) => {
      const stretch = stretchOf(starts, match.row.occurredAtMs);
      if (stretch < 0) return true;
      const event = groupings.length === 0 ? undefined : this.#eventOf(match);
      // taken out of the log since its row was read
      if (groupings.length > 0 && event === undefined) return true;
      const groups = event === undefined ? [{ value: "" }] : groupsOf(event);
      cells.take(
        match.row.seq,
        groups.map((key, nth) => counts[nth]!.add(stretch, key, 1)),
      );
      if (counts.every(({ size }) => size <= MAX_CELLS)) return true;
      cutMs = match.row.occurredAtMs;
      return false;
    });
    cells.settle();
    const reachedMs = cutMs ?? matches.reachedMs;
    return { tallies: counts.map((each) => each.cells()), asOf, reachedMs };
  }

  *#open(
    query: EventQuestion,
    { order, counts, usesWords }: { order: Order; counts: boolean; usesWords: boolean },
  ): Work<Opened> {
    const head = yield* this.#log.follow();
    const taken = this.#log.removal;
    const asOf = Math.min(query.asOf ?? head, head);
    const question = searchQuestion(this.#log, planOf(query), asOf, order);
    const words = usesWords
      ? yield* WordPart.open(this.#log, this.#reader, question, { asOf, counts })
      : undefined;
    return { words, matches: new Matches(this.#log, question, words), asOf, taken };
  }

  /** The event itself, or as much of it as its row tells. */
  #eventOf({ row, event }: Match): StoredEvent | undefined {
    if (event !== undefined) return event;
    const { key = "", category, priority } = this.#log.names.kind(row.kind);
    // a kind that gathers keys leaves them in the event
    if (key === "") return this.#log.events.of([row.seq])[0];
    return {
      seq: row.seq,
      panel: this.#log.names.serial(row.panel),
      occurredAtMs: row.occurredAtMs,
      receivedAtMs: 0,
      key,
      category,
      priority,
      model: undefined,
      extra: undefined,
      source: "api",
    };
  }
}

/** Whether a grouping is by what only the event tells. */
function needsEvent({ by }: Grouping): boolean {
  return by === "value" || by === "source" || by === "late";
}
