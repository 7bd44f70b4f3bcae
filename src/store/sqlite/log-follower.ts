import { AppError } from "../../event/errors.ts";
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
import { LaterEvents } from "./later-events.ts";
import type { Following, Later } from "./later-events.ts";
import type { Names } from "./names.ts";
import { readAtOnce } from "./read-at-once.ts";
import { RemovalJournal } from "./removal-journal.ts";
import type { Removal } from "./removal-journal.ts";
import { startOfLog } from "./start-of-log.ts";
import type { StartOfLog } from "./start-of-log.ts";
import { Views } from "./views.ts";
import type { PastView } from "./views.ts";

/** Removals taken into account without letting other work in between: some 10 ms. */
const MOST_REMOVALS = 8;

/** Events followed without letting other work in between: some 3 ms. */
const FOLLOW_ROWS = 5000;

/** Log rows that only a count or a place is wanted of. */
type FollowRow = readonly [seq: number, panel: number, atMs: number, kind: number];

/**
 * Follows the log by seq with the fleet's directory, those of other views, and the tail that the indexes
 * lack. It learns of commits, its own process's or another's, by looking at the file.
 */
export class LogFollower implements Following {
  readonly #connection: Connection;
  readonly #views: Views;
  readonly #tail: Tail;
  readonly #fleet: LoadedView;
  readonly #panelOf: (serial: PanelSerial) => number | undefined;
  readonly #journal: RemovalJournal;
  readonly #later: LaterEvents;
  /** The seq that the fleet's directory was loaded with: what comes up to there only the tail lacks. */
  readonly #fleetSeq: number;
  /** The newest removal that is taken into account. */
  #removal: number;
  #isOutrun = false;
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
    await follower.#followFirst();
    return follower;
  }

  private constructor(
    connection: Connection,
    background: BackgroundClient,
    names: Names,
    start: StartOfLog & { readonly maxBytes: number | undefined },
  ) {
    const { fleet, fleetSeq, mergedSeq } = start;
    this.#connection = connection;
    this.#panelOf = (serial) => names.panel(serial);
    this.#journal = new RemovalJournal(connection);
    this.#removal = start.removal;
    this.#fleetSeq = fleetSeq;
    // the directory may lie before the end of the indexes, or after it
    this.#tail = new Tail(Math.min(fleetSeq, mergedSeq));
    this.#head = this.#tail.lastSeq;
    this.#fleet = fleet;
    this.#later = new LaterEvents(connection, this);
    this.#views = new Views({ connection, background, tail: this.#tail, log: this }, start);
  }

  /** The seq up to which the log is described. */
  get followed(): number {
    return this.#tail.lastSeq;
  }

  get removal(): number {
    return this.#removal;
  }

  /**
   * Whether the journal of what was taken out does not reach back any more, or the log was put back: then
   * begin anew.
   */
  get isOutrun(): boolean {
    return this.#isOutrun;
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

  /**
   * Reads in one state of the file, of which every removal is taken into account.
   *
   * @throws AppError `unavailable` when it {@link isOutrun}
   */
  atOnce<Result>(read: () => Result): Result {
    return readAtOnce(this.#connection, () => {
      this.#settle(-1);
      return read();
    });
  }

  /** Takes note of a commit; the log is followed there soon, or by the next question. */
  committed(head: number): void {
    this.#head = Math.max(this.#head, head);
    if (this.#isOutrun) return;
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
    while (!this.#isOutrun && this.#journal.newest - this.#removal > MOST_REMOVALS) {
      readAtOnce(this.#connection, () => this.#settle(MOST_REMOVALS));
      await new Promise(setImmediate);
    }
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

  /** Whether a view moves on with the log: one that was forgotten does no more. */
  isCurrent(loaded: LoadedView): boolean {
    return this.#views.isCurrent(loaded);
  }

  /** A view as it was at an earlier seq, made anew. */
  async past(view: View, asOf: number): Promise<PastView> {
    return this.#views.past(await this.load(view), asOf);
  }

  /** What came after an earlier state. */
  later(asOf: number): Promise<Later> {
    return this.#later.since(asOf);
  }

  /** What was taken out of the log behind a removal. In {@link atOnce}. */
  removedAfter(removal: number): Removal[] {
    return this.#journal.after(removal);
  }

  async #followFirst(): Promise<void> {
    this.#head = this.#readHead();
    while (this.followed < this.#head) {
      this.#follow();
      this.checkMerged();
      await new Promise(setImmediate);
      this.#head = this.#readHead();
    }
    this.checkMerged();
    const [kind] = this.#connection.one<[number]>("SELECT coalesce(max(id), 0) FROM kind");
    this.#newestKind = kind;
  }

  #readHead(): number {
    return this.#connection.one<[number]>("SELECT coalesce(max(seq), 0) FROM event")[0];
  }

  #follow(): void {
    this.atOnce(() => {
      for (const [seq, panel, atMs, kind] of this.#rowsAfter(this.followed, FOLLOW_ROWS)) {
        // what is missing was in every index before it was taken out, and so is all that came before it
        if (seq > this.followed + 1) this.#tail.restart(seq - 1);
        this.#tail.push(atMs, panel, kind);
        if (seq > this.#fleetSeq) this.#views.add(panel, atMs, seq, kind);
        this.#newestKind = Math.max(this.#newestKind, kind);
      }
      this.#head = Math.max(this.#head, this.followed);
      this.#splitOverfull(this.followed);
    });
  }

  /** Takes out of everything that is held what was taken out of the log since. @param limit removals at most */
  #settle(limit: number): void {
    if (!this.#isOutrun && this.#journal.newest === this.#removal) return;
    if (this.#isOutrun || !this.#journal.reaches(this.#removal)) {
      this.#isOutrun = true;
      throw new AppError("unavailable", "the log changed too much meanwhile: try again");
    }
    // what comes later is not followed yet, and will not be found
    const through = Math.max(this.followed, this.#fleetSeq);
    for (const { id, events } of this.#journal.after(this.#removal, limit)) {
      for (const { seq, atMs, panel, kind } of events) {
        if (seq > through) continue;
        this.#views.remove(panel, atMs, seq, kind);
        this.#later.remove(seq);
      }
      this.#removal = id;
    }
    // what was taken out is in every index: the tail holds none of it
    this.checkMerged();
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
