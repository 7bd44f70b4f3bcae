import type { FastifyInstance } from "fastify";
import type { XStatic } from "typebox/schema";
import { queryVocabulary } from "../../../book/query-words.ts";
import { QUERY_OPERATORS } from "../../../event/query-fields.ts";
import { askedLocale } from "../../book/asked-locale.ts";
import { askerOf } from "../../book/asker.ts";
import type { BookParts } from "../../book/book-parts.ts";
import { LOCALE_PARAMETER } from "../../book/parameters.ts";
import { answersOf } from "../../book/schemas.ts";
import { answerJson } from "../../json-answer.ts";
import { object } from "./schemas.ts";

const PARAMETERS = {
  type: "object",
  additionalProperties: false,
  properties: LOCALE_PARAMETER,
} as const;

const OPERATORS = { type: "array", items: { type: "string", enum: QUERY_OPERATORS } } as const;

const WORDS = {
  type: "array",
  items: object({
    value: { type: "string", description: "As queries have it" },
    text: { type: "string", description: "What it is called in the asked language" },
  }),
} as const;

const FIELD = object(
  {
    name: { type: "string", description: "As queries have it" },
    says: { type: "string", description: "What it says of an event" },
    operators: { ...OPERATORS, description: "What can be asked of it" },
    example: { type: "string", description: "A query that asks about it" },
    hasPath: {
      type: "boolean",
      description: "Whether a path of members follows the name, as in model.lift.id",
    },
  },
  ["hasPath"],
);

const ANSWER = {
  ...object({
    fields: { type: "array", items: FIELD, description: "Every field" },
    operators: { ...OPERATORS, description: "Every operator" },
    keys: { ...WORDS, description: "Event keys: those of the catalog, then others that occur" },
    categories: { ...WORDS, description: "Categories: the known ones, then others that occur" },
    priorities: { ...WORDS, description: "Priorities: the known ones, then others that occur" },
  }),
  description: "What a query can be made of",
} as const;

/** What queries can be made of. */
export function queryRoute(book: FastifyInstance, parts: BookParts): void {
  const schema = {
    operationId: "describeQuery",
    tags: ["events"],
    summary: "What a query can be made of",
    description:
      "The fields, operators and values of queries, so that a page can complete them. Beyond the catalog only what occurs in events that the caller sees.",
    querystring: PARAMETERS,
    response: answersOf(ANSWER),
  };
  book.get<{ Querystring: XStatic<typeof PARAMETERS> }>(
    "/query",
    { config: { right: "events:read" }, schema },
    async (request, reply) => {
      const kinds = await parts.log.kinds(askerOf(request, parts).view);
      const locale = askedLocale(request, request.query.locale);
      return answerJson(reply, 200, JSON.stringify(queryVocabulary(kinds, locale)));
    },
  );
}
