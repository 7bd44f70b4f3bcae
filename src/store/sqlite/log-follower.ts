import type { PanelSerial } from "../../event/event.ts";
import type { View } from "../../event/query.ts";
import { isDense } from "../directory/density.ts";
import type { LoadedView } from "../directory/loaded-view.ts";
import { resolveView } from "../directory/loaded-view.ts";
import { Tail } from "../directory/tail.ts";
import type { BackgroundClient } from "./background-client.ts";
import type { Connection } from "./connection.ts";
import type { LogIndexes } from "./index-reader.ts";
import { readColumns } from "./index-reader.ts";
import type { Names } from "./names.ts";
import { startOfLog } from "./start-of-log.ts";
import { Views } from "./views.ts";

/** Events followed without letting other work in between: some 3 ms. */
const FOLLOW_ROWS = 5000;

/** What a follower starts with. */
interface Start {
  readonly fleet: LoadedView;
  readonly mergedSeq: number;
  /** The memory of the views beside the fleet's, roughly. */
  readonly maxBytes: number | undefined;
}

/** Log rows that only a count or a place is wanted of. */
type FollowRow = readonly [seq: number, panel: number, atMs: number, kind: number];

/**
 * Follows the log by seq with the fleet's directory, those of other views, and the tail that the indexes
 * lack. It learns of commits, its own process's or another's, by looking at the file.
 */
export class LogFollower {
  readonly #connection: Connection;
  readonly #views: Views;
  readonly #tail: Tail;
  readonly #fleet: LoadedView;
  readonly #panelOf: (serial: PanelSerial) => number | undefined;
  /** The greatest seq known to be committed. */
  #head: number;
  #newestKind = 0;
  #hasKindIndex = false;
  #isCatchingUp = false;

  /**
   * Loads the fleet's directory, or has it built when there is none, and follows the log to its end.
   *
   * @param maxBytes the memory of the views beside the fleet's, roughly
   */
  static async open(
    connection: Connection,
    background: BackgroundClient,
    names: Names,
    maxBytes: number | undefined,
  ): Promise<LogFollower> {
    const start = await startOfLog(connection, background);
    const follower = new LogFollower(connection, background, names, { ...start, maxBytes });
    await follower.#followFrom(start.fleetSeq);
    return follower;
  }

  private constructor(
    connection: Connection,
    background: BackgroundClient,
    names: Names,
    { fleet, mergedSeq, maxBytes }: Start,
  ) {
    this.#connection = connection;
    this.#panelOf = (serial) => names.panel(serial);
    this.#tail = new Tail(mergedSeq);
    this.#head = mergedSeq;
    this.#fleet = fleet;
    this.#views = new Views(connection, background, this.#tail, { fleet, maxBytes });
    this.checkMerged();
  }

  /** The seq up to which the log is described. */
  get followed(): number {
    return this.#tail.lastSeq;
  }

  /** The number of the newest kind that was followed. */
  get newestKind(): number {
    return this.#newestKind;
  }

  get fleet(): LoadedView {
    return this.#fleet;
  }

  /** The log's indexes as they are now. */
  get indexes(): LogIndexes {
    return {
      connection: this.#connection,
      fleet: this.#fleet.directory,
      tail: this.#tail,
      hasKindIndex: this.#hasKindIndex,
    };
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
      await this.followToHead();
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

  /** Follows to the end of what is known to be committed. */
  async followToHead(): Promise<void> {
    while (this.followed < this.#head) {
      this.#follow();
      if (this.followed < this.#head) await new Promise(setImmediate);
    }
  }

  /** A view's directory that describes the log as far as it is followed, now. */
  async load(view: View): Promise<LoadedView> {
    for (;;) {
      const loaded = await this.#views.load(resolveView(view, this.#panelOf));
      // forgotten before we had our turn, it would lack what was followed since
      if (this.#views.isCurrent(loaded)) return loaded;
    }
  }

  /** A view as it was at an earlier seq, made anew. */
  async past(view: View, asOf: number): Promise<LoadedView> {
    return this.#views.past(await this.load(view), asOf);
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
        const columns = bucket.members?.columns() ?? readColumns(this.indexes, range);
        // its parts need no members where the fleet's indexes hold little else
        if (isDense(this.#fleet.directory, bucket.start, end, bucket.total)) {
          bucket.members = undefined;
        }
        directory.split(bucket, columns);
      }
    }
  }
}
