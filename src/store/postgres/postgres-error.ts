import pg from "pg";
import { AppError } from "../../event/errors.ts";

/**
 * Classes of SQLSTATE that say that the server cannot do it now: connection lost, transaction in a
 * state or conflict that passes, resources gone, operator's intervention, system's own error.
 */
const PASSING_CLASSES: readonly string[] = ["08", "25", "40", "53", "57", "58"];

/** The same, code by code: not prepared, a lock that was not to be had in time. */
const PASSING_CODES: readonly string[] = ["55000", "55P03"];

/** Refused at the door: a wrong password, database or right. An operator can mend it. */
const REFUSED_CLASSES: readonly string[] = ["28", "3D"];

/** A page, an index or the schema is not what it should be. */
const DAMAGED: readonly string[] = ["XX001", "XX002", "3F000", "42P01", "42703"];

/**
 * What went wrong with a query, in the words of the log. What does not come from the server is the
 * connection's end, and the outcome of what was under way is unknown.
 */
export function mapPostgresError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof pg.DatabaseError ? error.code : undefined;
  if (code === undefined) {
    return new AppError("unavailable", "the database cannot be reached", { cause: error });
  }
  if (PASSING_CODES.includes(code) || PASSING_CLASSES.includes(code.slice(0, 2))) {
    return new AppError("unavailable", "the database cannot do it now", { cause: error });
  }
  if (REFUSED_CLASSES.includes(code.slice(0, 2)) || code === "42501") {
    return new AppError("unavailable", "the database does not let us in", { cause: error });
  }
  if (DAMAGED.includes(code)) {
    return new AppError("damaged", "the database is not as it should be", { cause: error });
  }
  return new AppError("internal", "the database refused a statement", { cause: error });
}
