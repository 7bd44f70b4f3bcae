import type { Bucket } from "./bucket.ts";
import type { KindSet } from "./kind-set.ts";

/** A run of neighbouring buckets with their sums, so that a search passes over them in one step. */
export class Block {
  readonly buckets: Bucket[];
  #total = 0;
  #counts = new Uint32Array(0);

  constructor(buckets: Bucket[]) {
    this.buckets = buckets;
    for (const bucket of buckets) bucket.forEachKind((kind, count) => this.change(kind, count));
  }

  get total(): number {
    return this.#total;
  }

  /** Adds `by` (it may be negative) to the sum of a kind; the bucket's own count is the caller's. */
  change(kind: number, by: number): void {
    if (kind >= this.#counts.length) {
      const counts = new Uint32Array(kind + 1 + (kind >>> 1));
      counts.set(this.#counts);
      this.#counts = counts;
    }
    this.#counts[kind]! += by;
    this.#total += by;
  }

  /** How many events of these kinds its buckets hold. */
  count(kinds: KindSet | undefined): number {
    if (kinds === undefined) return this.#total;
    let sum = 0;
    for (const id of kinds.ids) {
      if (id >= this.#counts.length) break;
      sum += this.#counts[id]!;
    }
    return sum;
  }

  copy(): Block {
    const block = new Block([]);
    block.buckets.push(...this.buckets.map((bucket) => bucket.copy()));
    block.#total = this.#total;
    block.#counts = this.#counts.slice();
    return block;
  }
}
