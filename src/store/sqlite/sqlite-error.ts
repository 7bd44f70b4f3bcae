import { AppError } from "../../event/errors.ts";

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** Busy, read only, I/O, full, cannot open: it may pass, or an operator can mend it. */
const PASSING: Readonly<Record<number, string>> = {
  5: "the database is busy",
  6: "the database is busy",
  8: "the data folder is read only",
  10: "reading or writing the disk failed",
  13: "the disk is full",
  14: "the database file cannot be opened",
};

/** What SQLite reported, in the words of the log; errors that are not SQLite's pass unchanged. */
export function mapSqliteError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ("code" in error && error.code === "ERR_INVALID_STATE") {
    return new AppError("unavailable", "the store is closed", { cause: error });
  }
  if (!("errcode" in error) || typeof error.errcode !== "number") return error;
  // the low byte is the primary code, the rest says more
  const code = error.errcode & 0xff;
  if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB) {
    return new AppError("damaged", "the database file is damaged", { cause: error });
  }
  const passing = PASSING[code];
  if (passing !== undefined) return new AppError("unavailable", passing, { cause: error });
  return new AppError("internal", "the database refused a statement", { cause: error });
}
