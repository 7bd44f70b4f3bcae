import type { RejectedEvent } from "./read-event.ts";

const FIRST_CAPACITY = 16;

/**
 * The rejected events of a push, in the order sent, as places in its body: 12 bytes each, for a body
 * of 400 kB may hold 200,000 of them. They are cut out when they are asked for, some at a time.
 */
export class RejectedEvents {
  readonly #body: Uint8Array;
  /** Of each its first byte, and the byte after the last. */
  #places = new Uint32Array(2 * FIRST_CAPACITY);
  /** Of each its reason, as an index into the reasons. */
  #reasonIndexes = new Uint32Array(FIRST_CAPACITY);
  /** Those that occur; few, for they come from a handful of texts. */
  readonly #reasons: string[] = [];
  #length = 0;

  /** @param body not to be changed afterwards */
  constructor(body: Uint8Array) {
    this.#body = body;
  }

  get length(): number {
    return this.#length;
  }

  /** @param from the event's first byte in the body @param to the byte after its last */
  add(reason: string, from: number, to: number): void {
    if (this.#length === this.#reasonIndexes.length) this.#grow();
    this.#places[2 * this.#length] = from;
    this.#places[2 * this.#length + 1] = to;
    const known = this.#reasons.indexOf(reason);
    this.#reasonIndexes[this.#length] = known < 0 ? this.#reasons.push(reason) - 1 : known;
    this.#length += 1;
  }

  /** Those from one index up to another, as of an array. */
  slice(from = 0, to = this.#length): RejectedEvent[] {
    const events: RejectedEvent[] = [];
    for (let i = from; i < Math.min(to, this.#length); i += 1) {
      const bytes = this.#body.subarray(this.#places[2 * i], this.#places[2 * i + 1]);
      events.push({ reason: this.#reasons[this.#reasonIndexes[i]!]!, bytes: this.#cut(bytes) });
    }
    return events;
  }

  /** A copy, so that a small piece does not carry the whole body; of one that is most of it, none. */
  #cut(bytes: Uint8Array): Uint8Array {
    return 2 * bytes.length > this.#body.length ? bytes : new Uint8Array(bytes);
  }

  #grow(): void {
    const places = new Uint32Array(4 * this.#length);
    places.set(this.#places);
    this.#places = places;
    const reasonIndexes = new Uint32Array(2 * this.#length);
    reasonIndexes.set(this.#reasonIndexes);
    this.#reasonIndexes = reasonIndexes;
  }
}
