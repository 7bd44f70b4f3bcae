/** A small random source that gives the same numbers for the same seed, everywhere and for ever. */
export class Random {
  #state: number;

  /** @param seed any integer */
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 (inclusive) to 1 (exclusive), in steps of 2^-32. */
  fraction(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 0x1_0000_0000;
  }

  /** An integer from 0 to `bound - 1`, each as likely. */
  below(bound: number): number {
    return Math.floor(this.fraction() * bound);
  }

  /** An integer from 0 to `bound - 1`; small ones are much likelier: half fall in the first eighth. */
  skewed(bound: number): number {
    return Math.floor(this.fraction() ** 3 * bound);
  }

  /** True with this probability, 0 to 1. */
  isChosen(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of these, each as likely. @throws RangeError when there are none */
  pick<T>(choices: readonly T[]): T {
    const chosen = this.below(choices.length);
    for (const choice of choices.slice(chosen, chosen + 1)) return choice;
    throw new RangeError("nothing to pick from");
  }
}
