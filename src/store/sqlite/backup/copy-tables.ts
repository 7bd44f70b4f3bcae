import { pathToFileURL } from "node:url";
import { AppError } from "../../../event/errors.ts";
import { Connection } from "../connection.ts";
import { INDEX_NAMES } from "../schema.ts";
import { removeFiles } from "./files.ts";

const CACHE_KIB = 16_384;

/**
 * Tables whose rows are not copied: the log itself, which goes into pieces, and what is made from it. Every
 * other table is copied, whatever a schema adds.
 */
const WITHOUT_ROWS: readonly string[] = ["event", "directory", "removal", ...INDEX_NAMES];

/** The state that a copy is of. */
export interface CopiedState {
  /** The newest seq; 0 when the log is empty. */
  readonly seq: number;
  readonly schema: number;
  readonly epoch: string;
}

/**
 * Copies all tables but the log's into a database file of their own, in one transaction, so that they are
 * of one state.
 *
 * @param path of the log's file
 * @param copy of a file that is made anew
 * @throws AppError
 */
export function copyTables(path: string, copy: string): CopiedState {
  removeFiles(copy, `${copy}-journal`);
  using connection = Connection.open(copy, { readOnly: false, cacheKiB: CACHE_KIB });
  connection.run("ATTACH ? AS log", `${pathToFileURL(path).href}?mode=ro`);
  for (const pragma of ["page_size", "auto_vacuum"]) {
    connection.exec(`PRAGMA main.${pragma} = ${pragmaOf(connection, pragma)}`);
  }
  // nobody else sees the file before it is whole
  connection.exec("PRAGMA main.journal_mode = OFF; PRAGMA main.synchronous = OFF");
  connection.exec("PRAGMA foreign_keys = OFF; BEGIN");
  const state = stateOf(connection);
  copySchema(connection);
  connection.exec(`PRAGMA main.user_version = ${state.schema}; COMMIT`);
  const [verdict] = connection.one<[string]>("PRAGMA main.quick_check(1)");
  if (verdict === "ok") return state;
  throw new AppError("damaged", `what was copied of the log's tables is not sound: ${verdict}`);
}

function stateOf(connection: Connection): CopiedState {
  const [seq] = connection.one<[number]>("SELECT coalesce(max(seq), 0) FROM log.event");
  const [epoch] = connection.one<[string]>("SELECT name FROM log.epoch");
  return { seq, epoch, schema: pragmaOf(connection, "user_version") };
}

function pragmaOf(connection: Connection, name: string): number {
  return connection.one<[number]>(`PRAGMA log.${name}`)[0];
}

/** Triggers come last: they would do again what the rows hold already. */
function copySchema(connection: Connection): void {
  const parts = connection.all<[type: string, name: string, sql: string]>(
    `SELECT type, name, sql FROM log.sqlite_schema
     WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type <> 'table', rowid`,
  );
  const tables = parts.filter(([type]) => type === "table");
  for (const [, , sql] of tables) connection.exec(sql);
  for (const [, name] of tables) {
    if (WITHOUT_ROWS.includes(name)) continue;
    connection.exec(`INSERT INTO main."${name}" SELECT * FROM log."${name}"`);
  }
  copySequences(connection);
  for (const [type, , sql] of parts) if (type !== "table") connection.exec(sql);
}

/** Numbers that were given once are not given again. */
function copySequences(connection: Connection): void {
  const [count] = connection.one<[number]>(
    "SELECT count(*) FROM log.sqlite_schema WHERE name = 'sqlite_sequence'",
  );
  if (count === 0) return;
  connection.exec("DELETE FROM main.sqlite_sequence");
  connection.exec("INSERT INTO main.sqlite_sequence SELECT * FROM log.sqlite_sequence");
}
