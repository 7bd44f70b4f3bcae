import { parseWireTime } from "../../basip/android/wire-time.ts";
import type { Stretch } from "../../event/compare-times.ts";
import { QueryError } from "../../event/query-error.ts";
import { ALWAYS } from "../../event/query.ts";
import { quote } from "./quote.ts";

/** What times are read by. */
export interface Clock {
  /** The moment that relative times go by, milliseconds. */
  readonly nowMs: number;
  /** An IANA time zone that there is: of days, and of times without an offset. */
  readonly zone: string;
}

/** What `last` counts back. Days and longer go by the calendar: a day has 23 to 25 hours. */
const UNITS: Readonly<Record<string, Intl.DurationFormatUnit>> = {
  s: "seconds",
  second: "seconds",
  m: "minutes",
  min: "minutes",
  minute: "minutes",
  h: "hours",
  hour: "hours",
  d: "days",
  day: "days",
  w: "weeks",
  week: "weeks",
  mo: "months",
  month: "months",
  y: "years",
  year: "years",
};

const LAST = /^last +(?<count>\d{0,5})(?<unit>\p{L}+)$/u;

const ISO =
  /^(?<date>\d{4}-\d\d-\d\d)(?:[T ](?<minute>\d\d:\d\d)(?:(?<second>:\d\d)(?:\.(?<part>\d{1,9}))?)?(?<offset>Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/**
 * Reads a time as the stretch that it stands for, within what events can bear: a date is all of its day,
 * a time to the minute all of its minute, `last 24h` what has happened since and is still to come.
 * Milliseconds and seconds since 1970 are read as the panels' API reads them.
 *
 * @param position of the text in the query
 * @throws QueryError for what is no time, and for a range that ends before it begins
 */
export function readTime(text: string, position: number, clock: Clock): Stretch {
  const { firstMs, lastMs } =
    readRange(text, position, clock) ?? readSince(text, clock) ?? noTime(text, position);
  if (lastMs < firstMs) {
    throw new QueryError(
      `Expected a range that ends after it begins, not ${quote(text)}`,
      position,
    );
  }
  // no event is older
  return { firstMs: Math.max(firstMs, 0), lastMs: Math.max(lastMs, -1) };
}

function noTime(text: string, position: number): never {
  throw new QueryError(
    `Expected a time as 2026-11-01, 2026-11-01T08:00, milliseconds, today, yesterday, now or last 24h, not ${quote(text)}`,
    position,
  );
}

/** `from..to`, of which one may be absent, or one time. */
function readRange(text: string, position: number, clock: Clock): Stretch | undefined {
  const [from = "", to, ...more] = text.split("..");
  if (to === undefined) return readMoment(text, clock);
  if (more.length > 0 || from + to === "") return undefined;
  const read = (end: string): Stretch => readMoment(end, clock) ?? noTime(end, position);
  return {
    firstMs: from === "" ? ALWAYS.fromMs : read(from).firstMs,
    lastMs: to === "" ? ALWAYS.toMs : read(to).lastMs,
  };
}

function readMoment(text: string, clock: Clock): Stretch | undefined {
  if (text === "now") return { firstMs: clock.nowMs, lastMs: clock.nowMs };
  if (text === "today" || text === "yesterday") {
    const today = nowIn(clock).toPlainDate();
    return dayOf(text === "today" ? today : today.subtract({ days: 1 }), clock.zone);
  }
  return parseWireTime(text) ?? readIso(text, clock.zone);
}

function readSince(text: string, clock: Clock): Stretch | undefined {
  const { count, unit } = LAST.exec(text)?.groups ?? {};
  const unitName = unit !== undefined && Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  if (unitName === undefined) return undefined;
  const since = nowIn(clock).subtract({ [unitName]: Number(count || 1) });
  return { firstMs: since.epochMilliseconds, lastMs: ALWAYS.toMs };
}

function readIso(text: string, zone: string): Stretch | undefined {
  const { date, minute, second, part, offset } = ISO.exec(text)?.groups ?? {};
  if (date === undefined) return undefined;
  try {
    const day = Temporal.PlainDate.from(date);
    if (minute === undefined) return dayOf(day, zone);
    const time = `${date}T${minute}${second ?? ":00"}.${part ?? "0"}`;
    const sizeMs = second === undefined ? 60_000 : 10 ** Math.max(3 - (part ?? "").length, 0);
    const [firstMs, beginOfLastMs] =
      offset === undefined ? momentsOf(time, zone) : momentsAt(`${time}${offset}`);
    return { firstMs, lastMs: beginOfLastMs + sizeMs - 1 };
  } catch (error) {
    // no such day, hour or minute
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function momentsAt(time: string): readonly [number, number] {
  const atMs = Temporal.Instant.from(time).epochMilliseconds;
  return [atMs, atMs];
}

/** When clocks of a zone show a time: first and last, for an hour comes twice when they go back. */
function momentsOf(time: string, zone: string): readonly [number, number] {
  const plain = Temporal.PlainDateTime.from(time);
  const inZone = (disambiguation: "earlier" | "later"): Temporal.ZonedDateTime =>
    plain.toZonedDateTime(zone, { disambiguation });
  const [earlier, later] = [inZone("earlier"), inZone("later")];
  // an hour that clocks pass over is read as on the clocks that were not put forward
  const first = earlier.toPlainDateTime().equals(plain) ? earlier : later;
  return [first.epochMilliseconds, later.epochMilliseconds];
}

function dayOf(date: Temporal.PlainDate, zone: string): Stretch {
  const start = (day: Temporal.PlainDate): number =>
    day.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
  return { firstMs: start(date), lastMs: start(date.add({ days: 1 })) - 1 };
}

function nowIn({ nowMs, zone }: Clock): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone);
}
