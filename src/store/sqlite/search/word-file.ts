import { createHash } from "node:crypto";
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../../event/errors.ts";
import { Connection } from "../connection.ts";
import { prepareToGiveBack } from "../free-room.ts";
import { readAtOnce } from "../read-at-once.ts";
import { RemovalJournal } from "../removal-journal.ts";
import { TOKENIZER } from "./word-tokens.ts";

/** Another form of the file, or of what stands in it, has another number: it is then made anew. */
const FORM = 3;

const PAGE_BYTES = 8192;

const READER_CACHE_KIB = 8192;

/**
 * - `word` is the index: a row for each event, as `WordKey` says, found by the tokens of its text.
 *   It merges nothing by itself: the feeder has it do so, a little at a time.
 * - `state` has one row: the seq up to which events are in it, the newest removal that is taken out of it,
 *   and what the newest of those events was, `mark`, with its seq, `mark_seq`; 0 for none.
 */
const SCHEMA = `
  CREATE VIRTUAL TABLE word USING fts5(
    text, content = '', contentless_delete = 1, tokenize = "${TOKENIZER}");
  INSERT INTO word (word, rank) VALUES ('automerge', 0), ('crisismerge', 1500);
  CREATE TABLE state (
    seq INTEGER NOT NULL, removal INTEGER NOT NULL, mark_seq INTEGER NOT NULL, mark TEXT NOT NULL
  ) STRICT;
  INSERT INTO state VALUES (0, 0, 0, '');
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

/** How far an index has come: it holds the events up to a seq, without what removals up to one took out. */
export interface WordState {
  readonly seq: number;
  readonly removal: number;
}

/** How far the index has come; `undefined` where it is not of this log, or too far behind what went. */
export function wordStateOf(words: Connection, log: Connection): WordState | undefined {
  const [seq, removal, markSeq, mark] = words.one<[number, number, number, string]>(
    "SELECT seq, removal, mark_seq, mark FROM state",
  );
  return readAtOnce(log, () => {
    const journal = new RemovalJournal(log);
    if (!journal.reaches(removal)) return undefined;
    const isOfLog = mark === markOf(log, markSeq) || isRemoved(journal, removal, markSeq);
    return isOfLog ? { seq, removal } : undefined;
  });
}

/** What tells the newest event up to a seq from one that another history of the log has there. */
export function newestMark(log: Connection, seq: number): { seq: number; mark: string } {
  const sql = "SELECT coalesce(max(seq), 0) FROM event WHERE seq <= ?";
  const [newest] = log.one<[number]>(sql, seq);
  return { seq: newest, mark: markOf(log, newest) ?? "" };
}

function markOf(log: Connection, seq: number): string | undefined {
  if (seq === 0) return "";
  const row = log.get(
    "SELECT panel, at, received, kind, source, model, extra FROM event WHERE seq = ?",
    seq,
  );
  return row && createHash("sha256").update(JSON.stringify(row)).digest("hex").slice(0, 32);
}

/** Whether an event was taken out behind a removal. */
function isRemoved(journal: RemovalJournal, after: number, seq: number): boolean {
  return journal.after(after).some(({ events }) => events.some((event) => event.seq === seq));
}

function tryOpen(path: string, log: Connection, cacheKiB: number): Connection | undefined {
  let connection: Connection | undefined;
  try {
    connection = Connection.open(path, { readOnly: false, cacheKiB });
    connection.exec(`PRAGMA page_size = ${PAGE_BYTES}`);
    prepareToGiveBack(connection);
    // what a crash takes is fed again; what it tears is made anew
    connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    makeSchema(connection);
    const [version] = connection.one<[number]>("PRAGMA user_version");
    if (version === FORM && wordStateOf(connection, log) !== undefined) return connection;
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
