/** A day in a time zone. */
export interface Day {
  /** ISO 8601: `2026-11-25`. */
  readonly name: string;
  /** Its first and its last millisecond, both of it. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** The first and the last of several days, both of them: ISO 8601. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** How many days a statement is about at most. */
export const MAX_DAYS = 1_000;

/**
 * The days of a range in a time zone, in rising order: from its midnight, or what comes first in the
 * day, to the next.
 */
export function daysOf({ from, to }: DayRange, zone: string): readonly Day[] {
  const days: Day[] = [];
  const last = Temporal.PlainDate.from(to);
  for (
    let date = Temporal.PlainDate.from(from);
    Temporal.PlainDate.compare(date, last) <= 0 && days.length < MAX_DAYS;
    date = date.add({ days: 1 })
  ) {
    days.push({
      name: date.toString(),
      fromMs: startOf(date, zone),
      toMs: startOf(date.add({ days: 1 }), zone) - 1,
    });
  }
  return days;
}

/** So many days in a time zone, the last of them today's. */
export function lastDays(count: number, nowMs: number, zone: string): DayRange {
  const today = dayAt(nowMs, zone);
  const from = Temporal.PlainDate.from(today).subtract({ days: count - 1 });
  return { from: from.toString(), to: today };
}

/** The day that a moment is on in a time zone. */
export function dayAt(atMs: number, zone: string): string {
  const moment = Temporal.Instant.fromEpochMilliseconds(atMs);
  return moment.toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** A day as people write it, `2026-11-25`; `undefined` for what is none. */
export function readDay(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}

function startOf(date: Temporal.PlainDate, zone: string): number {
  return date.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
}
