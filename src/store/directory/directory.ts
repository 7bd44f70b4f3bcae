import { Block } from "./block.ts";
import { Bucket } from "./bucket.ts";
import { KindCounts } from "./kind-counts.ts";
import type { KindSet } from "./kind-set.ts";
import { Members } from "./members.ts";
import type { Columns } from "./members.ts";
import type { Place } from "./place.ts";
import { comparePlaces, END, START } from "./place.ts";

/** A bucket is never left with more events than this. */
const MAX_BUCKET = 4096;

/** Below this a bucket is not worth splitting. */
const MIN_BUCKET = 128;

/** The number of buckets that a growing directory aims at, until buckets are at their largest. */
const AIMED_BUCKETS = 32_768;

const MAX_BLOCK_BUCKETS = 256;

/** What an event takes that a bucket holds itself. */
const MEMBER_BYTES = 18;

/** What a bucket takes with the counts of some 20 kinds. */
const BUCKET_BYTES = 400;

/** A bucket where it stands, with its end: the next bucket's start. */
export interface BucketRange {
  readonly bucket: Bucket;
  readonly end: Place;
}

/** What comes before a place: whole buckets, counted, and the bucket that holds the place. */
export interface Before extends BucketRange {
  /** Events in the buckets before that one. */
  readonly count: number;
}

/** The same with the counts of the buckets before by kind. */
export interface BeforePlace extends BucketRange {
  readonly place: Place;
  /** Read them, do not keep them. */
  readonly counts: KindCounts;
}

/** The buckets that hold a run of ranks. */
export interface Located {
  readonly buckets: readonly BucketRange[];
  /** How many matching events of the first bucket come before the run. */
  readonly skip: number;
}

/**
 * How many events of each kind a view holds, by buckets of the log's order: exact totals and any
 * page's place without counting events. It describes one state of the log, up to some seq, and is
 * moved on by adding what came after.
 *
 * A bucket that has grown too full is put on {@link takeOverfull}'s list; whoever holds the events
 * splits it, at once or later: counts and pages are right in the meantime, just slower.
 */
export class Directory {
  readonly #blocks: Block[];
  readonly #keepsMembers: boolean;
  readonly #overfull = new Set<Bucket>();
  readonly #counts = new KindCounts();
  #total = 0;
  #newest: Place;
  #kindsVersion = 0;

