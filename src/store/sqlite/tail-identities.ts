import type { Tail } from "../directory/tail.ts";

const FIRST_CAPACITY = 1024;
const NONE = -1;

/** Finds the events of a tail by panel, time and fingerprint: a hash table in flat columns. */
export class TailIdentities {
  readonly #tail: Tail;
  #fingerprints = new BigInt64Array(FIRST_CAPACITY);
  #words = new Int32Array(this.#fingerprints.buffer);
  #heads = new Int32Array(FIRST_CAPACITY).fill(NONE);
  #next = new Int32Array(FIRST_CAPACITY);
  #length = 0;

  constructor(tail: Tail) {
    this.#tail = tail;
  }

  /** Adds the event at the index that follows the last one; the tail holds it already. */
  push(fingerprint: bigint): void {
    const index = this.#length;
    if (index === this.#next.length) this.#resize(index * 2);
    this.#fingerprints[index] = fingerprint;
    this.#length += 1;
    this.#link(index);
  }

  fingerprint(index: number): bigint {
    return this.#fingerprints[index]!;
  }

  /** The indexes of the tail's events with this panel, time and fingerprint. */
  find(panel: number, atMs: number, fingerprint: bigint): number[] {
    const found: number[] = [];
    const low = Number(BigInt.asIntN(32, fingerprint));
    let index = this.#heads[this.#slot(panel, atMs, low)]!;
    for (; index !== NONE; index = this.#next[index]!) {
      if (
        this.#words[2 * index] === low &&
        this.#tail.atMs(index) === atMs &&
        this.#tail.panel(index) === panel &&
        this.#fingerprints[index] === fingerprint
      ) {
        found.push(index);
      }
    }
    return found;
  }

  /** Takes back the events from an index on; the tail still holds them. */
  truncate(length: number): void {
    while (this.#length > length) {
      this.#length -= 1;
      const index = this.#length;
      // what was linked last stands first in its chain
      this.#heads[this.#slotOf(index)] = this.#next[index]!;
    }
  }

  /** Forgets the first `count` events; the tail has dropped them already. */
  drop(count: number): void {
    this.#fingerprints.copyWithin(0, count, this.#length);
    this.#length -= count;
    this.#heads.fill(NONE);
    for (let index = 0; index < this.#length; index += 1) this.#link(index);
  }

  #link(index: number): void {
    const slot = this.#slotOf(index);
    this.#next[index] = this.#heads[slot]!;
    this.#heads[slot] = index;
  }

  #slotOf(index: number): number {
    return this.#slot(this.#tail.panel(index), this.#tail.atMs(index), this.#words[2 * index]!);
  }

  /** @param low the fingerprint's low 32 bits; events of an empty model share them, hence the rest */
  #slot(panel: number, atMs: number, low: number): number {
    const mixed = low ^ Math.imul(panel, 0x9e3779b1) ^ Math.imul(atMs | 0, 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) & (this.#heads.length - 1);
  }

  #resize(capacity: number): void {
    const fingerprints = new BigInt64Array(capacity);
    fingerprints.set(this.#fingerprints);
    this.#fingerprints = fingerprints;
    this.#words = new Int32Array(fingerprints.buffer);
    this.#heads = new Int32Array(capacity).fill(NONE);
    this.#next = new Int32Array(capacity);
    for (let index = 0; index < this.#length; index += 1) this.#link(index);
  }
}
