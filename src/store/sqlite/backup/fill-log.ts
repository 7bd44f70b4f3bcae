import { AppError } from "../../../event/errors.ts";
import { fingerprint } from "../../directory/fingerprint.ts";
import { Connection } from "../connection.ts";
import { storedIdentity } from "../log-writer.ts";
import type { BackupManifest, BackupPiece } from "./manifest.ts";
import { fileOf } from "./piece-name.ts";
import { readEvents } from "./piece-rows.ts";
import type { Cell, CopyPace } from "./piece-rows.ts";

const CACHE_KIB = 65_536;

/** What the name of the scratch file ends with, beside the log's. */
const SCRATCH = "-scratch";

/** How far filling a log has come. */
export type FillStage = "events" | "indexes" | "check";

/** What a log is filled from. */
export interface FillSource {
  /** The backup's folder. */
  readonly target: string;
  readonly manifest: BackupManifest;
  readonly pace: CopyPace;
  readonly stage: (stage: FillStage) => void;
}

/**
 * Fills a database file that has all tables, of the present schema, with a backup's events, and makes the
 * indexes behind the log from them: each is sorted once and written from its beginning to its end.
 *
 * @param path of a file in a folder of its own, that nobody else has open; of no use when this fails
 * @throws AppError `damaged` where a piece is not what was written
 */
export async function fillLog(path: string, source: FillSource): Promise<void> {
  using log = Connection.open(path, { readOnly: false, cacheKiB: CACHE_KIB });
  // nobody else sees the file before it is whole; a write-ahead log is left by way of a journal alone
  log.exec("PRAGMA journal_mode = DELETE");
  log.exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE");
  log.exec("PRAGMA threads = 2");
  // what is only needed until the indexes are made
  log.run("ATTACH ? AS scratch", `${path}${SCRATCH}`);
  log.exec("PRAGMA scratch.journal_mode = OFF; PRAGMA scratch.synchronous = OFF");
  log.exec("CREATE TABLE scratch.print (seq INTEGER PRIMARY KEY, print INTEGER NOT NULL) STRICT");
  source.stage("events");
  for (const piece of source.manifest.pieces) await insertPiece(log, piece, source);
  source.stage("indexes");
  makeIndexes(log, source.manifest.seq);
  noteRemoved(log, source.manifest);
  log.exec("UPDATE epoch SET name = lower(hex(randomblob(8)))");
  source.stage("check");
  const [verdict] = log.one<[string]>("PRAGMA quick_check(1)");
  if (verdict !== "ok") throw new AppError("damaged", `the restored file is not sound: ${verdict}`);
}

async function insertPiece(
  log: Connection,
  piece: BackupPiece,
  { target, manifest: { columns }, pace }: FillSource,
): Promise<void> {
  const names = columns.map((name) => `"${name}"`).join();
  const sql = `INSERT INTO event (${names}) VALUES (${columns.map(() => "?").join()})`;
  const kinds = new Map(log.all<[number, string | null]>("SELECT id, key FROM kind"));
  const path = fileOf(target, piece.file);
  const chunks = readEvents(path);
  for (;;) {
    const next = await chunks.next();
    if (next.done === true) {
      const { events, digest } = next.value;
      if (digest === piece.digest && events === piece.events) return;
      throw new AppError("damaged", `${path} is not what was written: nothing was restored`);
    }
    log.exec("BEGIN");
    for (const row of next.value) {
      log.run(sql, ...row);
      const print = fingerprintOf(columns, row, kinds);
      log.run(
        "INSERT INTO scratch.print VALUES (?, ?)",
        row[columns.indexOf("seq")] ?? null,
        print,
      );
    }
    log.exec("COMMIT");
    await pace.copied(next.value.length, 0);
  }
}

/** Finds an event by its identity, in the index of panels. */
function fingerprintOf(
  columns: readonly string[],
  row: readonly Cell[],
  kinds: ReadonlyMap<number, string | null>,
): bigint {
  const number = (name: string): number => Number(row[columns.indexOf(name)]);
  const text = (name: string): string | null => {
    const value = row[columns.indexOf(name)];
    return typeof value === "string" ? value : null;
  };
  const key = kinds.get(number("kind")) ?? null;
  return fingerprint(
    storedIdentity(number("source"), key, number("ordinal"), text("model"), text("other")),
  );
}

function makeIndexes(log: Connection, seq: number): void {
  log.exec(`
    BEGIN;
    INSERT INTO by_time (at, seq, panel, kind)
      SELECT at, seq, panel, kind FROM event ORDER BY at, seq;
    INSERT INTO by_kind (kind, at, seq, panel)
      SELECT kind, at, seq, panel FROM by_time ORDER BY kind, at, seq;
    INSERT INTO by_panel (panel, at, fingerprint, seq, kind)
      SELECT e.panel, e.at, p.print, e.seq, e.kind
      FROM scratch.print p CROSS JOIN event e ON e.seq = p.seq ORDER BY 1, 2, 3, 4;
    COMMIT;
  `);
  // the tables' own watermarks are further where retention took the newest events away
  log.run("UPDATE merged SET seq = max(seq, ?)", seq);
}

/** What retention had taken out is not missing: nothing is made of it yet, so its number is enough. */
function noteRemoved(log: Connection, { seq, events }: BackupManifest): void {
  if (events === seq) return;
  const sql = "INSERT INTO removal (id, removed_at, total, events) VALUES (1, 0, ?, x'')";
  log.run(sql, seq - events);
}
