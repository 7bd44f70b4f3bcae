import { type Door, doorsOf } from "./door.ts";
import type { Day, Incident } from "./incident.ts";
import { playLive } from "./live-scene.ts";
import { peopleOf } from "./people.ts";
import { type Plan, planDay } from "./plan-day.ts";

/** The size of a building, and what tells it from others of that size. */
export interface BuildingOptions {
  /** A safe integer; the same seed makes the same building with the same days. */
  readonly seed: number;
  /** 1 to 10,000. */
  readonly panels: number;
  /** 1 to 1,000, by default 12. */
  readonly residentsPerPanel?: number;
}

const MOST_PANELS = 10_000;
const MOST_RESIDENTS = 1_000;
const RESIDENTS = 12;

/**
 * A made-up building with door panels, and what happens there. It has no clock: whoever has one asks
 * for days or for single scenes.
 */
export class Building {
  readonly #plan: Plan;

  private constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** @throws RangeError when a number is not whole or out of its bounds */
  static open(options: BuildingOptions): Building {
    const { seed, panels, residentsPerPanel = RESIDENTS } = options;
    refuseOutside("seed", seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    refuseOutside("panels", panels, 1, MOST_PANELS);
    refuseOutside("residentsPerPanel", residentsPerPanel, 1, MOST_RESIDENTS);
    const doors = doorsOf(panels);
    return new Building({ seed, doors, people: peopleOf(seed, doors, residentsPerPanel) });
  }

  /** The doors by panel. */
  get doors(): readonly Door[] {
    return this.#plan.doors;
  }

  /**
   * The day that begins at a local midnight, Unix ms: the same whatever was planned before. All its
   * incidents lie within 24 hours from then; no two of a panel share a millisecond; a panel notes
   * nothing in a power cut, and `device_booted` within a minute after it. Where clocks are put forward,
   * the local day is 23 hours long: the last of the 24 overlaps the next day's first.
   */
  planDay(midnightMs: number): Day {
    return planDay(this.#plan, midnightMs);
  }

  /**
   * A short scene at one panel, as likely at this hour: 1 to about 20 incidents, the first at `atMs`,
   * the last within 100 seconds, in the order of time. For a building that is to be kept busy now.
   *
   * @param atMs Unix ms
   * @param hour the hour in the building, 0 to 23
   * @param nth counts the scenes: the same seed, hour and `nth` play the same scene
   */
  scene(atMs: number, hour: number, nth: number): readonly Incident[] {
    return playLive(this.#plan, { atMs, hour, nth });
  }
}

function refuseOutside(name: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${name} must be a whole number from ${least} to ${most}`);
}
