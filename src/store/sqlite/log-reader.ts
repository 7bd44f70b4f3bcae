import type { PanelSerial, StoredEvent } from "../../event/event.ts";
import type { Kind } from "../../event/kind.ts";
import type { ListQuery, View } from "../../event/query.ts";
import type { EventPage } from "../../event/store.ts";
import { isDense } from "../directory/density.ts";
import { packDirectory } from "../directory/pack.ts";
import type { BackgroundClient } from "./background-client.ts";
import type { Connection } from "./connection.ts";
import { EventRows } from "./event-rows.ts";
import type { LogIndexes } from "./index-reader.ts";
import { readColumns } from "./index-reader.ts";
import { KindCounter, type ViewState } from "./kind-counter.ts";
import type { KindCounted, TimeWindow } from "../directory/kind-counting.ts";
import { KindsOfViews } from "../directory/kinds-of-views.ts";
import type { LoadedView } from "../directory/loaded-view.ts";
import { resolveView } from "../directory/loaded-view.ts";
import { Names } from "./names.ts";
import { LaterEvents } from "./later-events.ts";
import { PresentRanks } from "./present-ranks.ts";
import { startOfLog } from "./start-of-log.ts";
import { readPage } from "../directory/page-ranks.ts";
import { PastRanks } from "../directory/past-ranks.ts";
import type { RankedEvents } from "../directory/ranked-events.ts";
import { Tail } from "../directory/tail.ts";
import { Views } from "./views.ts";

/** Events followed without letting other work in between: some 3 ms. */
const FOLLOW_ROWS = 5000;

/** Windows of time counted without letting other work in between: some 20 ms. */
const MOST_WINDOWS_AT_ONCE = 200;

/**
 * A state that lacks so many of the newest events is made out of the present one without them; an earlier
 * one is a directory of its own, which for 10 M events takes a second or more to make.
 */
const MOST_LATER = 200_000;

/** What a reader starts with. */
interface Start extends ReadingBounds {
  readonly fleet: LoadedView;
  readonly mergedSeq: number;
}

/** What a reader may take. */
export interface ReadingBounds {
  /** The memory of the views beside the fleet's, roughly. */
  readonly maxBytes?: number;
  /** Events that an earlier state may lack and yet be made out of the present one. */
  readonly mostLater?: number;
}

/** Log rows that only a count or a place is wanted of. */
type FollowRow = readonly [seq: number, panel: number, atMs: number, kind: number];

/**
 * Reads the log: follows it by seq with the fleet's directory, those of other views, and the tail
 * that the indexes lack. It writes nothing and learns of commits, its own process's or another's, by
 * looking at the file.
 */
export class LogReader {
  readonly #connection: Connection;
  readonly #names: Names;
  readonly #rows: EventRows;
  readonly #views: Views;
  readonly #tail: Tail;
  readonly #fleet: LoadedView;
  readonly #later: LaterEvents;
  readonly #mostLater: number;
  /** The greatest seq known to be committed. */
  #head: number;
  #newestKind = 0;
  readonly #panelOf = (serial: PanelSerial): number | undefined => this.#names.panel(serial);
  readonly #kinds = new KindsOfViews((id) => this.#names.kind(id));
  #hasKindIndex = false;
  #isCatchingUp = false;

  /**
   * Loads the fleet's directory, or has it built when there is none, and follows the log to its end.
   *
   * @param bounds for tests of them
   */
  static async open(
    connection: Connection,
    background: BackgroundClient,
    bounds: ReadingBounds = {},
  ): Promise<LogReader> {
    const start = await startOfLog(connection, background);
    const reader = new LogReader(connection, background, { ...start, ...bounds });
    await reader.#followFrom(start.fleetSeq);
    return reader;
  }

  private constructor(
    connection: Connection,
    background: BackgroundClient,
    { fleet, mergedSeq, maxBytes, mostLater = MOST_LATER }: Start,
  ) {
    this.#mostLater = mostLater;
    this.#connection = connection;
    this.#names = new Names(connection);
    this.#later = new LaterEvents(connection);
    this.#rows = new EventRows(connection, this.#names);
    this.#tail = new Tail(mergedSeq);
    this.#head = mergedSeq;
    this.#fleet = fleet;
    this.#views = new Views(connection, background, this.#tail, { fleet, maxBytes });
    this.checkMerged();
  }

  /** The seq up to which the reader describes the log. */
  get followed(): number {
    return this.#tail.lastSeq;
  }

