import type { Random } from "../random.ts";
import type { PowerCut } from "./incident.ts";

/** How often the power goes, a day. */
const CUTS_PER_DAY = 0.04;

/** How long it is gone, ms: some minutes up to an hour and a half. */
const SHORTEST_MS = 180_000;
const LONGEST_MS = 5_400_000;

/** How often it is a riser, with every third panel; else one panel's fuse. */
const RISER = 0.5;
const PANELS_PER_RISER = 3;

const DAY_MS = 86_400_000;

/** Whether the power goes on a day, where and when. */
export function powerCutOf(
  random: Random,
  midnightMs: number,
  panels: number,
): PowerCut | undefined {
  if (!random.isLucky(CUTS_PER_DAY)) return undefined;
  const lastsMs = random.integer(SHORTEST_MS, LONGEST_MS);
  const fromMs = midnightMs + random.integer(0, DAY_MS - lastsMs - 1);
  const one = random.integer(0, panels - 1);
  const riser = Array.from({ length: panels }, (_, panel) => panel).filter(
    (panel) => panel % PANELS_PER_RISER === one % PANELS_PER_RISER,
  );
  return { fromMs, toMs: fromMs + lastsMs, panels: random.isLucky(RISER) ? riser : [one] };
}
