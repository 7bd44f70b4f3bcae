import type { Bucket } from "./bucket.ts";
import { KindCounts } from "./kind-counts.ts";
import type { KindSet } from "./kind-set.ts";

/** A run of neighbouring buckets with their sums, so that a search passes over them in one step. */
export class Block {
  readonly buckets: Bucket[];
  #total = 0;
  #counts = new KindCounts();

  constructor(buckets: Bucket[]) {
    this.buckets = buckets;
    for (const bucket of buckets) bucket.forEachKind((kind, count) => this.change(kind, count));
  }

  get total(): number {
    return this.#total;
  }

  /** Adds `by` (it may be negative) to the sum of a kind; the bucket's own count is the caller's. */
  change(kind: number, by: number): void {
    this.#counts.change(kind, by);
    this.#total += by;
  }

  /** How many events of these kinds its buckets hold. */
  count(kinds: KindSet | undefined): number {
    return kinds === undefined ? this.#total : this.#counts.sum(kinds);
  }

  /** Calls back for every kind that occurs. */
  forEachKind(each: (kind: number, count: number) => void): void {
    this.#counts.forEach(each);
  }

  copy(): Block {
    const block = new Block([]);
    block.buckets.push(...this.buckets.map((bucket) => bucket.copy()));
    block.#total = this.#total;
    block.#counts = this.#counts.copy();
    return block;
  }
}
