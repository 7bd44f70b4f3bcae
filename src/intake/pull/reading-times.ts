/** How one reading of a panel went. */
export interface TimedReading {
  readonly tookMs: number;
  /** From the panel's reading before to this one, ms; `undefined` for a first one, or one that goes on. */
  readonly cycleMs: number | undefined;
  /** How often the panel was logged in to. */
  readonly logins: number;
}

/** How readings of panels went; times in ms, 0 where there was none. */
export interface ReadingReport {
  readonly readings: number;
  /** How often panels were logged in to. */
  readonly logins: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** From the beginning of a reading of a panel to that of the next, half of them and all but one in a hundred. */
  readonly cycleP50Ms: number;
  readonly cycleP99Ms: number;
}

/** How long readings took since they were last told of. */
export class ReadingTimes {
  #took: number[] = [];
  #cycles: number[] = [];
  #logins = 0;

  add({ tookMs, cycleMs, logins }: TimedReading): void {
    this.#logins += logins;
    this.#took.push(tookMs);
    if (cycleMs !== undefined) this.#cycles.push(cycleMs);
  }

  /** Tells, and begins anew. */
  take(): ReadingReport {
    const took = this.#took.toSorted((a, b) => a - b);
    const cycles = this.#cycles.toSorted((a, b) => a - b);
    const logins = this.#logins;
    this.#took = [];
    this.#cycles = [];
    this.#logins = 0;
    return {
      readings: took.length,
      logins,
      p50Ms: quantile(took, 0.5),
      p99Ms: quantile(took, 0.99),
      maxMs: quantile(took, 1),
      cycleP50Ms: quantile(cycles, 0.5),
      cycleP99Ms: quantile(cycles, 0.99),
    };
  }
}

function quantile(sorted: readonly number[], share: number): number {
  const at = Math.min(sorted.length - 1, Math.floor(sorted.length * share));
  return Math.round((sorted[at] ?? 0) * 10) / 10;
}
