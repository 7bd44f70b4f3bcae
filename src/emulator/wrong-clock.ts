import type { PanelClock } from "./panel-clock.ts";
import type { Random } from "./random.ts";

const HOUR_MS = 3_600_000;

/** What becomes of a wall clock, with how many times in a hundred. */
const FATES = [
  { times: 40, what: "drifts" },
  { times: 35, what: "is set right" },
  { times: 20, what: "jumps an hour" },
  { times: 5, what: "jumps years" },
] as const;

/** How often, by events noted, the clock changes. */
const CHANGES_PER_EVENT = 1 / 300;

/** 2,000 ppm: three minutes a day, which is bad and has been seen. */
const WORST_DRIFT_PPM = 2_000;

/** Makes a panel's clock go wrong by chance: fast, slow, an hour off, years off, and right again. */
export class WrongClock {
  readonly #clock: PanelClock;
  readonly #random: Random;

  constructor(clock: PanelClock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Called for each event. @param atMs true time */
  perhapsChange(atMs: number): void {
    const random = this.#random;
    if (!random.isLucky(CHANGES_PER_EVENT)) return;
    this.#clock.change(this.#fault(atMs), atMs);
  }

  #fault(atMs: number): { offsetMs: number; driftPpm: number } {
    const random = this.#random;
    switch (this.#fate()) {
      case "drifts":
        return { offsetMs: random.integer(-5_000, 5_000), driftPpm: this.#drift() };
      case "jumps an hour":
        return { offsetMs: random.isLucky(0.5) ? HOUR_MS : -HOUR_MS, driftPpm: this.#drift() };
      case "jumps years":
        // what a clock shows that has lost its battery; the milliseconds go on
        return { offsetMs: Date.UTC(2020, 0, 1) - atMs + random.integer(0, HOUR_MS), driftPpm: 0 };
      case "is set right":
        return { offsetMs: 0, driftPpm: 0 };
    }
  }

  #drift(): number {
    return this.#random.integer(-WORST_DRIFT_PPM, WORST_DRIFT_PPM);
  }

  #fate(): (typeof FATES)[number]["what"] {
    let left = this.#random.integer(1, 100);
    for (const { times, what } of FATES) {
      left -= times;
      if (left <= 0) return what;
    }
    return "is set right";
  }
}
