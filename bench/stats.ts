/** Times of one kind of work, milliseconds. */
export class Times {
  readonly #times: number[] = [];

  async measure<Result>(work: () => Promise<Result>): Promise<Result> {
    const start = performance.now();
    const result = await work();
    this.#times.push(performance.now() - start);
    return result;
  }

  add(ms: number): void {
    this.#times.push(ms);
  }

  /** @param share 0.5 for the median */
  quantile(share: number): number {
    const sorted = this.#times.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  }

  get p50(): number {
    return this.quantile(0.5);
  }

  get p99(): number {
    return this.quantile(0.99);
  }

  get max(): number {
    return this.quantile(1);
  }
}

/** Times by name. A round that only warms up is not counted. */
export class TimeTable {
  readonly #times = new Map<string, Times>();

  /** @param isCounted false in a round that only warms up */
  of(name: string, isCounted: boolean): Times {
    if (!isCounted) return new Times();
    const known = this.#times.get(name) ?? new Times();
    this.#times.set(name, known);
    return known;
  }

  p50(name: string): number {
    return this.#times.get(name)?.p50 ?? Number.NaN;
  }
}

/** The middle one of some figures. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** A figure with as many digits as it deserves. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return value.toPrecision(value >= 10 ? 3 : 2);
}
