import type { KindSet } from "./kind-set.ts";
import { includesKind } from "./kind-set.ts";
import type { Place } from "./place.ts";

/** Events in the log's order, as parallel columns of equal length. */
export interface Columns {
  readonly at: Float64Array;
  readonly seq: Float64Array;
  readonly kind: Uint16Array;
}

const FIRST_CAPACITY = 8;

/**
 * The events of one bucket themselves, in the log's order: kept where the view holds so few of the
 * fleet's events that finding them in the fleet's indexes would read too many others. 18 bytes each.
 */
export class Members {
  #at = new Float64Array(FIRST_CAPACITY);
  #seq = new Float64Array(FIRST_CAPACITY);
  #kind = new Uint16Array(FIRST_CAPACITY);
  #length = 0;

  /** @param columns copied from `start` up to `end` */
  static of(columns: Columns, start: number, end: number): Members {
    const members = new Members();
    members.#at = columns.at.slice(start, end);
    members.#seq = columns.seq.slice(start, end);
    members.#kind = columns.kind.slice(start, end);
    members.#length = end - start;
    return members;
  }

  get length(): number {
    return this.#length;
  }

  /** The columns as they are, without spare room: read them, do not keep them. */
  columns(): Columns {
    return {
      at: this.#at.subarray(0, this.#length),
      seq: this.#seq.subarray(0, this.#length),
      kind: this.#kind.subarray(0, this.#length),
    };
  }

  /** Forgets all of them, and keeps its room. */
  clear(): void {
    this.#length = 0;
  }

  copy(): Members {
    return Members.of(this.columns(), 0, this.#length);
  }

  /** How many members come before a place: the index of the first that does not. */
  indexOf(place: Place): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#isBefore(middle, place)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How many members of these kinds come before a place. */
  countBefore(place: Place, kinds: KindSet | undefined): number {
    const end = this.indexOf(place);
    if (kinds === undefined) return end;
    let count = 0;
    for (let i = 0; i < end; i += 1) if (includesKind(kinds, this.#kind[i]!)) count += 1;
    return count;
  }

  /** Calls back with the kind of every member before a place. */
  forEachKindBefore(place: Place, each: (kind: number) => void): void {
    const end = this.indexOf(place);
    for (let i = 0; i < end; i += 1) each(this.#kind[i]!);
  }

  /** The places of members of these kinds, in order. @param skip how many to pass over */
  places(
    kinds: KindSet | undefined,
    skip: number,
    limit: number,
  ): (readonly [atMs: number, seq: number])[] {
    const places: (readonly [number, number])[] = [];
    let passed = 0;
    for (let i = 0; i < this.#length && places.length < limit; i += 1) {
      if (!includesKind(kinds, this.#kind[i]!)) continue;
      if (passed >= skip) places.push([this.#at[i]!, this.#seq[i]!]);
      passed += 1;
    }
    return places;
  }

  add(atMs: number, seq: number, kind: number): void {
    if (this.#length === this.#at.length) this.#grow();
    const index = this.indexOf({ atMs, seq });
    this.#at.copyWithin(index + 1, index, this.#length);
    this.#seq.copyWithin(index + 1, index, this.#length);
    this.#kind.copyWithin(index + 1, index, this.#length);
    this.#at[index] = atMs;
    this.#seq[index] = seq;
    this.#kind[index] = kind;
    this.#length += 1;
  }

  /** Adds members that all come behind these. */
  append({ at, seq, kind }: Columns): void {
    for (let i = 0; i < at.length; i += 1) this.add(at[i]!, seq[i]!, kind[i]!);
  }

  /** Takes a member out; nothing happens when it is not there. */
  remove(atMs: number, seq: number): void {
    const index = this.indexOf({ atMs, seq });
    if (index === this.#length || this.#seq[index] !== seq) return;
    this.#at.copyWithin(index, index + 1, this.#length);
    this.#seq.copyWithin(index, index + 1, this.#length);
    this.#kind.copyWithin(index, index + 1, this.#length);
    this.#length -= 1;
  }

  #isBefore(index: number, place: Place): boolean {
    const at = this.#at[index]!;
    return at < place.atMs || (at === place.atMs && this.#seq[index]! < place.seq);
  }

  #grow(): void {
    const capacity = Math.max(FIRST_CAPACITY, this.#length + (this.#length >>> 1));
    this.#at = grown(this.#at, new Float64Array(capacity));
    this.#seq = grown(this.#seq, new Float64Array(capacity));
    this.#kind = grown(this.#kind, new Uint16Array(capacity));
  }
}

function grown<T extends Float64Array | Uint16Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
