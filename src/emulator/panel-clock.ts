/** How a panel's clock goes wrong. */
export interface ClockFault {
  /** How far it is ahead of the true time, ms; negative when behind. */
  readonly offsetMs: number;
  /** How much it gains, millionths; negative when it loses. 12 is a second a day. */
  readonly driftPpm: number;
}

interface Change extends ClockFault {
  readonly fromMs: number;
}

/** The latest time that a panel's clock shows: the last millisecond of the year 9999. */
const LATEST_MS = 253_402_300_799_999;

/** A panel's clock: true time, and how it goes wrong from when on. */
export class PanelClock {
  readonly #changes: Change[] = [];

  /** What the clock shows at a true time, whole milliseconds from 1970 on. */
  at(trueMs: number): number {
    const { fromMs, offsetMs, driftPpm } = this.#faultAt(trueMs);
    const gainedMs = ((trueMs - fromMs) * driftPpm) / 1_000_000;
    return Math.min(Math.max(Math.floor(trueMs + offsetMs + gainedMs), 0), LATEST_MS);
  }

  /** Makes it go wrong otherwise from a true time on, which is not before the last change. */
  change({ offsetMs, driftPpm }: ClockFault, fromMs: number): void {
    this.#changes.push({ offsetMs, driftPpm, fromMs });
  }

  #faultAt(trueMs: number): Change {
    const last = this.#changes.findLast(({ fromMs }) => fromMs <= trueMs);
    return last ?? { fromMs: trueMs, offsetMs: 0, driftPpm: 0 };
  }
}
