import type { Building } from "../../../src/emulator/building/building.ts";
import type { Day, Incident } from "../../../src/emulator/building/incident.ts";

/** 24 hours, in milliseconds. */
export const DAY_MS = 86_400_000;

/** The midnight, Unix ms, that begins Monday 5 January 2026 where clocks show UTC. */
export const MONDAY_MS = Date.UTC(2026, 0, 5);

/** A day with its midnight, Unix ms. */
interface DatedDay extends Day {
  readonly midnightMs: number;
}

/** So many days from a midnight on, by default from {@link MONDAY_MS}. */
export function planDays(building: Building, count: number, fromMs = MONDAY_MS): DatedDay[] {
  return Array.from({ length: count }, (_, nth) => {
    const midnightMs = fromMs + nth * DAY_MS;
    return { midnightMs, ...building.planDay(midnightMs) };
  });
}

/** The incidents of so many days from {@link MONDAY_MS} on. */
export function incidentsOf(building: Building, count: number): Incident[] {
  return planDays(building, count).flatMap(({ incidents }) => incidents);
}
