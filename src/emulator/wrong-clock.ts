import type { ClockFault, PanelClock } from "./panel-clock.ts";
import type { Quirks } from "./quirks.ts";
import type { Random } from "./random.ts";

const HOUR_MS = 3_600_000;

/** How often, by events noted, the clock changes. */
const CHANGES_PER_EVENT = 1 / 300;

/** How often a change is that it is set right. */
const SET_RIGHT = 0.35;

/** How often a jump is one of years. */
const YEARS = 0.2;

/** 2,000 ppm: three minutes a day, which is bad. */
const WORST_DRIFT_PPM = 2_000;

/** What a clock shows that has lost its time. */
const BEGINNING_MS = Date.UTC(2020, 0, 1);

/** How a clock goes wrong, by the quirk that makes it. */
const FAULTS = {
  fastClock: (random) => drifting(random, 1),
  slowClock: (random) => drifting(random, -1),
  jumpingClock: (random, atMs) => {
    if (!random.isChosen(YEARS)) {
      return { offsetMs: random.isChosen(0.5) ? HOUR_MS : -HOUR_MS, driftPpm: 0 };
    }
    return { offsetMs: BEGINNING_MS - atMs + random.between(0, HOUR_MS), driftPpm: 0 };
  },
} as const satisfies Partial<Record<keyof Quirks, (random: Random, atMs: number) => ClockFault>>;

function drifting(random: Random, sign: 1 | -1): ClockFault {
  const driftPpm = sign * random.between(100, WORST_DRIFT_PPM);
  return { offsetMs: sign * random.between(0, 5_000), driftPpm };
}

/** Makes a panel's clock go wrong by chance, in the ways of its quirks, and right again. */
export class WrongClock {
  readonly #clock: PanelClock;
  readonly #random: Random;
  readonly #faults: readonly ((random: Random, atMs: number) => ClockFault)[];

  constructor(clock: PanelClock, random: Random, quirks: Quirks) {
    const { fastClock, slowClock, jumpingClock } = quirks;
    this.#clock = clock;
    this.#random = random;
    this.#faults = [
      ...(fastClock ? [FAULTS.fastClock] : []),
      ...(slowClock ? [FAULTS.slowClock] : []),
      ...(jumpingClock ? [FAULTS.jumpingClock] : []),
    ];
  }

  /** Called for each event. @param atMs true time */
  perhapsChange(atMs: number): void {
    const random = this.#random;
    if (this.#faults.length === 0 || !random.isChosen(CHANGES_PER_EVENT)) return;
    const fault = random.pick(this.#faults);
    const isRight = random.isChosen(SET_RIGHT);
    this.#clock.change(isRight ? { offsetMs: 0, driftPpm: 0 } : fault(random, atMs), atMs);
  }
}