  /** Takes note of a commit; the log is followed there soon, or by the next question. */
  committed(head: number): void {
    this.#head = Math.max(this.#head, head);
    if (this.#head - this.followed < FOLLOW_ROWS) this.#follow();
    else if (!this.#isCatchingUp) void this.#catchUp();
  }

  /** Follows far, letting other work in between; a question that fails meanwhile reports why. */
  async #catchUp(): Promise<void> {
    this.#isCatchingUp = true;
    try {
      await this.#followToHead();
    } catch {
      // the next commit or question tries again
    } finally {
      this.#isCatchingUp = false;
    }
  }

  /** Looks for commits of other processes. @returns the newest seq */
  checkHead(): number {
    const head = this.#readHead();
    this.committed(head);
    return head;
  }

  /** Looks how far the indexes have come, and forgets what the tail need not hold any more. */
  checkMerged(): void {
    const rows = this.#connection.all<[string, number]>("SELECT name, seq FROM merged");
    const merged = new Map(rows);
    const byTime = merged.get("by_time") ?? 0;
    const byPanel = merged.get("by_panel") ?? 0;
    this.#hasKindIndex = (merged.get("by_kind") ?? 0) >= byTime;
    // not past what is followed: the tail is what tells how far that is
    this.#tail.dropThrough(Math.min(byTime, byPanel, this.followed));
  }

  async list(query: ListQuery): Promise<EventPage> {
    const { events, asOf } = await this.#ranksOf(query.view, query.asOf);
    const spans = query.spans.map((span) => ({
      fromMs: span.fromMs,
      toMs: span.toMs,
      kinds: this.#names.kindSet(span.kinds, this.#newestKind),
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
      for (const byId of new KindCounter(this.#indexes(), stated).count(part)) {
        counts.push(new Map([...byId].map(([id, count]) => [this.#names.kind(id), count])));
      }
    }
    return { counts, asOf: state ?? 0 };
  }

  async kinds(view: View): Promise<readonly Kind[]> {
    await this.#followToHead();
    return this.#kinds.of(await this.#load(view));
  }

  async head(): Promise<number> {
    await this.#followToHead();
    return this.followed;
  }

  after(seq: number, limit: number): StoredEvent[] {
    return this.#rows.between(seq, Number.MAX_SAFE_INTEGER, limit);
  }

  /** The fleet's directory, packed, with the seq it describes. */
  snapshot(): { asOf: number; packed: Uint8Array } {
    return { asOf: this.followed, packed: packDirectory(this.#fleet.directory) };
  }

  /** A view's directory that describes the log as far as it is followed, now. */
  async #load(view: View): Promise<LoadedView> {
    for (;;) {
      const loaded = await this.#views.load(resolveView(view, this.#panelOf));
      // forgotten before we had our turn, it would lack what was followed since
      if (this.#views.isCurrent(loaded)) return loaded;
    }
  }

  async #ranksOf(
    view: View,
    asked: number | undefined,
  ): Promise<{ readonly events: RankedEvents; readonly asOf: number }> {
    const { loaded, through, later, asOf } = await this.#stateOf(view, asked);
    const present = new PresentRanks(this.#indexes(), loaded, through);
    const events = later === undefined ? present : new PastRanks(present, loaded.view, later);
    return { events, asOf };
  }

  /** A view in the asked state, now: whoever waits before using it may find it moved on. */
  async #stateOf(view: View, asked: number | undefined): Promise<ViewState> {
    // a state that another process has told of
    if (asked !== undefined && asked > this.followed) this.checkHead();
    await this.#followToHead();
    for (;;) {
      const asOf = Math.min(asked ?? this.followed, this.followed);
      if (this.followed - asOf > this.#mostLater) {
        const past = await this.#views.past(await this.#load(view), asOf);
        return { loaded: past, through: asOf, later: undefined, asOf };
      }
      const isPresent = asked === undefined || asOf === this.followed;
      const later = isPresent ? undefined : await this.#later.since(asOf, () => this.followed);
      const loaded = await this.#load(view);
      const through = this.followed;
      if (asked === undefined) return { loaded, through, later, asOf: through };
      // unless the log was followed on while something was waited for
      if ((later?.lastSeq ?? asOf) === through) return { loaded, through, later, asOf };
    }
  }

  #indexes(): LogIndexes {
    return {
      connection: this.#connection,
      fleet: this.#fleet.directory,
      tail: this.#tail,
      hasKindIndex: this.#hasKindIndex,
    };
  }

  async #followFrom(fleetSeq: number): Promise<void> {
    this.#head = this.#readHead();
    // the directory may lie before the tail's start, or after it
    let seq = Math.min(fleetSeq, this.#tail.afterSeq);
    while (seq < this.#head) {
      for (const [at, panel, atMs, kind] of this.#rowsAfter(seq, FOLLOW_ROWS)) {
        seq = at;
        if (seq > this.#tail.lastSeq) this.#tail.push(atMs, panel, kind);
        if (seq > fleetSeq) this.#fleet.directory.add(atMs, seq, kind);
        this.#newestKind = Math.max(this.#newestKind, kind);
      }
      this.#splitOverfull(seq);
      await new Promise(setImmediate);
      this.#head = this.#readHead();
    }
    const [kind] = this.#connection.one<[number]>("SELECT coalesce(max(id), 0) FROM kind");
    this.#newestKind = kind;
  }

  #readHead(): number {
    return this.#connection.one<[number]>("SELECT coalesce(max(seq), 0) FROM event")[0];
  }

  async #followToHead(): Promise<void> {
    while (this.followed < this.#head) {
      this.#follow();
      if (this.followed < this.#head) await new Promise(setImmediate);
    }
  }

  #follow(): void {
    for (const [seq, panel, atMs, kind] of this.#rowsAfter(this.followed, FOLLOW_ROWS)) {
      this.#tail.push(atMs, panel, kind);
      this.#views.add(panel, atMs, seq, kind);
      this.#newestKind = Math.max(this.#newestKind, kind);
    }
    this.#head = Math.max(this.#head, this.followed);
    this.#splitOverfull(this.followed);
  }

  #rowsAfter(seq: number, limit: number): FollowRow[] {
    const sql = "SELECT seq, panel, at, kind FROM event WHERE seq > ? ORDER BY seq LIMIT ?";
    return this.#connection.all<FollowRow>(sql, seq, limit);
  }

  /** @param asOf the seq up to which the directories describe the log */
  #splitOverfull(asOf: number): void {
    for (const { view, directory } of this.#views.all()) {
      for (const bucket of directory.takeOverfull()) {
        const { end } = directory.rangeOf(bucket);
        const range = { from: bucket.start, to: end, view, kinds: undefined, asOf };
        const columns = bucket.members?.columns() ?? readColumns(this.#indexes(), range);
        // its parts need no members where the fleet's indexes hold little else
        if (isDense(this.#fleet.directory, bucket.start, end, bucket.total)) {
          bucket.members = undefined;
        }
        directory.split(bucket, columns);
      }
    }
  }
}
