import type { Cell } from "../event/book.ts";
import { AppError } from "../event/errors.ts";
import type { EventCondition } from "../event/event-condition.ts";
import { MAX_OCCURRED_AT_MS } from "../event/event.ts";
import { bucketStart, bucketStarts } from "./buckets.ts";
import type { Bucket } from "./buckets.ts";
import { countsOf, mostFrequent } from "./count-facets.ts";
import type { CountContext } from "./count-facets.ts";
import { FACETS, facetValueOf } from "./facet-fields.ts";
import type { FacetField } from "./facet-fields.ts";
import { readQuestion } from "./read-question.ts";
import type { AskedQuestion, ReadQuestion } from "./read-question.ts";
import { conjuncts } from "./zone-of-question.ts";

/** How events are to be counted by time. */
export interface AskedHistogram extends AskedQuestion {
  readonly bucket: Bucket;
  /** By whose values the events of a bucket are counted apart. */
  readonly split?: FacetField | undefined;
  /** How many values are counted apart: those with the most events. */
  readonly top: number;
  readonly asOf?: number | undefined;
}

/** The events of one bucket. */
export interface CountedBucket {
  /** When it begins, Unix ms. */
  readonly startMs: number;
  /** By value; of a value that no event has nothing. Without a split under `all`. */
  readonly counts: ReadonlyMap<string, number>;
  /** Events with other values, or none. */
  readonly rest: number;
}

/** Numbers of events by time. */
export interface Histogram {
  /** Every one that the time reaches into, empty ones too; rising. */
  readonly buckets: readonly CountedBucket[];
  /** What was counted, both inclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly zone: string;
  readonly total: number;
  readonly asOf: number;
  /** `undefined` where all were counted, else the ms down to which they were. */
  readonly reachedMs: number | undefined;
}

/** Under which events are counted that are not counted apart. */
const ALL = "all";

/** How long before the present a histogram begins that is not said when. */
const DEFAULT_SPANS: Readonly<Record<Bucket, Intl.DurationFormatUnit>> = {
  minute: "hours",
  "5m": "hours",
  "15m": "days",
  hour: "days",
  day: "months",
  week: "years",
  month: "years",
};

/**
 * Counts events by time. Without a begin, in the question or its query, an hour is counted of minutes
 * and 5 minutes, a day of quarters and whole hours, a month of days, a year of weeks and months; without
 * an end the present is it.
 *
 * @throws QueryError of `q`
 * @throws AppError `invalid` for what cannot be asked, and more than 5,000 buckets; `unavailable`
 */
export async function countByTime(
  asked: AskedHistogram,
  context: CountContext,
): Promise<Histogram> {
  const { log, view, fleet, nowMs, hidesEchoes, deadlineMs } = context;
  const { bucket, split, top } = asked;
  const question = readQuestion(asked, { nowMs, panels: view.panels, fleet, hidesEchoes });
  const { where, zone } = question;
  const { fromMs, toMs } = boundsOf(question, asked, nowMs);
  // calendars end some time after the last ms that an event can bear
  const isBeyond = fromMs > MAX_OCCURRED_AT_MS;
  if (isBeyond)
    throw new AppError("invalid", "no event happens so late: from is after the year 9999");
  if (fromMs > toMs) throw new AppError("invalid", "no time is left: from is after to");
  const starts = bucketStarts(bucket, { fromMs, toMs, zone });
  const { tallies, asOf, reachedMs } = await log.tally({
    view,
    where,
    fromMs,
    toMs,
    asOf: asked.asOf,
    deadlineMs,
    groupings: split === undefined ? [] : [FACETS[split].grouping],
    // the epoch may lie in the midst of the first
    starts: starts.map((start) => Math.max(start, 0)),
  });
  const cells = tallies[0] ?? [];
  const value = (cell: Cell) => (split === undefined ? ALL : facetValueOf(split, cell, fleet));
  const named = split === undefined ? [ALL] : namedOf(cells, split, top, context);
  const buckets = fill(starts, cells, value, new Set(named));
  const total = cells.reduce((sum, { count }) => sum + count, 0);
  return { buckets, fromMs, toMs, zone, total, asOf, reachedMs };
}

function namedOf(
  cells: readonly Cell[],
  split: FacetField,
  top: number,
  { fleet }: CountContext,
): readonly string[] {
  const counts = countsOf(split, cells, fleet);
  counts.delete("");
  return mostFrequent(counts, top).map(([value]) => value);
}

function fill(
  starts: readonly number[],
  cells: readonly Cell[],
  valueOf: (cell: Cell) => string,
  named: ReadonlySet<string>,
): CountedBucket[] {
  const counts = starts.map(() => new Map<string, number>());
  const rests = starts.map(() => 0);
  for (const cell of cells) {
    const value = valueOf(cell);
    const { stretch, count } = cell;
    const bucket = counts[stretch];
    if (bucket === undefined) continue;
    if (named.has(value)) bucket.set(value, (bucket.get(value) ?? 0) + count);
    else rests[stretch] = (rests[stretch] ?? 0) + count;
  }
  return starts.map((startMs, i) => ({ startMs, counts: counts[i]!, rest: rests[i]! }));
}

/** What a question is about in time: what it says, what its query says, else a while before the present. */
function boundsOf(
  { fromMs, toMs, where, zone }: ReadQuestion,
  { from, bucket }: Pick<AskedHistogram, "from" | "bucket">,
  nowMs: number,
): { fromMs: number; toMs: number } {
  const times = timesOf(where);
  const first = Math.max(fromMs, ...times.map((time) => time.fromMs));
  const last = Math.min(toMs, ...times.map((time) => time.toMs));
  // a time that only begins has the present for its end, or the end of its own first bucket
  const end = last <= MAX_OCCURRED_AT_MS ? last : Math.max(nowMs, first);
  if (from !== undefined || first > 0) return { fromMs: first, toMs: end };
  const begin = Temporal.Instant.fromEpochMilliseconds(Math.max(end, 0))
    .toZonedDateTimeISO(zone)
    .subtract({ [DEFAULT_SPANS[bucket]]: 1 }).epochMilliseconds;
  return { fromMs: Math.max(0, bucketStart(bucket, Math.max(begin, 0), zone)), toMs: end };
}

function timesOf(where: EventCondition | undefined): readonly { fromMs: number; toMs: number }[] {
  return conjuncts(where).filter((part) => part.is === "time");
}
