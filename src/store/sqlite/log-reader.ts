import type { StoredEvent } from "../../event/event.ts";
import type { Kind } from "../../event/kind.ts";
import type { ListQuery, View } from "../../event/query.ts";
import type { EventPage } from "../../event/store.ts";
import { packDirectory } from "../directory/pack.ts";
import type { BackgroundClient } from "./background-client.ts";
import type { Connection } from "./connection.ts";
import { EventRows } from "./event-rows.ts";
import { KindCounter, type ViewState } from "./kind-counter.ts";
import type { KindCounted, TimeWindow } from "../directory/kind-counting.ts";
import { KindsOfViews } from "../directory/kinds-of-views.ts";
import { Names } from "./names.ts";
import { LaterEvents } from "./later-events.ts";
import { PresentRanks } from "./present-ranks.ts";
import { LogFollower } from "./log-follower.ts";
import { readPage } from "../directory/page-ranks.ts";
import { PastRanks } from "../directory/past-ranks.ts";
import type { RankedEvents } from "../directory/ranked-events.ts";

/** Windows of time counted without letting other work in between: some 20 ms. */
const MOST_WINDOWS_AT_ONCE = 200;

/**
 * A state that lacks so many of the newest events is made out of the present one without them; an earlier
 * one is a directory of its own, which for 10 M events takes a second or more to make.
 */
const MOST_LATER = 200_000;

/** What a reader may take. */
export interface ReadingBounds {
  /** The memory of the views beside the fleet's, roughly. */
  readonly maxBytes?: number;
  /** Events that an earlier state may lack and yet be made out of the present one. */
  readonly mostLater?: number;
}

/** Reads the log: answers questions from the directories, the indexes and the tail. It writes nothing. */
export class LogReader {
  readonly #names: Names;
  readonly #log: LogFollower;
  readonly #rows: EventRows;
  readonly #later: LaterEvents;
  readonly #mostLater: number;
  readonly #kinds = new KindsOfViews((id) => this.#names.kind(id));

  /**
   * Loads the fleet's directory, or has it built when there is none, and follows the log to its end.
   *
   * @param bounds for tests of them
   */
  static async open(
    connection: Connection,
    background: BackgroundClient,
    { maxBytes, mostLater = MOST_LATER }: ReadingBounds = {},
  ): Promise<LogReader> {
    const names = new Names(connection);
    const log = await LogFollower.open(connection, background, names, maxBytes);
    return new LogReader(connection, names, log, mostLater);
  }

  private constructor(connection: Connection, names: Names, log: LogFollower, mostLater: number) {
    this.#names = names;
    this.#log = log;
    this.#rows = new EventRows(connection, names);
    this.#later = new LaterEvents(connection);
    this.#mostLater = mostLater;
  }

  /** The seq up to which the reader describes the log. */
  get followed(): number {
    return this.#log.followed;
  }

  /** Takes note of a commit; the log is followed there soon, or by the next question. */
  committed(head: number): void {
    this.#log.committed(head);
  }

  /** Looks for commits of other processes. @returns the newest seq */
  checkHead(): number {
    return this.#log.checkHead();
  }

  /** Looks how far the indexes have come. */
  checkMerged(): void {
    this.#log.checkMerged();
  }

  async list(query: ListQuery): Promise<EventPage> {
    const { events, asOf } = await this.#ranksOf(query.view, query.asOf);
    const spans = query.spans.map((span) => ({
      fromMs: span.fromMs,
      toMs: span.toMs,
      kinds: this.#names.kindSet(span.kinds, this.#log.newestKind),
    }));
    const { order, offset, limit } = query;
    const { seqs, total } = readPage(events, { spans, order, offset, limit });
    return { events: this.#rows.of(seqs), total, asOf };
  }

  /** Numbers by kind in windows, which are disjoint and in rising time. */
  async countKinds(
    view: View,
    windows: readonly TimeWindow[],
    asOf: number | undefined,
  ): Promise<KindCounted> {
    const counts: Map<Kind, number>[] = [];
    let state = asOf;
    for (let nth = 0; nth === 0 || nth < windows.length; nth += MOST_WINDOWS_AT_ONCE) {
      if (nth > 0) await new Promise(setImmediate);
      const part = windows.slice(nth, nth + MOST_WINDOWS_AT_ONCE);
      // all of one state, whatever comes in between
      const stated = await this.#stateOf(view, state);
      state = stated.asOf;
      for (const byId of new KindCounter(this.#log.indexes, stated).count(part)) {
        counts.push(new Map([...byId].map(([id, count]) => [this.#names.kind(id), count])));
      }
    }
    return { counts, asOf: state ?? 0 };
  }

  async kinds(view: View): Promise<readonly Kind[]> {
    await this.#log.followToHead();
    return this.#kinds.of(await this.#log.load(view));
  }

  async head(): Promise<number> {
    await this.#log.followToHead();
    return this.followed;
  }

  after(seq: number, limit: number): StoredEvent[] {
    return this.#rows.between(seq, Number.MAX_SAFE_INTEGER, limit);
  }

  /** The fleet's directory, packed, with the seq it describes. */
  snapshot(): { asOf: number; packed: Uint8Array } {
    return { asOf: this.followed, packed: packDirectory(this.#log.fleet.directory) };
  }

  async #ranksOf(
    view: View,
    asked: number | undefined,
  ): Promise<{ readonly events: RankedEvents; readonly asOf: number }> {
    const { loaded, through, later, asOf } = await this.#stateOf(view, asked);
    const present = new PresentRanks(this.#log.indexes, loaded, through);
    const events = later === undefined ? present : new PastRanks(present, loaded.view, later);
    return { events, asOf };
  }

  /** A view in the asked state, now: whoever waits before using it may find it moved on. */
  async #stateOf(view: View, asked: number | undefined): Promise<ViewState> {
    // a state that another process has told of
    if (asked !== undefined && asked > this.followed) this.checkHead();
    await this.#log.followToHead();
    for (;;) {
      const asOf = Math.min(asked ?? this.followed, this.followed);
      if (this.followed - asOf > this.#mostLater) {
        const past = await this.#log.past(view, asOf);
        return { loaded: past, through: asOf, later: undefined, asOf };
      }
      const isPresent = asked === undefined || asOf === this.followed;
      const later = isPresent ? undefined : await this.#later.since(asOf, () => this.followed);
      const loaded = await this.#log.load(view);
      const through = this.followed;
      if (asked === undefined) return { loaded, through, later, asOf: through };
      // unless the log was followed on while something was waited for
      if ((later?.lastSeq ?? asOf) === through) return { loaded, through, later, asOf };
    }
  }
}
