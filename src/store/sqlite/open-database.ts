import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { AppError } from "../../event/errors.ts";
import { Connection } from "./connection.ts";
import { prepareToGiveBack } from "./free-room.ts";
import { SCHEMA_STEPS, SCHEMA_VERSION } from "./schema.ts";

/** Pages of 8 KiB: commits of 100 events write fewer bytes of index than with larger ones. */
const PAGE_BYTES = 8192;

const SQLITE_HEADER = "SQLite format 3\0";

/** Where a restore builds the log, in the data folder, until it takes its place. */
export const BUILDING = "restoring";

/** The database file of a data folder. */
export function databasePath(dataFolder: string): string {
  return join(dataFolder, "doorbook.db");
}

/** Makes a data folder that only its owner may look into. @throws AppError `unavailable` */
export function makeFolder(dataFolder: string): void {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    accessSync(dataFolder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new AppError("unavailable", `cannot use the data folder: ${reasonOf(cause)}`, { cause });
  }
}

/**
 * Opens the file for writing, makes or migrates its schema, and makes sure that a commit is durable.
 *
 * @throws AppError `damaged`, `newer_schema`, `unavailable`
 */
export function openForWriting(dataFolder: string, cacheKiB: number): Connection {
  const path = databasePath(dataFolder);
  refuseHalfRestored(dataFolder);
  checkHeader(path);
  const connection = Connection.open(path, { readOnly: false, cacheKiB });
  try {
    // before anything is written to it: a newer file is left as it is
    schemaVersion(connection);
    connection.exec(`PRAGMA page_size = ${PAGE_BYTES}`);
    prepareToGiveBack(connection);
    connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
    // checkpoints are the background thread's work
    connection.exec("PRAGMA wal_autocheckpoint = 0");
    assertDurable(connection);
    migrate(connection);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * A restore that was killed at the very end has moved the old log aside and not put the new one in its
 * place: to begin an empty one would hide it.
 *
 * @throws AppError `damaged`
 */
function refuseHalfRestored(dataFolder: string): void {
  const isBuilt = existsSync(databasePath(join(dataFolder, BUILDING)));
  if (!isBuilt || existsSync(databasePath(dataFolder))) return;
  throw new AppError(
    "damaged",
    `a restore into ${dataFolder} was cut before its end: run doorbook restore again`,
  );
}

/** @throws AppError `damaged`, `unavailable` */
export function openForReading(dataFolder: string, cacheKiB: number): Connection {
  return Connection.open(databasePath(dataFolder), { readOnly: true, cacheKiB });
}

/** What was asked for is read back: some builds of SQLite run WAL without syncing each commit. */
function assertDurable(connection: Connection): void {
  const [journal] = connection.one<[string]>("PRAGMA journal_mode");
  const [synchronous] = connection.one<[number]>("PRAGMA synchronous");
  if (journal !== "wal" || synchronous !== 2) {
    throw new AppError(
      "unavailable",
      `the database cannot commit durably here (journal_mode=${journal}, synchronous=${synchronous})`,
    );
  }
}

function migrate(connection: Connection): void {
  if (schemaVersion(connection) === SCHEMA_VERSION) return;
  connection.exec("BEGIN IMMEDIATE");
  try {
    // read again: another process may have migrated while we waited
    const version = schemaVersion(connection);
    for (const step of SCHEMA_STEPS.slice(version)) connection.exec(step);
    connection.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
    connection.exec("COMMIT");
  } catch (error) {
    if (connection.isTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}

function schemaVersion(connection: Connection): number {
  const [version] = connection.one<[number]>("PRAGMA user_version");
  if (version > SCHEMA_VERSION) {
    throw new AppError(
      "newer_schema",
      `this data folder was written by a newer Doorbook (schema ${version}, this program knows ` +
        `${SCHEMA_VERSION}): start that version, or a newer one`,
    );
  }
  const [tables] = connection.one<[number]>("SELECT count(*) FROM sqlite_schema");
  if (version === 0 && tables > 0) {
    throw new AppError("damaged", "the file is another program's database; nothing was changed");
  }
  return version;
}

/** What the system says, without its stack. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function hasWriteAheadLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * Refuses a file that is no database, or shorter than it says, before SQLite touches it: nothing of
 * it is to be overwritten.
 */
function checkHeader(path: string): void {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw new AppError("unavailable", `cannot read the log: ${reasonOf(error)}`, { cause: error });
  }
  try {
    const stats = fstatSync(file);
    const { size } = stats;
    if (!stats.isFile()) throw new AppError("damaged", `${path} is not a file`);
    if (size === 0) return;
    const header = Buffer.alloc(100);
    readSync(file, header, 0, 100, 0);
    if (header.toString("latin1", 0, 16) !== SQLITE_HEADER) {
      throw new AppError("damaged", `${path} is not a database of Doorbook; nothing was changed`);
    }
    const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
    const pages = header.readUInt32BE(28);
    // a checkpoint that was cut off has copied page 1 first; the write-ahead log holds the rest
    if (size < pages * pageBytes && !hasWriteAheadLog(path)) {
      throw new AppError(
        "damaged",
        `${path} is cut short: ${size} of ${pages * pageBytes} bytes; nothing was changed`,
      );
    }
  } finally {
    closeSync(file);
  }
}
