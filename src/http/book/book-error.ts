import type { FastifyReply, FastifyRequest } from "fastify";
import { TooManyAttempts } from "../../accounts/login-throttle.ts";
import { QueryError } from "../../event/query-error.ts";
import { AppError } from "../../event/errors.ts";
import type { ErrorCode } from "../../event/errors.ts";
import {
  FRAMEWORK_REFUSALS,
  frameworkStatusOf,
  handleError,
  noteFailure,
  REFUSALS,
} from "../error-handler.ts";
import type { FrameworkStatus } from "../error-handler.ts";
import { answerJson } from "../json-answer.ts";
import { explainValidation } from "./explain-validation.ts";

/** Where the book's own API stands. */
export const BOOK_PREFIX = "/book/v1";

/** What is refused before any code of ours runs, by status. */
const FRAMEWORK_CODES = {
  400: "invalid",
  404: "not_found",
  405: "method_not_allowed",
  408: "timeout",
  413: "too_large",
  414: "too_large",
  415: "unsupported_media_type",
  417: "expectation_failed",
  431: "too_large",
  501: "not_implemented",
} as const satisfies Record<FrameworkStatus, string>;

/** Every code that a refusal of the book's API may bear. */
export const BOOK_ERROR_CODES: readonly string[] = [
  ...new Set([...Object.keys(REFUSALS), ...Object.values(FRAMEWORK_CODES), "bad_query"]),
];

/** What a caller of the book's API is told when it is refused. */
interface BookRefusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Where in the query, in UTF-16 units from 0. */
  readonly position?: number;
  readonly retryAfterSeconds?: number;
}

/** Statuses of codes that the panels' API answers otherwise. */
const BOOK_STATUSES: Partial<Record<ErrorCode, number>> = { forbidden: 403 };

/** Answers any error in the book's shape; only the diagnostics learn what was not expected. */
export function handleBookError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const refusal = bookRefusalOf(error);
  noteFailure(error, refusal.status, request, reply);
  if (refusal.retryAfterSeconds !== undefined) {
    reply.header("retry-after", String(refusal.retryAfterSeconds));
  }
  if (refusal.status === 401) reply.header("www-authenticate", "Bearer");
  answerJson(reply, refusal.status, renderBookError(refusal));
}

/** Answers an error in the shape of the API that its path belongs to. */
export function handleErrorByPath(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (request.url.startsWith(`${BOOK_PREFIX}/`)) handleBookError(error, request, reply);
  else handleError(error, request, reply);
}

/** The body of a refusal. */
export function renderBookError({ code, message, position }: Omit<BookRefusal, "status">): string {
  return JSON.stringify({ error: { code, message, ...(position !== undefined && { position }) } });
}

function bookRefusalOf(error: unknown): BookRefusal {
  if (error instanceof QueryError) {
    const { message, position } = error;
    return { status: 400, code: "bad_query", message, position };
  }
  if (error instanceof AppError) {
    const { code, message } = error;
    const status = BOOK_STATUSES[code] ?? REFUSALS[code].status;
    const told = { status, code, message: status < 500 || status === 503 ? message : INTERNAL };
    if (!(error instanceof TooManyAttempts)) return told;
    return { ...told, retryAfterSeconds: error.retryAfterSeconds };
  }
  const status = frameworkStatusOf(error);
  if (status === undefined) return { status: 500, code: "internal", message: INTERNAL };
  const message = explainValidation(error) ?? FRAMEWORK_REFUSALS[status];
  return { status, code: FRAMEWORK_CODES[status], message };
}

const INTERNAL = "Internal error";
