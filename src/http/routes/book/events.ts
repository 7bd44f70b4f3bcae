import type { FastifyInstance } from "fastify";
import type { XStatic } from "typebox/schema";
import { findPage } from "../../../book/find-page.ts";
import type { FoundPage } from "../../../book/find-page.ts";
import { prepareRender } from "../../../book/render-event.ts";
import type { RenderEvent } from "../../../book/render-event.ts";
import { askedFields } from "../../book/asked-fields.ts";
import { askedLocale } from "../../book/asked-locale.ts";
import { askerOf, hidesEchoesIn, noteLook } from "../../book/asker.ts";
import type { BookParts } from "../../book/book-parts.ts";
import { AS_OF_SCHEMA, EVENT_REF, SEARCH_SCHEMAS } from "../../book/event-schema.ts";
import { ORDER_PARAMETER, QUESTION_PARAMETERS, SHAPE_PARAMETERS } from "../../book/parameters.ts";
import { answersOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";

/** The last page that can be asked for by its number. */
const MAX_PAGE = 1_000_000_000;

const CURSOR = { type: "string", maxLength: 1000 } as const;

const PARAMETERS = {
  type: "object",
  additionalProperties: false,
  properties: {
    ...QUESTION_PARAMETERS,
    ...ORDER_PARAMETER,
    ...SHAPE_PARAMETERS,
    limit: {
      type: "integer",
      minimum: 1,
      maximum: 1000,
      default: 50,
      description: "How many events a page has at most",
    },
    after: {
      ...CURSOR,
      description:
        "A cursor, `next` of an answer: the page behind it, in the same state of the log",
    },
    before: {
      ...CURSOR,
      description: "A cursor, `previous` of an answer: the page that ends right before it",
    },
    page: {
      type: "integer",
      minimum: 1,
      maximum: MAX_PAGE,
      description: "The number of the page, from 1, with the exact total",
    },
    total: {
      type: "string",
      enum: ["known", "exact", "none"],
      description:
        "Whether the total is wanted: `exact`, or refused with 422 where it takes too long to count; `known`, where an index tells it; `none`. When absent `known`, with `page` `exact`",
    },
  },
} as const;

const ANSWER = {
  type: "object",
  description: "A page of events",
  required: ["events", "total", "asOf", "next", "previous", "complete", "reached"],
  additionalProperties: false,
  properties: {
    events: { type: "array", items: EVENT_REF, description: "In the asked order" },
    total: {
      type: ["integer", "null"],
      minimum: 0,
      description: "How many events there are in all; null where that is not wanted or not known",
    },
    asOf: AS_OF_SCHEMA,
    next: {
      type: ["string", "null"],
      description: "Cursor to give as `after`; null behind the last event",
    },
    previous: {
      type: ["string", "null"],
      description: "Cursor to give as `before`; null before the first event",
    },
    ...SEARCH_SCHEMAS,
  },
} as const;

/** Pages of events. */
export function eventsRoute(book: FastifyInstance, parts: BookParts): void {
  const schema = {
    operationId: "findEvents",
    tags: ["events"],
    summary: "Find events",
    description:
      "A page of the events that a query and a stretch of time leave. Follow `next` to read on: the pages hold each event once, whatever arrives meanwhile. Where a search comes to the end of its time, `complete` is false and `next` goes on from there.",
    querystring: PARAMETERS,
    response: answersOf(ANSWER, 409, 422),
  };
  book.get<{ Querystring: XStatic<typeof PARAMETERS> }>(
    "/events",
    { config: { right: "events:read" }, schema },
    async (request, reply) => {
      const { locale, fields, order = "desc", limit = 50, ...asked } = request.query;
      const { view, fleet } = askerOf(request, parts);
      const hidesEchoes = await hidesEchoesIn(view, parts);
      const shape = { locale: askedLocale(request, locale), fields: askedFields(fields), fleet };
      const { log, now, searchMs: deadlineMs } = parts;
      const context = { log, view, fleet, hidesEchoes, nowMs: now(), deadlineMs };
      const found = await findPage({ ...asked, order, limit }, context);
      noteLook(request, parts, asked.q);
      return answerJson(reply, 200, renderPage(found, prepareRender(shape)));
    },
  );
}

function renderPage(found: FoundPage, render: RenderEvent): string {
  const { events, total, asOf, next, previous, reachedMs } = found;
  let shown = "";
  for (const event of events) shown += `${shown === "" ? "" : ","}${render(event)}`;
  const rest = {
    total: total ?? null,
    asOf,
    next: next ?? null,
    previous: previous ?? null,
    complete: reachedMs === undefined,
    reached: reachedMs ?? null,
  };
  return `{"events":[${shown}],${JSON.stringify(rest).slice(1)}`;
}
