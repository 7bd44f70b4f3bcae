import type { Random } from "../random.ts";

/** An hour, in milliseconds. */
export const HOUR_MS = 3_600_000;

/** 24 hours, in milliseconds. */
export const DAY_MS = 24 * HOUR_MS;

/** What tells local midnights from Chatham (UTC+13:45) to Hawaii (UTC-10) from those of other dates. */
const TO_SAME_DATE_MS = 14 * HOUR_MS - 60_000;

const A_MONDAY = 4;

/**
 * The local date that begins at a midnight, in days since 1970-01-01. Clocks put forward or back do
 * not matter.
 *
 * @param midnightMs a local midnight, Unix ms
 */
export function dateOf(midnightMs: number): number {
  return Math.floor((midnightMs + TO_SAME_DATE_MS) / DAY_MS);
}

/** Whether the date is a Saturday or a Sunday. @param date in days since 1970-01-01 */
export function isWeekend(date: number): boolean {
  return remainder(date - A_MONDAY, 7) >= 5;
}

/**
 * Whether what comes once in `everyDays` comes on this date. What comes in whole weeks comes on a
 * working day.
 *
 * @param random tells the one rhythm from others; the same for all dates
 */
export function isDue(date: number, everyDays: number, random: Random): boolean {
  const weeks = everyDays / 7;
  const offset = Number.isInteger(weeks)
    ? 7 * random.below(weeks) + random.below(5)
    : random.below(everyDays);
  return remainder(date - A_MONDAY - offset, everyDays) === 0;
}

function remainder(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
