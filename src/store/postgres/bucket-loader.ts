import { AppError } from "../../event/errors.ts";
import type { Bucket } from "../directory/bucket.ts";
import { isDense } from "../directory/density.ts";
import type { BucketRange } from "../directory/directory.ts";
import type { LoadedView } from "../directory/loaded-view.ts";
import { Members } from "../directory/members.ts";
import type { Columns } from "../directory/members.ts";
import type { Follower } from "./follower.ts";
import { columnsOf } from "./log-rows.ts";
import { readRanges } from "./range-sql.ts";
import type { Finding, Range } from "./range-sql.ts";
import type { Session } from "./sessions.ts";

/** Events that loaded buckets may hold together before the first loaded are let go: some 9 MB. */
const MAX_EVENTS = 500_000;

/** What keeps buckets loaded while a question needs them. */
export type Pins = Set<Bucket>;

/** Loads the events of buckets that have none, and lets go of those loaded long ago. */
export class BucketLoader {
  readonly #session: Session;
  readonly #follower: Follower;
  /** Of views that move on with the log; the first loaded first. */
  readonly #loaded = new Set<Bucket>();
  readonly #pins = new Set<Pins>();

  constructor(session: Session, follower: Follower) {
    this.#session = session;
    this.#follower = follower;
  }

  /** Buckets that are not let go until it is {@link unpin}ned. */
  pin(): Pins {
    const pins: Pins = new Set();
    this.#pins.add(pins);
    return pins;
  }

  unpin(pins: Pins): void {
    this.#pins.delete(pins);
    this.#letGo();
  }

  /** Loads buckets of a view that moves on with the log. @throws AppError `unavailable`, `damaged` */
  async load(loaded: LoadedView, ranges: readonly BucketRange[], pins: Pins): Promise<void> {
    await this.read(loaded, ranges, (bucket, columns) => {
      if (bucket.members !== undefined) return;
      bucket.members = Members.of(columns, 0, columns.at.length);
      this.#loaded.add(bucket);
      pins.add(bucket);
    });
  }

  /** Loads buckets of a past state, which nothing changes. @throws AppError `unavailable`, `damaged` */
  async loadPast(past: LoadedView, asOf: number, ranges: readonly BucketRange[]): Promise<void> {
    const found = await this.#find(past, ranges, asOf);
    for (const [i, { bucket }] of ranges.entries()) {
      const columns = found[i]!;
      checkWhole(bucket, columns);
      bucket.members ??= Members.of(columns, 0, columns.at.length);
    }
  }

  /**
   * Reads the events of buckets of a view that moves on with the log.
   *
   * @param use is handed those buckets that are still there, with all that they hold then
   * @throws AppError `unavailable`, `damaged`
   */
  async read(
    loaded: LoadedView,
    ranges: readonly BucketRange[],
    use: (bucket: Bucket, columns: Columns) => void,
  ): Promise<void> {
    using hold = this.#follower.hold();
    const asOf = hold.seq;
    const found = await this.#find(loaded, ranges, asOf);
    // at one stroke: the directory and the tail are of one state
    if (!this.#follower.views.isCurrent(loaded)) return;
    for (const [i, { bucket }] of ranges.entries()) {
      const range = loaded.directory.rangeOf(bucket);
      // split meanwhile
      if (range.bucket !== bucket) continue;
      const columns = this.#withTail(loaded, range, found[i]!, asOf);
      checkWhole(bucket, columns);
      use(bucket, columns);
    }
  }

  async #find(
    { view }: LoadedView,
    ranges: readonly BucketRange[],
    asOf: number,
  ): Promise<Columns[]> {
    const connection = await this.#session.connection();
    const fleet = this.#follower.fleet.directory;
    const isFound = (range: BucketRange): boolean =>
      view.panels === undefined ||
      isDense(fleet, range.bucket.start, range.end, range.bucket.total);
    const byTime = ranges.filter((range) => isFound(range));
    const byPanel = ranges.filter((range) => !byTime.includes(range));
    const readAll = (some: readonly BucketRange[], finding: Finding): Promise<Columns[]> =>
      some.length === 0
        ? Promise.resolve([])
        : readRanges(connection, view, asOf, some.map(placesOf), finding);
    const lists = await Promise.all([readAll(byTime, "by time"), readAll(byPanel, "by panel")]);
    const all = [...byTime, ...byPanel];
    const columns = new Map(lists.flat().map((one, i) => [all[i], one]));
    return ranges.map((range) => columns.get(range)!);
  }

  /** Adds what came by since a seq. */
  #withTail({ view }: LoadedView, range: BucketRange, found: Columns, asOf: number): Columns {
    const { tail } = this.#follower;
    const floor = Math.max(view.floor, asOf);
    const filter = { panels: view.panels, kinds: undefined, floor, asOf: tail.lastSeq };
    const indexes = tail.find(range.bucket.start, range.end, filter);
    if (indexes.length === 0) return found;
    return columnsOf(
      [...found.at, ...indexes.map((i) => tail.atMs(i))],
      [...found.seq, ...indexes.map((i) => tail.seq(i))],
      [...found.kind, ...indexes.map((i) => tail.kind(i))],
    );
  }

  #letGo(): void {
    let events = 0;
    for (const bucket of this.#loaded) events += bucket.members?.length ?? 0;
    for (const bucket of this.#loaded) {
      if (events <= MAX_EVENTS) return;
      if ([...this.#pins].some((pins) => pins.has(bucket))) continue;
      events -= bucket.members?.length ?? 0;
      bucket.members = undefined;
      this.#loaded.delete(bucket);
    }
  }
}

function placesOf({ bucket, end }: BucketRange): Range {
  return { from: bucket.start, to: end };
}

/** A directory that counts otherwise than the log is of no use. */
function checkWhole(bucket: Bucket, columns: Columns): void {
  if (columns.at.length === bucket.total) return;
  throw new AppError("damaged", "the log does not hold what was counted");
}
