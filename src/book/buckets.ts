import { AppError } from "../event/errors.ts";

/** The lengths of time that events are counted by, the shortest first. */
export const BUCKETS = ["minute", "5m", "15m", "hour", "day", "week", "month"] as const;

/** One of {@link BUCKETS}. */
export type Bucket = (typeof BUCKETS)[number];

/** How many buckets an answer has at most. */
export const MAX_BUCKETS = 5_000;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** How long each is at least, ms; those of whole minutes are so long exactly where clocks go on evenly. */
const SHORTEST_MS: Readonly<Record<Bucket, number>> = {
  minute: MINUTE_MS,
  "5m": 5 * MINUTE_MS,
  "15m": 15 * MINUTE_MS,
  hour: 60 * MINUTE_MS,
  // clocks have been put forward by more than an hour
  day: 22 * 60 * MINUTE_MS,
  week: 7 * DAY_MS - 120 * MINUTE_MS,
  month: 28 * DAY_MS - 120 * MINUTE_MS,
};

/** A stretch of time, both ends inclusive, Unix ms of the years 1970 to 9999. */
export interface BucketedTime {
  readonly fromMs: number;
  readonly toMs: number;
  /** IANA time zone. */
  readonly zone: string;
}

/**
 * When the buckets begin that a stretch of time reaches into, rising; the first at or before its begin.
 * Minutes to hours are those of the zone's clocks: where these are put forward or back by less than an
 * hour, one is shorter. Days have 23 to 25 hours, weeks begin on Monday.
 *
 * @throws AppError `invalid` for more than 5,000 buckets, naming the next larger one that will do
 */
export function bucketStarts(bucket: Bucket, time: BucketedTime): readonly number[] {
  if (mostBuckets(bucket, time) > MAX_BUCKETS) throw tooMany(bucket, time);
  const starts = isOfCalendar(bucket) ? calendarStarts(bucket, time) : clockStarts(bucket, time);
  if (starts.length > MAX_BUCKETS) throw tooMany(bucket, time);
  return starts;
}

/** When the bucket of a moment begins. */
export function bucketStart(bucket: Bucket, atMs: number, zone: string): number {
  return bucketStarts(bucket, { fromMs: atMs, toMs: atMs, zone })[0] ?? atMs;
}

function mostBuckets(bucket: Bucket, { fromMs, toMs }: BucketedTime): number {
  return (toMs - fromMs) / SHORTEST_MS[bucket];
}

function tooMany(bucket: Bucket, time: BucketedTime): AppError {
  const larger = BUCKETS.slice(BUCKETS.indexOf(bucket) + 1);
  const fitting = larger.find((one) => mostBuckets(one, time) <= MAX_BUCKETS);
  const advice =
    fitting === undefined
      ? "ask for a shorter time"
      : `ask for bucket=${fitting}, or a shorter time`;
  return new AppError(
    "invalid",
    `There are more than ${MAX_BUCKETS} of bucket=${bucket}: ${advice}`,
  );
}

type CalendarBucket = "day" | "week" | "month";

function isOfCalendar(bucket: Bucket): bucket is CalendarBucket {
  return bucket === "day" || bucket === "week" || bucket === "month";
}

function calendarStarts(bucket: CalendarBucket, { fromMs, toMs, zone }: BucketedTime): number[] {
  const from = inZone(fromMs, zone).toPlainDate();
  const firsts = {
    day: from,
    week: from.subtract({ days: from.dayOfWeek - 1 }),
    month: from.with({ day: 1 }),
  };
  const starts: number[] = [];
  for (let date = firsts[bucket]; ; date = date.add({ [`${bucket}s`]: 1 })) {
    const startMs = date.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
    if (startMs > toMs) return starts;
    // where clocks go back over midnight a day comes again after the next one has begun
    if (startMs <= fromMs) starts.length = 0;
    // a date that a zone has left out begins with the next one
    if (startMs !== starts.at(-1)) starts.push(startMs);
  }
}

/** Between two changes of a zone's offset clocks go on evenly. A bucket ends with such a change. */
function clockStarts(bucket: Bucket, { fromMs, toMs, zone }: BucketedTime): number[] {
  const sizeMs = SHORTEST_MS[bucket];
  const starts: number[] = [];
  const alignedMs = fromMs - pastStart(fromMs, zone, sizeMs);
  for (let partMs = Math.max(alignedMs, lastChange(fromMs, zone)); partMs <= toMs;) {
    const endMs = nextChange(partMs, zone);
    const evenMs = partMs - pastStart(partMs, zone, sizeMs);
    for (let startMs = partMs; startMs <= toMs && startMs < endMs;) {
      starts.push(startMs);
      startMs = evenMs + (Math.floor((startMs - evenMs) / sizeMs) + 1) * sizeMs;
    }
    partMs = endMs;
  }
  return starts;
}

/** How long before a moment its bucket began by the zone's clock, ms. */
function pastStart(atMs: number, zone: string, sizeMs: number): number {
  const localMs = atMs + offsetMs(atMs, zone);
  return localMs - Math.floor(localMs / sizeMs) * sizeMs;
}

/** When a zone's offset last changed, at this moment at the latest. */
function lastChange(atMs: number, zone: string): number {
  let change = inZone(atMs + 1, zone).getTimeZoneTransition("previous");
  // some changes are of the name alone
  while (change !== null && !changesOffset(change)) {
    change = change.getTimeZoneTransition("previous");
  }
  return change?.epochMilliseconds ?? -Infinity;
}

/** When a zone's offset changes next. */
function nextChange(atMs: number, zone: string): number {
  let change = inZone(atMs, zone).getTimeZoneTransition("next");
  while (change !== null && !changesOffset(change)) change = change.getTimeZoneTransition("next");
  return change?.epochMilliseconds ?? Infinity;
}

function changesOffset({ epochMilliseconds, timeZoneId }: Temporal.ZonedDateTime): boolean {
  return offsetMs(epochMilliseconds - 1, timeZoneId) !== offsetMs(epochMilliseconds, timeZoneId);
}

function offsetMs(atMs: number, zone: string): number {
  return inZone(atMs, zone).offsetNanoseconds / 1_000_000;
}

function inZone(atMs: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
}
