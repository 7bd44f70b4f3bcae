import { StreamSlots } from "../stream/stream-slots.ts";
import type { StreamLimits } from "../stream/stream-slots.ts";

/** How many exports may be under way at once: each takes most of a processor. */
const LIMITS: StreamLimits = { all: 4, perAccount: 2 };

/** The exports that are under way: as many as may be. What takes events away waits for them. */
export class ExportsUnderWay {
  readonly #slots: StreamSlots;
  #count = 0;

  constructor(limits: StreamLimits = LIMITS) {
    this.#slots = new StreamSlots(limits);
  }

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** Takes a place for an export of an account. @returns which limit is reached, if one is */
  take(account: number): keyof StreamLimits | undefined {
    const limit = this.#slots.take(account);
    if (limit === undefined) this.#count += 1;
    return limit;
  }

  /** Gives back a place that was taken. */
  release(account: number): void {
    this.#slots.release(account);
    this.#count -= 1;
  }
}
