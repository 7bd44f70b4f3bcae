import { MAX_OCCURRED_AT_MS } from "../../event/event.ts";

const DIGITS = /^\d{1,15}$/;

/** A time that a person or a program wrote, or why it is none. */
export type Moment = { readonly atMs: number } | { readonly reason: string };

/**
 * Reads a time: Unix milliseconds in digits, or ISO 8601 with an offset or `Z`; what is finer than a
 * millisecond is cut off. Of what comes twice where clocks go back, the first is meant.
 *
 * @param zone the IANA zone of times without an offset; refused when absent
 */
export function readMoment(text: string, zone: string | undefined): Moment {
  const atMs = DIGITS.test(text) ? Number(text) : instantOf(text);
  if (atMs !== undefined) return withinBounds(atMs);
  const localMs = localOf(text, zone ?? "UTC");
  if (localMs === undefined) return { reason: "no usable time" };
  return zone === undefined
    ? { reason: "its time says no offset from UTC" }
    : withinBounds(localMs);
}

function withinBounds(atMs: number): Moment {
  const isWithin = atMs >= 0 && atMs <= MAX_OCCURRED_AT_MS;
  return isWithin ? { atMs } : { reason: "its time is not within 1970 to the year 9999" };
}

function instantOf(text: string): number | undefined {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
}

function localOf(text: string, zone: string): number | undefined {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}
