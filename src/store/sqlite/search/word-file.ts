import { createHash } from "node:crypto";
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../../event/errors.ts";
import { Connection } from "../connection.ts";
import { TOKENIZER } from "./word-tokens.ts";

/** Another form of the file, or of what stands in it, has another number: it is then made anew. */
const FORM = 2;

const PAGE_BYTES = 8192;

const READER_CACHE_KIB = 8192;

/**
 * - `word` is the index: a row for each event, as `WordKey` says, found by the tokens of its text.
 *   It merges nothing by itself: the feeder has it do so, a little at a time.
 * - `state` has one row: the seq up to which events are in it, and what the event of that seq was.
 */
const SCHEMA = `
  CREATE VIRTUAL TABLE word USING fts5(
    text, content = '', contentless_delete = 1, tokenize = "${TOKENIZER}");
  INSERT INTO word (word, rank) VALUES ('automerge', 0), ('crisismerge', 1500);
  CREATE TABLE state (seq INTEGER NOT NULL, mark TEXT NOT NULL) STRICT;
  INSERT INTO state VALUES (0, '');
  PRAGMA user_version = ${FORM};
`;

/** The word index of a data folder. */
export function wordFilePath(dataFolder: string): string {
  return join(dataFolder, "search.db");
}

/**
 * Opens the word index for writing; one that is not there, damaged, of another form or of another log
 * is made anew: all that is in it comes from the log.
 *
 * @param log to compare with
 * @throws AppError `unavailable`
 */
export function openWordFile(dataFolder: string, log: Connection, cacheKiB: number): Connection {
  const path = wordFilePath(dataFolder);
  const known = tryOpen(path, log, cacheKiB);
  if (known !== undefined) return known;
  removeWordFile(dataFolder);
  const made = tryOpen(path, log, cacheKiB);
  if (made === undefined) throw new AppError("unavailable", "cannot make the word index");
  return made;
}

/** @throws AppError `unavailable`, `damaged` */
export function openWordReader(dataFolder: string): Connection {
  return Connection.open(wordFilePath(dataFolder), { readOnly: true, cacheKiB: READER_CACHE_KIB });
}

/** Takes the word index away; whoever has it open keeps what it has. */
export function removeWordFile(dataFolder: string): void {
  const path = wordFilePath(dataFolder);
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      rmSync(file, { force: true, recursive: true });
    } catch (cause) {
      throw new AppError("unavailable", "cannot remove the word index", { cause });
    }
  }
}

/** What tells a file from one that took its place; `undefined` when there is none. */
export function wordFileName(dataFolder: string): string | undefined {
  const stats = statSync(wordFilePath(dataFolder), { throwIfNoEntry: false, bigint: true });
  return stats === undefined ? undefined : `${stats.dev} ${stats.ino}`;
}

/** Up to which seq events are in the index; `undefined` where it is not of this log. */
export function watermarkOf(words: Connection, log: Connection): number | undefined {
  const [seq, mark] = words.one<[number, string]>("SELECT seq, mark FROM state");
  return mark === markOf(log, seq) ? seq : undefined;
}

/** What tells the event of a seq from one that another history of the log has there. */
export function markOf(log: Connection, seq: number): string | undefined {
  if (seq === 0) return "";
  const row = log.get(
    "SELECT panel, at, received, kind, source, model, extra FROM event WHERE seq = ?",
    seq,
  );
  return row && createHash("sha256").update(JSON.stringify(row)).digest("hex").slice(0, 32);
}

function tryOpen(path: string, log: Connection, cacheKiB: number): Connection | undefined {
  let connection: Connection | undefined;
  try {
    connection = Connection.open(path, { readOnly: false, cacheKiB });
    connection.exec(`PRAGMA page_size = ${PAGE_BYTES}`);
    // what a crash takes is fed again; what it tears is made anew
    connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    makeSchema(connection);
    const [version] = connection.one<[number]>("PRAGMA user_version");
    if (version === FORM && watermarkOf(connection, log) !== undefined) return connection;
  } catch (error) {
    if (!isSpoilt(error)) {
      connection?.close();
      throw error;
    }
  }
  connection?.close();
  return undefined;
}

function makeSchema(connection: Connection): void {
  connection.exec("BEGIN IMMEDIATE");
  try {
    const [tables] = connection.one<[number]>("SELECT count(*) FROM sqlite_schema");
    if (tables === 0) connection.exec(SCHEMA);
    connection.exec("COMMIT");
  } catch (error) {
    if (connection.isTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}

/** Whether the file is to blame: a table is missing, or a page cannot be read. */
export function isSpoilt(error: unknown): boolean {
  return error instanceof AppError && (error.code === "damaged" || error.code === "internal");
}
