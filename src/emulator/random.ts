const GOLDEN = 0x9e3779b9;

function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A small random source that gives the same draws for the same seeds, everywhere and for ever. */
export class Random {
  #state: number;

  /** @param seeds safe integers, none to many; their order counts */
  constructor(...seeds: readonly number[]) {
    this.#state = GOLDEN;
    for (const seed of seeds) {
      this.#take(seed);
      // what 32 bits leave out, so that great seeds differ too
      this.#take(Math.floor(seed / 0x1_0000_0000));
    }
  }

  /** 0 (inclusive) to 1 (exclusive), in steps of 2^-32. */
  fraction(): number {
    this.#state = (this.#state + GOLDEN) >>> 0;
    return mix(this.#state) / 0x1_0000_0000;
  }

  /** An integer from 0 to `bound - 1`, each as likely. */
  below(bound: number): number {
    return Math.floor(this.fraction() * bound);
  }

  /** An integer from `least` to `most`, both included, each as likely. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  /** True with this probability, 0 to 1. */
  isChosen(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** One of these, each as likely. @throws RangeError when there are none */
  pick<T>(choices: readonly T[]): T {
    return inTurn(choices, this.below(choices.length));
  }

  /** A place in `weights`, each as likely as its weight, 0 or more; their sum is above 0. */
  weighted(weights: readonly number[]): number {
    let left = this.fraction() * weights.reduce((sum, weight) => sum + weight, 0);
    const place = weights.findIndex((weight) => (left -= weight) < 0);
    // what adding fractions lost falls to the last that has any weight
    return place >= 0 ? place : weights.findLastIndex((weight) => weight > 0);
  }

  /** Decimal digits, as many as asked for; the first is not 0. */
  digits(count: number): string {
    return Array.from({ length: count }, (_, place) => this.between(place === 0 ? 1 : 0, 9)).join(
      "",
    );
  }

  /** Lower-case hexadecimal digits, as many as asked for. */
  hex(count: number): string {
    return Array.from({ length: count }, () => this.below(16).toString(16)).join("");
  }

  #take(value: number): void {
    this.#state = (mix(this.#state ^ (value >>> 0)) + GOLDEN) >>> 0;
  }
}

/** One of these, the same for every `turn` that leaves the same rest. @throws RangeError for none */
export function inTurn<T>(choices: readonly T[], turn: number): T {
  const place = ((turn % choices.length) + choices.length) % choices.length;
  for (const choice of choices.slice(place, place + 1)) return choice;
  throw new RangeError("nothing to pick from");
}
