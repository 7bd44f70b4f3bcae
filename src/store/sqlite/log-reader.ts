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
import { CountedParts } from "./counted-parts.ts";
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
  readonly #openLog: () => Promise<LogFollower>;
  #log: LogFollower;
  readonly #rows: EventRows;
  readonly #mostLater: number;
  #reopening: Promise<void> | undefined;
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
    const openLog = (): Promise<LogFollower> =>
      LogFollower.open(connection, background, names, maxBytes);
    const log = await openLog();
    return new LogReader({ connection, names, openLog, log, mostLater });
  }

  private constructor(parts: ReaderParts) {
    this.#names = parts.names;
    this.#openLog = parts.openLog;
    this.#log = parts.log;
    this.#rows = new EventRows(parts.connection, parts.names);
    this.#mostLater = parts.mostLater;
  }

  /** The seq up to which the reader describes the log. */
  get followed(): number {
    return this.#log.followed;
  }

  /** The newest removal that the reader takes into account. */
  get removal(): number {
    return this.#log.removal;
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

  list(query: ListQuery): Promise<EventPage> {
    return this.#inState(query.view, query.asOf, (state) => {
      const spans = query.spans.map((span) => ({
        fromMs: span.fromMs,
        toMs: span.toMs,
        kinds: this.#names.kindSet(span.kinds, this.#log.newestKind),
      }));
      const { order, offset, limit } = query;
      const { seqs, total } = readPage(this.#ranksOf(state), { spans, order, offset, limit });
      return { events: this.#rows.of(seqs), total, asOf: state.asOf };
    });
  }

  /** Numbers by kind in windows, which are disjoint and in rising time. */
  async countKinds(
    view: View,
    windows: readonly TimeWindow[],
    asOf: number | undefined,
  ): Promise<KindCounted> {
    const counts: Map<number, number>[] = [];
    const parts = new CountedParts(windows, counts);
    let state = asOf;
    for (let nth = 0; nth === 0 || nth < windows.length; nth += MOST_WINDOWS_AT_ONCE) {
      if (nth > 0) await new Promise(setImmediate);
      const part = windows.slice(nth, nth + MOST_WINDOWS_AT_ONCE);
      // all of one state, whatever comes in between
      state = await this.#inState(view, state, (stated) => {
        const { removal } = this.#log;
        for (const byId of new KindCounter(this.#log.indexes, stated).count(part)) {
          counts.push(new Map(byId));
        }
        parts.add(part.length, removal);
        if (counts.length === windows.length && parts.first < removal) {
          parts.takeOut(stated, this.#log.removedAfter(parts.first));
        }
        return stated.asOf;
      });
    }
    const named = counts.map(
      (byId) => new Map([...byId].map(([id, count]) => [this.#names.kind(id), count])),
    );
    return { counts: named, asOf: state ?? 0 };
  }

  kinds(view: View): Promise<readonly Kind[]> {
    return this.#inState(view, undefined, ({ loaded }) => this.#kinds.of(loaded));
  }

  async head(): Promise<number> {
    await this.#log.followToHead();
    return this.followed;
  }

  after(seq: number, limit: number): StoredEvent[] {
    return this.#rows.between(seq, Number.MAX_SAFE_INTEGER, limit);
  }

  /** The fleet's directory, packed, with the seq and the removal it describes. */
  snapshot(): { asOf: number; removal: number; packed: Uint8Array } | undefined {
    if (this.#log.isOutrun) return undefined;
    const packed = packDirectory(this.#log.fleet.directory);
    return { asOf: this.followed, removal: this.removal, packed };
  }

  #ranksOf({ loaded, through, later }: ViewState): RankedEvents {
    const present = new PresentRanks(this.#log.indexes, loaded, through);
    return later === undefined ? present : new PastRanks(present, loaded.view, later);
  }

  /**
   * Reads a view in the asked state at one stroke: nothing comes or goes meanwhile.
   *
   * @param read waits for nothing
   */
  async #inState<Result>(
    view: View,
    asked: number | undefined,
    read: (state: ViewState) => Result,
  ): Promise<Result> {
    // a state that another process has told of
    if (asked !== undefined && asked > this.followed) this.checkHead();
    for (;;) {
      if (this.#log.isOutrun) await this.#reopen();
      try {
        const found = await this.#tryInState(view, asked, read);
        if (found !== undefined) return found.result;
      } catch (error) {
        if (!this.#log.isOutrun) throw error;
      }
    }
  }

  /** `undefined` when the log was followed on while something was waited for. */
  async #tryInState<Result>(
    view: View,
    asked: number | undefined,
    read: (state: ViewState) => Result,
  ): Promise<{ readonly result: Result } | undefined> {
    const log = this.#log;
    await log.followToHead();
    const asOf = Math.min(asked ?? log.followed, log.followed);
    if (log.followed - asOf > this.#mostLater) {
      const past = await log.past(view, asOf);
      return log.atOnce(() => {
        if (!past.isRight()) return undefined;
        return { result: read({ loaded: past.loaded, through: asOf, later: undefined, asOf }) };
      });
    }
    const isPresent = asked === undefined || asOf === log.followed;
    const later = isPresent ? undefined : await log.later(asOf);
    const loaded = await log.load(view);
    return log.atOnce(() => {
      if (!log.isCurrent(loaded) || later?.isRight() === false) return undefined;
      const through = log.followed;
      const state = { loaded, through, later: later?.tail };
      if (asked === undefined) return { result: read({ ...state, asOf: through }) };
      if ((later?.tail.lastSeq ?? asOf) !== through) return undefined;
      return { result: read({ ...state, asOf }) };
    });
  }

  /** Begins anew: what was taken out meanwhile is not known any more. */
  #reopen(): Promise<void> {
    this.#reopening ??= this.#openLog()
      .then((log) => void (this.#log = log))
      .finally(() => (this.#reopening = undefined));
    return this.#reopening;
  }
}

interface ReaderParts {
  readonly connection: Connection;
  readonly names: Names;
  readonly openLog: () => Promise<LogFollower>;
  readonly log: LogFollower;
  readonly mostLater: number;
}