  private constructor(blocks: Block[], keepsMembers: boolean, newest: Place) {
    this.#blocks = blocks;
    this.#keepsMembers = keepsMembers;
    this.#newest = newest;
    for (const bucket of this.buckets()) {
      bucket.forEachKind((kind, count) => this.#change(kind, count));
    }
  }

  /** @param keepsMembers whether new buckets hold their events themselves (see {@link Members}) */
  static empty(keepsMembers: boolean): Directory {
    const first = new Bucket(START, keepsMembers ? new Members() : undefined);
    return new Directory([new Block([first])], keepsMembers, START);
  }

  /**
   * @param buckets in order; the first starts at {@link START}
   * @param newest the last event's place, or one after it
   */
  static ofBuckets(buckets: readonly Bucket[], keepsMembers: boolean, newest: Place): Directory {
    const blocks: Block[] = [];
    // half full: room for splits
    const step = MAX_BLOCK_BUCKETS / 2;
    for (let i = 0; i < buckets.length; i += step) {
      blocks.push(new Block(buckets.slice(i, i + step)));
    }
    return new Directory(blocks, keepsMembers, newest);
  }

  get total(): number {
    return this.#total;
  }

  /** The place of the last event in order that was ever added; {@link START} when there is none. */
  get newest(): Place {
    return this.#newest;
  }

  /** How many buckets there are, at least 1. */
  get size(): number {
    let size = 0;
    for (const block of this.#blocks) size += block.buckets.length;
    return size;
  }

  /** About what it takes in memory, bytes. */
  get roughBytes(): number {
    let held = 0;
    for (const bucket of this.buckets()) held += bucket.members?.length ?? 0;
    return held * MEMBER_BYTES + this.size * BUCKET_BYTES;
  }

  get keepsMembers(): boolean {
    return this.#keepsMembers;
  }

  /** In order. */
  *buckets(): Generator<Bucket> {
    for (const block of this.#blocks) yield* block.buckets;
  }

  /** The kinds that occur, rising. */
  kindsPresent(): number[] {
    const present: number[] = [];
    this.#counts.forEach((kind) => present.push(kind));
    return present;
  }

  /** Another number whenever other kinds occur than before. */
  get kindsVersion(): number {
    return this.#kindsVersion;
  }

  add(atMs: number, seq: number, kind: number): void {
    const place = { atMs, seq };
    if (comparePlaces(place, this.#newest) > 0) this.#extend(place);
    const [block, index] = this.#find(place);
    const bucket = block.buckets[index]!;
    bucket.change(kind, 1);
    block.change(kind, 1);
    bucket.members?.add(atMs, seq, kind);
    this.#change(kind, 1);
    if (bucket.total > 2 * bucketSize(this.#total)) this.#overfull.add(bucket);
  }

  remove(atMs: number, seq: number, kind: number): void {
    const [block, index] = this.#find({ atMs, seq });
    const bucket = block.buckets[index]!;
    bucket.change(kind, -1);
    block.change(kind, -1);
    bucket.members?.remove(atMs, seq);
    this.#change(kind, -1);
    if (bucket.total === 0) this.#drop(block, index);
    else if (bucket.total < bucketSize(this.#total) / 4) this.#join(block, index);
  }

  /** How many events of these kinds there are. */
  count(kinds: KindSet | undefined): number {
    return kinds === undefined ? this.#total : this.#counts.sum(kinds);
  }

  /** What comes before a place. */
  before(place: Place, kinds: KindSet | undefined): Before {
    const [inBlock, index] = this.#find(place);
    let count = 0;
    for (const block of this.#blocks) {
      if (block === inBlock) break;
      count += block.count(kinds);
    }
    for (let i = 0; i < index; i += 1) count += inBlock.buckets[i]!.count(kinds);
    return { count, ...this.#range(this.#blocks.indexOf(inBlock), index) };
  }

  /** The numbers of all events by kind: not to be changed. */
  get counts(): KindCounts {
    return this.#counts;
  }

  /**
   * What comes before some places, which rise: the counts of the whole buckets, which change with the
   * next place, and the bucket that holds the place.
   */
  *countsBefore(places: Iterable<Place>): Generator<BeforePlace> {
    const counts = new KindCounts();
    const add = (kind: number, count: number): void => void counts.change(kind, count);
    let b = 0;
    let i = 0;
    for (const place of places) {
      for (let next = this.#blocks[b + 1]; next !== undefined; next = this.#blocks[b + 1]) {
        if (comparePlaces(next.buckets[0]!.start, place) > 0) break;
        if (i === 0) this.#blocks[b]!.forEachKind(add);
        else for (const bucket of this.#blocks[b]!.buckets.slice(i)) bucket.forEachKind(add);
        b += 1;
        i = 0;
      }
      const { buckets } = this.#blocks[b]!;
      for (let next = buckets[i + 1]; next !== undefined; next = buckets[i + 1]) {
        if (comparePlaces(next.start, place) > 0) break;
        buckets[i]!.forEachKind(add);
        i += 1;
      }
      yield { place, counts, ...this.#range(b, i) };
    }
  }

  /**
   * Where the matching events of ranks `rank` up to `rank + length` are, counted from 0.
   *
   * @param rank 0 to the count less 1
   * @param length at least 1; past the last event it finds what there is
   */
  locate(rank: number, length: number, kinds: KindSet | undefined): Located {
    let skip = rank;
    let b = 0;
    for (; b < this.#blocks.length - 1; b += 1) {
      const count = this.#blocks[b]!.count(kinds);
      if (skip < count) break;
      skip -= count;
    }
    let i = 0;
    for (; i < this.#blocks[b]!.buckets.length - 1; i += 1) {
      const count = this.#blocks[b]!.buckets[i]!.count(kinds);
      if (skip < count) break;
      skip -= count;
    }
    return { buckets: this.#walk(b, i, skip + length, kinds), skip };
  }

  /** How many events of these kinds are in the buckets that touch `from` up to `to`: an upper bound. */
  roughCount(from: Place, to: Place, kinds: KindSet | undefined): number {
    const first = this.before(from, kinds);
    const last = this.before(to, kinds);
    return last.count + last.bucket.count(kinds) - first.count;
  }

  /** The buckets to split, once. They are found by {@link rangeOf}. */
  takeOverfull(): readonly Bucket[] {
    const buckets = [...this.#overfull];
    this.#overfull.clear();
    return buckets;
  }

  /** A bucket of this directory with its end. */
  rangeOf(bucket: Bucket): BucketRange {
    const [block, index] = this.#find(bucket.start);
    return this.#range(this.#blocks.indexOf(block), index);
  }

  /**
   * Puts several buckets in the place of one.
   *
   * @param columns its events, in order; those of its members when it has them
   */
  split(bucket: Bucket, columns: Columns): void {
    const [block, index] = this.#find(bucket.start);
    const total = columns.at.length;
    const parts = Math.max(2, Math.ceil(total / bucketSize(this.#total)));
    const buckets: Bucket[] = [];
    for (let part = 0; part < parts; part += 1) {
      const from = Math.floor((total * part) / parts);
      const to = Math.floor((total * (part + 1)) / parts);
      if (from === to) continue;
      const start =
        part === 0 ? bucket.start : { atMs: columns.at[from]!, seq: columns.seq[from]! };
      buckets.push(Bucket.of(start, columns, from, to, bucket.members !== undefined));
    }
    block.buckets.splice(index, 1, ...buckets);
    if (block.buckets.length > MAX_BLOCK_BUCKETS) this.#splitBlock(block);
  }

  /** The same counts, to be changed apart from these. */
  copy(): Directory {
    return new Directory(
      this.#blocks.map((block) => block.copy()),
      this.#keepsMembers,
      this.#newest,
    );
  }

  #change(kind: number, by: number): void {
    const before = this.#counts.change(kind, by);
    this.#total += by;
    if (before === 0 || before + by === 0) this.#kindsVersion += 1;
  }

  /** Opens a new last bucket when the last one is full: rising time, the usual case, never splits. */
  #extend(place: Place): void {
    this.#newest = place;
    const block = this.#blocks.at(-1)!;
    if (block.buckets.at(-1)!.total < bucketSize(this.#total)) return;
    block.buckets.push(new Bucket(place, this.#keepsMembers ? new Members() : undefined));
    if (block.buckets.length > MAX_BLOCK_BUCKETS) this.#splitBlock(block);
  }

  /** An empty bucket's stretch falls to the bucket before it; that of the very first to the one behind it. */
  #drop(block: Block, index: number): void {
    if (this.#blocks.length === 1 && block.buckets.length === 1) return;
    for (const bucket of block.buckets.splice(index, 1)) this.#overfull.delete(bucket);
    if (block.buckets.length === 0) this.#blocks.splice(this.#blocks.indexOf(block), 1);
    this.#blocks[0]!.buckets[0]!.start = START;
  }

  /** A small bucket becomes a part of a small one before it, so that what thins out takes less room. */
  #join(block: Block, index: number): void {
    const bucket = block.buckets[index]!;
    const before = block.buckets[index - 1];
    if (before === undefined || before.total + bucket.total > bucketSize(this.#total) / 2) return;
    if ((before.members === undefined) !== (bucket.members === undefined)) return;
    before.absorb(bucket);
    block.buckets.splice(index, 1);
    this.#overfull.delete(bucket);
  }

  #walk(b: number, i: number, wanted: number, kinds: KindSet | undefined): BucketRange[] {
    const ranges: BucketRange[] = [];
    let found = 0;
    for (; b < this.#blocks.length; b += 1, i = 0) {
      // a block without a match is passed over whole
      if (i === 0 && this.#blocks[b]!.count(kinds) === 0) continue;
      for (; i < this.#blocks[b]!.buckets.length; i += 1) {
        const count = this.#blocks[b]!.buckets[i]!.count(kinds);
        if (count === 0) continue;
        ranges.push(this.#range(b, i));
        found += count;
        if (found >= wanted) return ranges;
      }
    }
    return ranges;
  }

  #range(b: number, i: number): BucketRange {
    const block = this.#blocks[b]!;
    const next = block.buckets[i + 1] ?? this.#blocks[b + 1]?.buckets[0];
    return { bucket: block.buckets[i]!, end: next?.start ?? END };
  }

  /** The block and index of the bucket that a place belongs to. */
  #find(place: Place): [Block, number] {
    const b = lastAtOrBefore(this.#blocks, place, (block) => block.buckets[0]!.start);
    const block = this.#blocks[b]!;
    return [block, lastAtOrBefore(block.buckets, place, (bucket) => bucket.start)];
  }

  #splitBlock(block: Block): void {
    const middle = block.buckets.length >>> 1;
    const b = this.#blocks.indexOf(block);
    this.#blocks.splice(
      b,
      1,
      new Block(block.buckets.slice(0, middle)),
      new Block(block.buckets.slice(middle)),
    );
  }
}

/** How many events a new bucket of a directory of so many events holds. */
export function bucketSize(total: number): number {
  return Math.min(MAX_BUCKET / 2, Math.max(MIN_BUCKET, Math.ceil(total / AIMED_BUCKETS)));
}

/** The last of a list whose start does not come after the place; the first when all do. */
function lastAtOrBefore<T>(list: readonly T[], place: Place, startOf: (item: T) => Place): number {
  let low = 1;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePlaces(startOf(list[middle]!), place) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
