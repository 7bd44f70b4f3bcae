import type { FastifyInstance } from "fastify";
import type { XStatic } from "typebox/schema";
import { BUCKETS, MAX_BUCKETS } from "../../../book/buckets.ts";
import { countByTime } from "../../../book/count-by-time.ts";
import type { CountedBucket, Histogram } from "../../../book/count-by-time.ts";
import { FACET_FIELDS } from "../../../book/facet-fields.ts";
import { askerOf, hidesEchoesIn, noteLook } from "../../book/asker.ts";
import type { BookParts } from "../../book/book-parts.ts";
import { AS_OF_SCHEMA, SEARCH_SCHEMAS } from "../../book/event-schema.ts";
import { QUESTION_PARAMETERS } from "../../book/parameters.ts";
import { answersOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";

const DEFAULT_TOP = 10;

const PARAMETERS = {
  type: "object",
  additionalProperties: false,
  properties: {
    ...QUESTION_PARAMETERS,
    bucket: {
      type: "string",
      enum: BUCKETS,
      default: "hour",
      description: "How long each stretch of time is, by the clocks and the calendar of `zone`",
    },
    split: {
      type: "string",
      enum: FACET_FIELDS,
      description: "By whose values the events of a bucket are counted apart",
    },
    top: {
      type: "integer",
      minimum: 1,
      maximum: 50,
      default: DEFAULT_TOP,
      description: "How many values are counted apart: those with the most events",
    },
  },
} as const;

const ANSWER = {
  type: "object",
  description: "How many events there are when",
  required: ["buckets", "from", "to", "zone", "total", "asOf", "complete", "reached"],
  additionalProperties: false,
  properties: {
    buckets: {
      type: "array",
      maxItems: MAX_BUCKETS,
      description: "Every bucket, empty ones too, the earliest first",
      items: {
        type: "object",
        required: ["start", "counts"],
        additionalProperties: false,
        properties: {
          start: { type: "integer", description: "When it begins, Unix ms" },
          counts: {
            type: "object",
            additionalProperties: { type: "integer", minimum: 0 },
            description: "How many events by value; without `split` it is `all`",
          },
          rest: {
            type: "integer",
            minimum: 0,
            description: "With `split`: events with other values, or none",
          },
        },
      },
    },
    from: { type: "integer", description: "From when on events are counted, Unix ms" },
    to: { type: "integer", description: "The last ms of which events are counted" },
    zone: { type: "string", description: "The time zone that buckets go by" },
    total: { type: "integer", minimum: 0, description: "How many events there are in all" },
    asOf: AS_OF_SCHEMA,
    ...SEARCH_SCHEMAS,
  },
} as const;

/** Numbers of events by time. */
export function histogramRoute(book: FastifyInstance, parts: BookParts): void {
  const schema = {
    operationId: "countByTime",
    tags: ["numbers"],
    summary: "Count by time",
    description: `How many of the events that a query leaves happened when: at most ${MAX_BUCKETS} buckets. Without a begin, in \`from\` or the query, an hour is counted of minutes and 5 minutes, a day of quarters and whole hours, a month of days, a year of weeks and months. Without an end it is the present.`,
    querystring: PARAMETERS,
    response: answersOf(ANSWER),
  };
  book.get<{ Querystring: XStatic<typeof PARAMETERS> }>(
    "/histogram",
    { config: { right: "events:read" }, schema },
    async (request, reply) => {
      const { bucket = "hour", top = DEFAULT_TOP, ...asked } = request.query;
      const { view, fleet } = askerOf(request, parts);
      const hidesEchoes = await hidesEchoesIn(view, parts);
      const { log, now, searchMs: deadlineMs } = parts;
      const context = {
        log,
        view,
        fleet,
        hidesEchoes,
        nowMs: now(),
        deadlineMs,
        locale: "en",
      } as const;
      const histogram = await countByTime({ ...asked, bucket, top }, context);
      noteLook(request, parts, asked.q);
      return answerJson(reply, 200, renderHistogram(histogram, asked.split !== undefined));
    },
  );
}

function renderHistogram(histogram: Histogram, isSplit: boolean): string {
  const { buckets, fromMs: from, toMs: to, zone, total, asOf, reachedMs } = histogram;
  const search = { complete: reachedMs === undefined, reached: reachedMs ?? null };
  return JSON.stringify({
    buckets: buckets.map((bucket) => shownBucket(bucket, isSplit)),
    from,
    to,
    zone,
    total,
    asOf,
    ...search,
  });
}

function shownBucket({ startMs, counts, rest }: CountedBucket, isSplit: boolean): object {
  if (!isSplit) return { start: startMs, counts: { all: counts.get("all") ?? 0 } };
  return { start: startMs, counts: Object.fromEntries(counts), rest };
}
