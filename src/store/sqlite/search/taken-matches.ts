import type { EventPlace, FindQuery } from "../../../event/book.ts";
import type { CountedCell } from "../../../event/group-event.ts";
import { PageOfMatches } from "../../directory/page-of-matches.ts";
import type { PageFound } from "../../directory/page-of-matches.ts";
import type { FollowedLog } from "./followed-log.ts";

/** Events that were found one after the other: those that are taken out of the log meanwhile are let go of. */
class TakenSince {
  readonly #log: FollowedLog;
  #removal: number;

  constructor(log: FollowedLog, removal: number) {
    this.#log = log;
    this.#removal = removal;
  }

  /** What was taken out since this was asked last; `undefined` for nothing. */
  removed(): ReadonlySet<number> | undefined {
    const since = this.#removal;
    this.#removal = this.#log.removal;
    return since === this.#removal ? undefined : this.#log.removedAfter(since);
  }
}

type PageQuery = Pick<FindQuery, "order" | "start" | "limit">;

/** The page of a search that lets others have their turn: in the end it is of one state of the log. */
export class TakenPage {
  readonly #query: PageQuery;
  readonly #since: TakenSince;
  #page: PageOfMatches<EventPlace>;
  #places: EventPlace[] = [];

  /** @param removal the newest one before the first event was looked at; default the newest now */
  constructor(log: FollowedLog, query: PageQuery, removal = log.removal) {
    this.#query = query;
    this.#since = new TakenSince(log, removal);
    this.#page = new PageOfMatches(query);
  }

  /** The order in which matching events are to be handed over. */
  get order(): FindQuery["order"] {
    return this.#page.order;
  }

  /** How many matching events were handed over; {@link settle} comes first. */
  get count(): number {
    return this.#page.count;
  }

  /** Whether nothing that is still to come changes the page. */
  get isFull(): boolean {
    if (this.#page.isFull) this.settle();
    return this.#page.isFull;
  }

  take({ occurredAtMs, seq }: EventPlace): void {
    const place = { occurredAtMs, seq };
    this.#places.push(place);
    this.#page.take(place);
  }

  /** Lets go of what was taken out of the log since. */
  settle(): void {
    const removed = this.#since.removed();
    if (removed === undefined) return;
    const left = this.#places.filter(({ seq }) => !removed.has(seq));
    if (left.length === this.#places.length) return;
    this.#places = left;
    this.#page = new PageOfMatches(this.#query);
    for (const place of left) this.#page.take(place);
  }

  /** @param isWhole whether every event was looked at that could have matched */
  found(isWhole: boolean): PageFound<EventPlace> {
    return this.#page.found(isWhole);
  }
}

/** The same for numbers: what was counted is counted back. */
export class TakenCells {
  readonly #since: TakenSince;
  readonly #seqs: number[] = [];
  readonly #cells: CountedCell[] = [];
  readonly #cellsOfEach: number;

  /**
   * @param cellsOfEach in how many cells each event is counted
   * @param removal the newest one before the first event was looked at
   */
  constructor(log: FollowedLog, cellsOfEach: number, removal: number) {
    this.#since = new TakenSince(log, removal);
    this.#cellsOfEach = cellsOfEach;
  }

  take(seq: number, cells: readonly CountedCell[]): void {
    this.#seqs.push(seq);
    this.#cells.push(...cells);
  }

  /** Counts back what was taken out of the log since; once, when all is counted. */
  settle(): void {
    const removed = this.#since.removed();
    if (removed === undefined) return;
    for (const [nth, seq] of this.#seqs.entries()) {
      if (!removed.has(seq)) continue;
      const from = nth * this.#cellsOfEach;
      for (const cell of this.#cells.slice(from, from + this.#cellsOfEach)) cell.count -= 1;
    }
  }
}
