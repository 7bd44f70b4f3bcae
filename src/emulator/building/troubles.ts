import { blockOf, type Door } from "./door.ts";
import type { PowerCut } from "./incident.ts";
import { HOUR_MS, isDue } from "./calendar.ts";
import { Random } from "../random.ts";

const MINUTE_MS = 60_000;

/** Days from one power cut of a block to the next, and from one fire drill to the next. */
const CUT_EVERY_DAYS = 19;
const DRILL_EVERY_DAYS = 28;

/** How many of a block's panels a cut reaches, as a share. */
const DARK = 0.6;

/** Tells the draws of cuts and drills from one another and from those of scenes. */
const CUTS = -1;
const DRILLS = -2;

/** A day to plan: its local midnight, Unix ms, and its local date, in days since 1970-01-01. */
export interface PlannedDay {
  readonly midnightMs: number;
  readonly date: number;
}

/**
 * The power cuts of a day, in the order of time: at most one a block, of some of its panels, for a block
 * has more than one feed. They begin between two in the night and seven in the evening and last 4 to 90 minutes.
 */
export function cutsOf(seed: number, doors: readonly Door[], day: PlannedDay): readonly PowerCut[] {
  const cuts: PowerCut[] = [];
  for (let block = 0; block <= blockOf(doors.length - 1); block++) {
    if (!isDue(day.date, CUT_EVERY_DAYS, new Random(seed, CUTS, block))) continue;
    const random = new Random(seed, CUTS, block, day.date);
    const all = doors.flatMap((_, panel) => (blockOf(panel) === block ? [panel] : []));
    const some = all.filter(() => random.isChosen(DARK));
    const fromMs = day.midnightMs + random.between(2 * HOUR_MS, 19 * HOUR_MS);
    const toMs = fromMs + random.between(4 * MINUTE_MS, 90 * MINUTE_MS);
    cuts.push({
      fromMs,
      toMs,
      panels: some.length > 0 && some.length < all.length ? some : all.slice(0, 1),
    });
  }
  return cuts.toSorted((one, other) => one.fromMs - other.fromMs);
}

/** When the fire drill of a block begins, Unix ms: monthly, on a working day before noon. */
export function drillOf(seed: number, block: number, day: PlannedDay): number | undefined {
  if (!isDue(day.date, DRILL_EVERY_DAYS, new Random(seed, DRILLS, block))) return undefined;
  const random = new Random(seed, DRILLS, block, day.date);
  return day.midnightMs + random.between(10 * HOUR_MS, 11 * HOUR_MS);
}
