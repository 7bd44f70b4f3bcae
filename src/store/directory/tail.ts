import type { KindSet } from "./kind-set.ts";
import { includesKind } from "./kind-set.ts";
import type { Place } from "./place.ts";

/** Which events of a view a question can see. */
export interface TailFilter {
  readonly panels: ReadonlySet<number> | undefined;
  readonly kinds: KindSet | undefined;
  /** Only seqs above this. */
  readonly floor: number;
  /** Only seqs up to this. */
  readonly asOf: number;
}

const FIRST_CAPACITY = 1024;

/** Stands in the column of panels for an event that is not there: no panel has this number. */
const NO_PANEL = 0xffff_ffff;

/**
 * The newest events of the log, those that are not yet in the indexes behind it: a contiguous run
 * of seqs, searchable by time. Some 18 bytes an event.
 */
export class Tail {
  /** The seq of the event at index 0. */
  #firstSeq: number;
  #length = 0;
  #at = new Float64Array(FIRST_CAPACITY);
  #panel = new Uint32Array(FIRST_CAPACITY);
  #kind = new Uint16Array(FIRST_CAPACITY);
  /** Indexes in the log's order, in runs of falling length: each is at least twice the next. */
  readonly #runs: Uint32Array[] = [];
  /** How many events are in runs. */
  #sorted = 0;

  /** @param afterSeq the tail holds what comes after it */
  constructor(afterSeq: number) {
    this.#firstSeq = afterSeq + 1;
  }

  get length(): number {
    return this.#length;
  }

  /** The seq up to which the log is described; the last of the tail when it is not empty. */
  get lastSeq(): number {
    return this.#firstSeq + this.#length - 1;
  }

  /** The tail holds what comes after this seq. */
  get afterSeq(): number {
    return this.#firstSeq - 1;
  }

  /** Adds the next event of the log; its seq is `lastSeq` + 1. */
  push(atMs: number, panel: number, kind: number): void {
    const index = this.#length;
    if (index === this.#at.length) this.#resize(index * 2);
    this.#at[index] = atMs;
    this.#panel[index] = panel;
    this.#kind[index] = kind;
    this.#length += 1;
  }

  /** Goes on behind a seq: the events up to there that were not pushed are not in the log any more. */
  skipThrough(seq: number): void {
    while (this.lastSeq < seq) this.push(0, NO_PANEL, 0);
  }

  /** Forgets an event that was taken out of the log; nothing happens when the tail does not reach to it. */
  remove(seq: number): void {
    const index = seq - this.#firstSeq;
    if (index >= 0 && index < this.#length) this.#panel[index] = NO_PANEL;
  }

  /** Forgets all, to go on behind a seq. */
  restart(afterSeq: number): void {
    this.truncate(0);
    this.#firstSeq = afterSeq + 1;
  }

  atMs(index: number): number {
    return this.#at[index]!;
  }

  panel(index: number): number {
    return this.#panel[index]!;
  }

  kind(index: number): number {
    return this.#kind[index]!;
  }

  seq(index: number): number {
    return this.#firstSeq + index;
  }

  /** Sorts what has come in since; a search does it by itself. */
  sort(): void {
    if (this.#sorted === this.#length) return;
    const run = new Uint32Array(this.#length - this.#sorted);
    let rising = true;
    for (let i = 0; i < run.length; i += 1) {
      const index = this.#sorted + i;
      run[i] = index;
      if (i > 0 && this.#at[index]! < this.#at[index - 1]!) rising = false;
    }
    if (!rising) run.sort((a, b) => this.#at[a]! - this.#at[b]! || a - b);
    this.#sorted = this.#length;
    this.#runs.push(run);
    while (this.#runs.length > 1 && this.#runs.at(-2)!.length < 2 * this.#runs.at(-1)!.length) {
      this.#joinLast();
    }
  }

  /** The indexes of events from one place up to another that a question sees, in order. */
  find(from: Place, to: Place, filter: TailFilter): number[] {
    this.sort();
    const found: number[] = [];
    let runsFound = 0;
    for (const run of this.#runs) {
      const end = this.#lowerBound(run, to);
      const before = found.length;
      for (let i = this.#lowerBound(run, from); i < end; i += 1) {
        if (this.#passes(run[i]!, filter)) found.push(run[i]!);
      }
      if (found.length > before) runsFound += 1;
    }
    if (runsFound > 1) found.sort((a, b) => this.#at[a]! - this.#at[b]! || a - b);
    return found;
  }

  /** The indexes of the first `count` events, in the log's order. */
  order(count: number): Uint32Array {
    this.sort();
    while (this.#runs.length > 1) this.#joinLast();
    return (this.#runs[0] ?? new Uint32Array(0)).filter((index) => index < count);
  }

  /** Forgets the events up to a seq; they are in the indexes now. */
  dropThrough(seq: number): void {
    const count = Math.min(this.#length, Math.max(0, seq - this.afterSeq));
    if (count === 0) return;
    this.#at.copyWithin(0, count, this.#length);
    this.#panel.copyWithin(0, count, this.#length);
    this.#kind.copyWithin(0, count, this.#length);
    this.#firstSeq += count;
    this.#length -= count;
    this.#sorted = Math.max(0, this.#sorted - count);
    const runs = this.#runs.splice(0);
    for (const run of runs) {
      const rest = run.filter((index) => index >= count).map((index) => index - count);
      if (rest.length > 0) this.#runs.push(rest);
    }
    if (this.#at.length > 4 * Math.max(this.#length, FIRST_CAPACITY)) {
      this.#resize(Math.max(this.#length, FIRST_CAPACITY));
    }
  }

  /** Takes back the events from an index on, of a commit that failed. */
  truncate(length: number): void {
    this.#length = length;
    if (this.#sorted <= length) return;
    this.#runs.length = 0;
    this.#sorted = 0;
  }

  #passes(index: number, filter: TailFilter): boolean {
    const seq = this.seq(index);
    if (seq > filter.asOf || seq <= filter.floor) return false;
    if (this.#panel[index] === NO_PANEL) return false;
    if (!includesKind(filter.kinds, this.#kind[index]!)) return false;
    return filter.panels === undefined || filter.panels.has(this.#panel[index]!);
  }

  #joinLast(): void {
    const right = this.#runs.pop()!;
    const left = this.#runs.pop()!;
    const joined = new Uint32Array(left.length + right.length);
    let l = 0;
    let r = 0;
    for (let i = 0; i < joined.length; i += 1) {
      const takeLeft =
        r === right.length || (l < left.length && this.#at[left[l]!]! <= this.#at[right[r]!]!);
      joined[i] = takeLeft ? left[l++]! : right[r++]!;
    }
    this.#runs.push(joined);
  }

  /** How many indexes of a run come before a place. */
  #lowerBound(run: Uint32Array, place: Place): number {
    let low = 0;
    let high = run.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const index = run[middle]!;
      const at = this.#at[index]!;
      const before = at < place.atMs || (at === place.atMs && this.seq(index) < place.seq);
      if (before) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #resize(capacity: number): void {
    const at = new Float64Array(capacity);
    const panel = new Uint32Array(capacity);
    const kind = new Uint16Array(capacity);
    at.set(this.#at.subarray(0, this.#length));
    panel.set(this.#panel.subarray(0, this.#length));
    kind.set(this.#kind.subarray(0, this.#length));
    this.#at = at;
    this.#panel = panel;
    this.#kind = kind;
  }
}
