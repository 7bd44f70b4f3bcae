import { BOOK_ERROR_CODES } from "./book-error.ts";

/** The parts that schemas of the book's routes share. They are JSON Schema, draft 2020-12, as data. */

/** A refusal, which others name. */
export const REFUSAL_SCHEMA = {
  $id: "Refusal",
  type: "object",
  description: "A refusal",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message"],
      properties: {
        code: { type: "string", description: `For programs: ${BOOK_ERROR_CODES.join(", ")}` },
        message: { type: "string", description: "For people" },
        position: {
          type: "integer",
          minimum: 0,
          description: "Where in the query, in UTF-16 units from 0",
        },
      },
    },
  },
} as const;

/** What each status of a refusal means. */
const REFUSED = {
  400: "Something in the request is wrong; the message says what",
  401: "Nobody is logged in",
  403: "The caller may not do that",
  404: "There is no such thing, or not for this caller",
  409: "It cannot be so beside what is there",
  422: "An exact answer would take longer than questions may",
  429: "Too many attempts; Retry-After says when to come back",
  503: "The log cannot be read or written now; try again",
} as const;

/** A status that a route may refuse with. */
export type RefusedStatus = keyof typeof REFUSED;

/** What is answered, by status. */
type Answers = Readonly<Record<string, object>>;

/** The answers of a route: the good one, and the refusals beside those that every route has. */
export function answersOf(answer: object, ...statuses: readonly RefusedStatus[]): Answers {
  return { 200: answer, ...refusalsOf(...statuses) };
}

/** The refusals of a route: these, and those that every route has. */
export function refusalsOf(...statuses: readonly RefusedStatus[]): Answers {
  const refusal = (description: string) => ({
    description,
    content: { "application/json": { schema: { $ref: `${REFUSAL_SCHEMA.$id}#` } } },
  });
  const all = [400, 401, 403, ...statuses, 429, 503] as const;
  return {
    ...Object.fromEntries(all.map((status) => [status, refusal(REFUSED[status])])),
    default: refusal("Any other refusal, such as of a body that is too large"),
  };
}
