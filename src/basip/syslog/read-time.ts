import { MAX_OCCURRED_AT_MS } from "../../event/event.ts";

/** Fractions finer than a nanosecond are no time of a panel's. */
const TIME =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/i;

/**
 * A line's time in Unix milliseconds, finer fractions cut off: `2025-06-15T12:00:00.000+03:00`, with
 * `Z` or an offset, with or without a fraction.
 *
 * @returns `undefined` for what is no time, for a day or an hour that there is not, and for a moment
 *   that no event may bear
 */
export function readSyslogTime(text: string): number | undefined {
  const [whole, year, month, day, hour, minute, second, fraction = "", sign, ...offset] =
    TIME.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const clock = [hour, minute, second, ...offset].map((part) => Number(part ?? 0));
  const [hours = 0, minutes = 0, seconds = 0, offsetHours = 0, offsetMinutes = 0] = clock;
  if (hours > 23 || minutes > 59 || seconds > 59 || offsetHours > 23 || offsetMinutes > 59) {
    return undefined;
  }
  const dayMs = startOfDay(Number(year), Number(month), Number(day));
  if (dayMs === undefined) return undefined;
  const ofDayMs = ((hours * 60 + minutes) * 60 + seconds) * 1_000;
  const offsetMs = (offsetHours * 60 + offsetMinutes) * 60_000 * (sign === "-" ? -1 : 1);
  const timeMs = dayMs + ofDayMs + Number(fraction.slice(0, 3).padEnd(3, "0")) - offsetMs;
  return timeMs >= 0 && timeMs <= MAX_OCCURRED_AT_MS ? timeMs : undefined;
}

function startOfDay(year: number, month: number, day: number): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  // a day that there is not is taken for one of the next month, and the year 70 for 1970
  const isMeant = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
  return isMeant && date.getUTCDate() === day ? date.getTime() : undefined;
}
