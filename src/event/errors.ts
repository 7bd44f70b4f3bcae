/**
 * What can go wrong, for programs. The only code → HTTP status table is in `http/`.
 *
 * - `unavailable`: the store cannot write or read now (disk full, database away); try again.
 * - `quarantine_full`: nothing more can be kept aside; an operator must look.
 * - `damaged`: the data folder cannot be read as what it should be.
 * - `newer_schema`: the data folder was written by a newer Doorbook.
 * - `in_use`: another server serves this data folder.
 * - `invalid`: the caller's input breaks a documented bound.
 * - `not_found`, `exists`: of a named thing.
 * - `unauthorised`, `forbidden`, `too_many_attempts`: of a caller.
 * - `too_broad`: an exact answer would take longer than questions may.
 * - `stale_cursor`: a place in another history of the log, which was put back to an earlier state since.
 * - `internal`: a broken expectation of ours.
 */
export const ERROR_CODES = [
  "unavailable",
  "quarantine_full",
  "damaged",
  "newer_schema",
  "in_use",
  "invalid",
  "not_found",
  "exists",
  "unauthorised",
  "forbidden",
  "too_many_attempts",
  "too_broad",
  "stale_cursor",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The one error that crosses layers. The message is for people and holds no secret. */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
