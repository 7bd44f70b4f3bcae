import type { KindSet } from "./kind-set.ts";
import { Members } from "./members.ts";
import type { Columns } from "./members.ts";
import type { Place } from "./place.ts";

/**
 * How many events there are of each kind between one place of the order and the next bucket's place.
 * Its counts are sparse, so a kind costs only where it occurs.
 */
export class Bucket {
  /** The first place that belongs to the bucket; it moves when the buckets before it vanish. */
  start: Place;
  /** The bucket's events themselves; `undefined` where they are read from the fleet's indexes. */
  members: Members | undefined;
  #total = 0;
  #kinds = new Uint16Array(8);
  #counts = new Uint32Array(8);
  #used = 0;

  constructor(start: Place, members?: Members) {
    this.start = start;
    this.members = members;
  }

  /** The events `from` up to `to` of columns in order. */
  static of(
    start: Place,
    columns: Columns,
    from: number,
    to: number,
    withMembers: boolean,
  ): Bucket {
    const bucket = new Bucket(start, withMembers ? Members.of(columns, from, to) : undefined);
    for (let i = from; i < to; i += 1) bucket.change(columns.kind[i]!, 1);
    return bucket;
  }

  get total(): number {
    return this.#total;
  }

  /** Adds `by` (it may be negative) to the count of a kind; members are the caller's. */
  change(kind: number, by: number): void {
    this.#total += by;
    let index = 0;
    while (index < this.#used && this.#kinds[index] !== kind) index += 1;
    if (index === this.#used) {
      if (index === this.#kinds.length) this.#grow();
      this.#kinds[index] = kind;
      this.#counts[index] = 0;
      this.#used += 1;
    }
    this.#counts[index]! += by;
  }

  /** How many events of these kinds there are. */
  count(kinds: KindSet | undefined): number {
    if (kinds === undefined) return this.#total;
    let sum = 0;
    const has = kinds.has;
    for (let i = 0; i < this.#used; i += 1) {
      if (has[this.#kinds[i]!] === 1) sum += this.#counts[i]!;
    }
    return sum;
  }

  /** Calls back for every kind that occurs. */
  forEachKind(each: (kind: number, count: number) => void): void {
    for (let i = 0; i < this.#used; i += 1) {
      if (this.#counts[i] !== 0) each(this.#kinds[i]!, this.#counts[i]!);
    }
  }

  /** Takes in the events of the bucket that follows. */
  absorb(next: Bucket): void {
    next.forEachKind((kind, count) => this.change(kind, count));
    if (next.members !== undefined) this.members?.append(next.members.columns());
  }

  copy(): Bucket {
    const bucket = new Bucket(this.start, this.members?.copy());
    bucket.#total = this.#total;
    bucket.#kinds = this.#kinds.slice();
    bucket.#counts = this.#counts.slice();
    bucket.#used = this.#used;
    return bucket;
  }

  #grow(): void {
    const kinds = new Uint16Array(this.#used * 2);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
    const counts = new Uint32Array(this.#used * 2);
    counts.set(this.#counts);
    this.#counts = counts;
  }
}
