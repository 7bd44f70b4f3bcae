import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { TooManyAttempts } from "../accounts/login-throttle.ts";
import { renderError, WIRE_ERRORS, WireError } from "../basip/android/errors.ts";
import { AppError } from "../event/errors.ts";
import type { ErrorCode } from "../event/errors.ts";
import { addressOf } from "./auth-hook.ts";
import { pathOf } from "./diagnostics.ts";
import { answerJson } from "./json-answer.ts";

/** What an error is to a caller. */
interface Refusal {
  readonly status: number;
  /** In the panel's words where it has some. */
  readonly error: string;
  readonly retryAfterSeconds?: number;
}

/**
 * The one table of codes and statuses. Without a text of its own the error's message is told.
 * Source: "Get logs list", 400 and 401; the 400 for missing rights is the page's.
 */
export const REFUSALS = {
  unavailable: { status: 503, error: undefined },
  quarantine_full: { status: 503, error: undefined },
  damaged: { status: 500, error: "Internal error" },
  newer_schema: { status: 500, error: "Internal error" },
  in_use: { status: 500, error: "Internal error" },
  invalid: { status: 400, error: undefined },
  not_found: { status: 404, error: WIRE_ERRORS.path },
  exists: { status: 409, error: undefined },
  unauthorised: { status: 401, error: WIRE_ERRORS.token },
  forbidden: { status: 400, error: WIRE_ERRORS.rights },
  too_many_attempts: { status: 429, error: WIRE_ERRORS.attempts },
  too_broad: { status: 422, error: undefined },
  stale_cursor: { status: 409, error: undefined },
  internal: { status: 500, error: "Internal error" },
} as const satisfies Record<ErrorCode, { status: number; error: string | undefined }>;

/** Our words for what the framework and Node's parser refuse, by status [assumed]. */
export const FRAMEWORK_REFUSALS = {
  400: "Bad request",
  404: WIRE_ERRORS.path,
  405: "Method not allowed",
  408: "Request timeout",
  413: "Payload too large",
  414: "URI too long",
  415: "Unsupported media type",
  417: "Expectation failed",
  431: "Request header fields too large",
  501: "Not implemented",
} as const;

export type FrameworkStatus = keyof typeof FRAMEWORK_REFUSALS;

/** A refusal in words of {@link FRAMEWORK_REFUSALS} that is ours to make, before any route. */
export class FrameworkRefusal extends Error {
  override readonly name = "FrameworkRefusal";
  readonly status: FrameworkStatus;

  constructor(status: FrameworkStatus) {
    super(FRAMEWORK_REFUSALS[status]);
    this.status = status;
  }
}

/** Answers an error of a request. */
export type ErrorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

/** Answers any error in the panel's shape; only the diagnostics learn what was not expected. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalOf(error);
  noteFailure(error, refusal.status, request, reply);
  if (refusal.retryAfterSeconds !== undefined) {
    reply.header("retry-after", String(refusal.retryAfterSeconds));
  }
  answerJson(reply, refusal.status, renderError(refusal.error));
}

/** Tells the diagnostics of an error that operators should know of. @param status what is answered */
export function noteFailure(
  error: unknown,
  status: number,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  // who hung up before the end of the body, or of the work, reads no answer, and nothing failed here
  const isEnded = reply.raw.destroyed && error instanceof Error && error.name === "AbortError";
  const hasHungUp = isEnded || (request.raw.destroyed && !request.raw.complete);
  // what HTTP has and we have not is the caller's affair
  const isRefused = error instanceof FrameworkRefusal;
  if (status >= 500 && !hasHungUp && !isRefused) {
    const { method, url } = request;
    // a full disk refuses a fleet's every push: a line each, not a page
    const err = status === 503 && error instanceof AppError ? error.message : error;
    reply.log.error({ err, method, path: pathOf(url) }, "a request failed");
  }
  if (status === 413) {
    // a panel whose push is too large sends nothing newer until someone sees to it
    reply.log.warn(
      { address: addressOf(request), path: pathOf(request.url) },
      "a body was too large",
    );
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof WireError) return { status: 400, error: error.message };
  if (error instanceof TooManyAttempts) {
    return { ...REFUSALS.too_many_attempts, retryAfterSeconds: error.retryAfterSeconds };
  }
  if (error instanceof AppError) {
    const { status, error: text } = REFUSALS[error.code];
    return { status, error: text ?? error.message };
  }
  const status = frameworkStatusOf(error);
  if (status !== undefined) return { status, error: FRAMEWORK_REFUSALS[status] };
  return REFUSALS.internal;
}

/** The status of what the framework refuses, 400 where we have no words for it; else `undefined`. */
export function frameworkStatusOf(error: unknown): FrameworkStatus | undefined {
  if (error instanceof FrameworkRefusal) return error.status;
  if (!isFastifyError(error)) return undefined;
  const status = error.statusCode;
  if (isFrameworkStatus(status)) return status;
  return status < 500 ? 400 : undefined;
}

function isFastifyError(error: unknown): error is FastifyError & { statusCode: number } {
  return (
    error instanceof Error &&
    "statusCode" in error &&
    typeof error.statusCode === "number" &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code.startsWith("FST_")
  );
}

function isFrameworkStatus(status: number): status is FrameworkStatus {
  return Object.hasOwn(FRAMEWORK_REFUSALS, status);
}
