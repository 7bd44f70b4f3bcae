import type { FastifyInstance } from "fastify";
import type { XStatic } from "typebox/schema";
import { countFacets } from "../../../book/count-facets.ts";
import { FACET_FIELDS, isFacetField } from "../../../book/facet-fields.ts";
import type { FacetField } from "../../../book/facet-fields.ts";
import { AppError } from "../../../event/errors.ts";
import { askedLocale } from "../../book/asked-locale.ts";
import { askerOf, hidesEchoesIn, noteLook } from "../../book/asker.ts";
import type { BookParts } from "../../book/book-parts.ts";
import { AS_OF_SCHEMA, SEARCH_SCHEMAS } from "../../book/event-schema.ts";
import { LOCALE_PARAMETER, QUESTION_PARAMETERS } from "../../book/parameters.ts";
import { answersOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";

const DEFAULT_TOP = 10;

const PARAMETERS = {
  type: "object",
  required: ["field"],
  additionalProperties: false,
  properties: {
    ...QUESTION_PARAMETERS,
    ...LOCALE_PARAMETER,
    field: {
      type: "array",
      minItems: 1,
      maxItems: FACET_FIELDS.length,
      items: { type: "string", maxLength: 200 },
      description: `What to count by, several times or with commas between: ${FACET_FIELDS.join(", ")}`,
      examples: [["category", "owner"]],
    },
    top: {
      type: "integer",
      minimum: 1,
      maximum: 1000,
      default: DEFAULT_TOP,
      description: "How many values of each field: those with the most events",
    },
  },
} as const;

const VALUES = {
  type: "array",
  description: "The most frequent value first; events without a value are left out",
  items: {
    type: "object",
    required: ["value", "text", "count"],
    additionalProperties: false,
    properties: {
      value: { type: "string", description: "As queries have it" },
      text: { type: "string", description: "What it is called in the asked language" },
      count: { type: "integer", minimum: 1, description: "How many events have it" },
    },
  },
} as const;

const ANSWER = {
  type: "object",
  description: "How many events have which values",
  required: ["facets", "total", "asOf", "complete", "reached"],
  additionalProperties: false,
  properties: {
    facets: {
      type: "object",
      description: "By field",
      additionalProperties: false,
      properties: Object.fromEntries(FACET_FIELDS.map((field) => [field, VALUES])),
    },
    total: { type: "integer", minimum: 0, description: "How many events there are in all" },
    asOf: AS_OF_SCHEMA,
    ...SEARCH_SCHEMAS,
  },
} as const;

/** Numbers of events by the values of fields. */
export function facetsRoute(book: FastifyInstance, parts: BookParts): void {
  const schema = {
    operationId: "countByValue",
    tags: ["numbers"],
    summary: "Count by values",
    description:
      "How many of the events that a query and a stretch of time leave have which values. Where a search comes to the end of its time, `complete` is false and only the events from `reached` on are counted.",
    querystring: PARAMETERS,
    response: answersOf(ANSWER),
  };
  book.get<{ Querystring: XStatic<typeof PARAMETERS> }>(
    "/facets",
    { config: { right: "events:read" }, schema },
    async (request, reply) => {
      const { field, top = DEFAULT_TOP, locale, ...asked } = request.query;
      const fields = fieldsIn(field);
      const { view, fleet } = askerOf(request, parts);
      const hidesEchoes = await hidesEchoesIn(view, parts);
      const { log, now, searchMs: deadlineMs } = parts;
      const shown = { nowMs: now(), deadlineMs, locale: askedLocale(request, locale) };
      const context = { log, view, fleet, hidesEchoes, ...shown };
      const counted = await countFacets({ ...asked, fields, top }, context);
      noteLook(request, parts, asked.q);
      const { facets, total, asOf, reachedMs } = counted;
      const search = { complete: reachedMs === undefined, reached: reachedMs ?? null };
      const answer = { facets: Object.fromEntries(facets), total, asOf, ...search };
      return answerJson(reply, 200, JSON.stringify(answer));
    },
  );
}

function fieldsIn(lists: readonly string[]): readonly FacetField[] {
  const names = lists.flatMap((list) => list.split(",")).map((name) => name.trim());
  return [
    ...new Set(
      names.map((name) => {
        if (isFacetField(name)) return name;
        const known = FACET_FIELDS.join(", ");
        throw new AppError("invalid", `field must be of ${known}, not ${JSON.stringify(name)}`);
      }),
    ),
  ];
}
