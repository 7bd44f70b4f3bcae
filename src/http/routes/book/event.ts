import type { FastifyInstance } from "fastify";
import type { XStatic } from "typebox/schema";
import { findNeighbours } from "../../../book/find-event.ts";
import { readSpan } from "../../../book/read-span.ts";
import { prepareRender } from "../../../book/render-event.ts";
import { askedFields } from "../../book/asked-fields.ts";
import { askedLocale } from "../../book/asked-locale.ts";
import { askerOf, noteLook } from "../../book/asker.ts";
import type { BookParts } from "../../book/book-parts.ts";
import { EVENT_REF } from "../../book/event-schema.ts";
import { SHAPE_PARAMETERS } from "../../book/parameters.ts";
import { answersOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";

const DEFAULT_SPAN = "5m";
const MAX_SPAN_MS = 86_400_000;

const PATH_PARAMETERS = {
  type: "object",
  required: ["seq"],
  additionalProperties: false,
  properties: {
    seq: {
      type: "integer",
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: "The event's position in the log",
    },
  },
} as const;

const PARAMETERS = {
  type: "object",
  additionalProperties: false,
  properties: {
    ...SHAPE_PARAMETERS,
    span: {
      type: "string",
      maxLength: 20,
      pattern: "^\\d{1,9}(ms|s|m|h|d)$",
      default: DEFAULT_SPAN,
      description: "How long before and after it its neighbours happened, at most 1d",
      examples: ["15m"],
    },
  },
} as const;

const ANSWER = {
  type: "object",
  description: "The event, with its neighbours",
  required: ["event", "neighbours", "complete"],
  additionalProperties: false,
  properties: {
    event: EVENT_REF,
    neighbours: {
      type: "array",
      items: EVENT_REF,
      description:
        "What happened at the same door within the span, oldest first, without the event itself: the nearest 50 before it and 50 after",
    },
    complete: { type: "boolean", description: "Whether these are all within the span" },
  },
} as const;

/** One event, by its seq. */
export function eventRoute(book: FastifyInstance, parts: BookParts): void {
  const schema = {
    operationId: "getEvent",
    tags: ["events"],
    summary: "One event",
    description:
      "An event with what happened around it at the same door: its panel, and the panels that were there before it.",
    params: PATH_PARAMETERS,
    querystring: PARAMETERS,
    response: answersOf(ANSWER, 404),
  };
  book.get<{
    Params: XStatic<typeof PATH_PARAMETERS>;
    Querystring: XStatic<typeof PARAMETERS>;
  }>("/events/:seq", { config: { right: "events:read" }, schema }, async (request, reply) => {
    const { locale, fields, span = DEFAULT_SPAN } = request.query;
    const { seq } = request.params;
    const { view, fleet } = askerOf(request, parts);
    const shape = { locale: askedLocale(request, locale), fields: askedFields(fields), fleet };
    const { log, searchMs: deadlineMs } = parts;
    const lineage = parts.fleet.lineage.bind(parts.fleet);
    const context = { log, view, deadlineMs, lineage };
    const found = await findNeighbours(seq, readSpan("span", span, MAX_SPAN_MS), context);
    noteLook(request, parts, `seq ${seq}`);
    const render = prepareRender(shape);
    const neighbours = found.neighbours.map(render).join(",");
    const json = `{"event":${render(found.event)},"neighbours":[${neighbours}],"complete":${found.isWhole}}`;
    return answerJson(reply, 200, json);
  });
}
