import { readModel } from "../../../src/basip/texts/read-model.ts";
import type { StoredEvent } from "../../../src/event/event.ts";
import type { Hole } from "./compare.ts";

/** What holding the gap events against the holes found. */
export interface GapReport {
  readonly holes: number;
  readonly missing: number;
  /** How many events the gap events say are missing at least. */
  readonly told: number;
  /** Gap events behind which nothing is missing: a log was cleared, all of which had been read. */
  readonly idle: number;
  /** Of these, such as speak of no cleared log. */
  readonly idleOtherwise: number;
  readonly faults: readonly string[];
}

/** Each hole must have been told of by a gap event after it, which says no more than is missing. */
export function checkGaps(holes: readonly Hole[], own: readonly StoredEvent[]): GapReport {
  const gaps = own
    .filter(({ key }) => key === "doorbook_gap")
    .map(({ occurredAtMs, model }) => {
      const { panel, count, reason } = readModel(model);
      const told = { panel: String(panel), count: Number(count), isCleared: reason === "cleared" };
      return { ...told, atMs: occurredAtMs, missing: 0 };
    });
  const faults: string[] = [];
  for (const { panel, count, endMs } of holes) {
    const gap = gaps.find((one) => one.panel === panel && one.atMs >= endMs);
    if (gap === undefined) faults.push(`${panel}: no gap event of ${String(count)} events`);
    else gap.missing += count;
  }
  for (const { panel, count, missing } of gaps) {
    if (count > missing) {
      faults.push(`${panel}: ${String(count)} missing are told of, ${String(missing)} are`);
    }
  }
  return {
    holes: holes.length,
    missing: holes.reduce((sum, { count }) => sum + count, 0),
    told: gaps.reduce((sum, { count }) => sum + count, 0),
    idle: gaps.filter(({ missing }) => missing === 0).length,
    idleOtherwise: gaps.filter(({ missing, isCleared }) => missing === 0 && !isCleared).length,
    faults,
  };
}
