import type { Connection } from "./connection.ts";

/** Reads in one state of the file: in the transaction that is open, else in one of its own. */
export function readAtOnce<Result>(connection: Connection, read: () => Result): Result {
  if (connection.isTransaction) return read();
  connection.exec("BEGIN");
  try {
    return read();
  } finally {
    if (connection.isTransaction) connection.exec("COMMIT");
  }
}
