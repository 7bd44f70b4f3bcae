import type { KindSet } from "./kind-set.ts";

/** Counts are kept by kind number once so many of the numbers up to the highest occur: 1 in 16. */
const DENSE_SHARE = 16;

const FIRST_CAPACITY = 8;

/**
 * How many events there are of each kind. In columns by kind number, 8 bytes each, where a good part of
 * the numbers occurs, as in a fleet; else in pairs of kind and count, so that a panel whose few kinds
 * have high numbers costs no more than one with low ones: 5,000 such panels took 0.9 GB.
 */
export class KindCounts {
  /** Rising, while sparse; empty once dense. */
  #kinds = new Uint16Array(FIRST_CAPACITY);
  /** While sparse, that of each in `#kinds`; once dense, by kind number. */
  #counts = new Float64Array(FIRST_CAPACITY);
  /** How many pairs there are; `undefined` once dense. */
  #used: number | undefined = 0;

  /** 0 for a kind that does not occur. */
  get(kind: number): number {
    if (this.#used === undefined) return this.#counts[kind] ?? 0;
    const index = this.#indexOf(kind, this.#used);
    return index < this.#used && this.#kinds[index] === kind ? this.#counts[index]! : 0;
  }

  /** Adds `by` (it may be negative). @returns the count before */
  change(kind: number, by: number): number {
    const index = this.#used === undefined ? this.#reach(kind) : this.#pair(kind, this.#used);
    const before = this.#counts[index]!;
    this.#counts[index] = before + by;
    return before;
  }

  /** How many events of these kinds there are. */
  sum(kinds: KindSet): number {
    return this.#used === undefined ? this.#sumDense(kinds) : this.#sumSparse(kinds, this.#used);
  }

  /** Calls back for every kind that occurs, rising. */
  forEach(each: (kind: number, count: number) => void): void {
    const length = this.#used ?? this.#counts.length;
    for (let i = 0; i < length; i += 1) {
      const count = this.#counts[i]!;
      if (count !== 0) each(this.#used === undefined ? i : this.#kinds[i]!, count);
    }
  }

  copy(): KindCounts {
    const copy = new KindCounts();
    copy.#kinds = this.#kinds.slice();
    copy.#counts = this.#counts.slice();
    copy.#used = this.#used;
    return copy;
  }

  #sumDense({ ids }: KindSet): number {
    const counts = this.#counts;
    let sum = 0;
    for (const id of ids) {
      if (id >= counts.length) break;
      sum += counts[id]!;
    }
    return sum;
  }

  #sumSparse({ ids, has }: KindSet, used: number): number {
    let sum = 0;
    if (ids.length < used >>> 3) for (const id of ids) sum += this.get(id);
    else for (let i = 0; i < used; i += 1) if (has[this.#kinds[i]!] === 1) sum += this.#counts[i]!;
    return sum;
  }

  /** The index of a kind's pair, which is made where there is none. */
  #pair(kind: number, used: number): number {
    const index = this.#indexOf(kind, used);
    if (index < used && this.#kinds[index] === kind) return index;
    const highest = Math.max(kind, used === 0 ? 0 : this.#kinds[used - 1]!);
    if (DENSE_SHARE * (used + 1) > highest + 1) return this.#makeDense(highest, kind);
    if (used === this.#kinds.length) this.#resize(used + (used >>> 1));
    this.#kinds.copyWithin(index + 1, index, used);
    this.#counts.copyWithin(index + 1, index, used);
    this.#kinds[index] = kind;
    this.#counts[index] = 0;
    this.#used = used + 1;
    return index;
  }

  #makeDense(highest: number, kind: number): number {
    const counts = new Float64Array(highest + 1);
    for (let i = 0; i < (this.#used ?? 0); i += 1) counts[this.#kinds[i]!] = this.#counts[i]!;
    this.#counts = counts;
    this.#kinds = new Uint16Array(0);
    this.#used = undefined;
    return kind;
  }

  /** The index of a kind in columns that reach to it. */
  #reach(kind: number): number {
    if (kind < this.#counts.length) return kind;
    let used = 0;
    for (const count of this.#counts) if (count !== 0) used += 1;
    // one high number among low ones must not make them long again
    if (DENSE_SHARE * (used + 1) <= kind + 1) return this.#makeSparse(used, kind);
    const counts = new Float64Array(kind + 1 + (kind >>> 1));
    counts.set(this.#counts);
    this.#counts = counts;
    return kind;
  }

  #makeSparse(used: number, kind: number): number {
    const dense = this.#counts;
    this.#kinds = new Uint16Array(used + FIRST_CAPACITY);
    this.#counts = new Float64Array(used + FIRST_CAPACITY);
    let length = 0;
    dense.forEach((count, id) => {
      if (count === 0) return;
      this.#kinds[length] = id;
      this.#counts[length] = count;
      length += 1;
    });
    this.#used = length;
    return this.#pair(kind, length);
  }

  #resize(capacity: number): void {
    const kinds = new Uint16Array(capacity);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
    const counts = new Float64Array(capacity);
    counts.set(this.#counts);
    this.#counts = counts;
  }

  /** Where a kind stands among the first `used` pairs, or would stand. */
  #indexOf(kind: number, used: number): number {
    let low = 0;
    let high = used;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#kinds[middle]! < kind) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
