/** What the client itself finds wrong; every other code is the server's. */
export type ClientErrorCode = "unreachable" | "timeout" | "bad_answer" | "unknown_panel";

/** What a server says when it refuses. */
export interface Refusal {
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** Where in a query its error stands, UTF-16 units from 0. */
  readonly position?: number | undefined;
  /** How long the server asks to be left alone, ms. */
  readonly retryAfterMs?: number | undefined;
  /** Of `stale_cursor`: the log's present epoch and newest seq. */
  readonly epoch?: string | undefined;
  readonly head?: number | undefined;
}

/**
 * A question that was not answered. The message is for people and holds no secret.
 *
 * - `unreachable`: nothing answers there, or the connection broke.
 * - `timeout`: no whole answer in time.
 * - `bad_answer`: an answer that cannot be meant.
 * - `unknown_panel`: what answers there has no log as panels have it.
 * - what a server says: `invalid`, `unauthorised`, `forbidden`, `not_found`, `too_broad`,
 *   `stale_cursor`, `too_many_attempts`, `unavailable` and whatever else it names.
 */
export class DoorbookError extends Error {
  override readonly name = "DoorbookError";
  /** A {@link ClientErrorCode}, or the server's. */
  readonly code: string;
  readonly status: number;
  readonly position: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly epoch: string | undefined;
  readonly head: number | undefined;

  constructor(code: string, message: string, refusal: Refusal, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.status = refusal.status;
    this.position = refusal.position;
    this.retryAfterMs = refusal.retryAfterMs;
    this.epoch = refusal.epoch;
    this.head = refusal.head;
  }
}

/** An answer that cannot be meant. @param what is wrong with it, to follow "the answer" */
export function badAnswer(what: string, status = 200): DoorbookError {
  return new DoorbookError("bad_answer", `the answer ${what}`, { status });
}
