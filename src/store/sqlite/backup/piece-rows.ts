import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress, createZstdDecompress } from "node:zlib";
import { AppError } from "../../../event/errors.ts";
import type { Connection } from "../connection.ts";
import { openFresh } from "./files.ts";
import { PIECE_SEQS } from "./piece-name.ts";

/** About how many bytes of events are read at a time: no read transaction lasts longer. */
const CHUNK_BYTES = 2_000_000;

/** Events that are read at a time at most. */
const CHUNK_ROWS = 4_000;

/** What an event takes beside its texts, roughly. */
const ROW_BYTES = 100;

/** A value of an event's row. */
export type Cell = string | number | null;

/** A stretch of seqs. */
export interface Stretch {
  readonly fromSeq: number;
  readonly throughSeq: number;
}

/** What was written of a stretch. */
export interface WrittenPiece {
  readonly events: number;
  /** SHA-256 of the lines, hex. */
  readonly digest: string;
}

/** What goes on while events are copied. */
export interface CopyPace {
  /** Told of events that were copied, and their bytes; the next ones wait for it. */
  copied(events: number, bytes: number): Promise<void>;
}

/** The columns of table `event`, in their order. */
export function eventColumns(log: Connection): string[] {
  return log
    .all<[string]>("SELECT name FROM pragma_table_info('event') ORDER BY cid")
    .map(([name]) => name);
}

/**
 * Writes the events of a stretch, a JSON array a line, compressed.
 *
 * @param path of a file that is not there
 * @throws AppError
 */
export async function writeEvents(
  log: Connection,
  stretch: Stretch,
  path: string,
  pace: CopyPace,
): Promise<WrittenPiece> {
  const hash = createHash("sha256");
  let events = 0;
  async function* lines(): AsyncGenerator<Buffer> {
    for (const rows of readChunks(log, stretch)) {
      const text = linesOf(rows);
      hash.update(text);
      events += rows.length;
      yield text;
      await pace.copied(rows.length, text.length);
    }
  }
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  await pipeline(lines, compress, openFresh(path));
  return { events, digest: hash.digest("hex") };
}

/** The digest that the events of a stretch would be written with. @throws AppError */
export function digestOfEvents(log: Connection, stretch: Stretch): string {
  const hash = createHash("sha256");
  for (const rows of readChunks(log, stretch)) hash.update(linesOf(rows));
  return hash.digest("hex");
}

function linesOf(rows: readonly Cell[][]): Buffer {
  return Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

function* readChunks(log: Connection, { fromSeq, throughSeq }: Stretch): Generator<Cell[][]> {
  const columns = eventColumns(log).join(", ");
  const sql = `SELECT ${columns} FROM event WHERE seq > ? AND seq <= ? ORDER BY seq`;
  for (let after = fromSeq - 1; ;) {
    const through = endOfChunk(log, after, throughSeq);
    if (through === undefined) return;
    // what retention takes away in between is not missed
    const rows = log.all<Cell[]>(sql, after, through);
    if (rows.length > 0) yield rows;
    after = through;
  }
}

/** Up to which seq the next events are few enough; their lengths alone are read for that. */
function endOfChunk(log: Connection, after: number, through: number): number | undefined {
  const rows = log.all<[number, number]>(
    `SELECT seq, coalesce(octet_length(model), 0) + coalesce(octet_length(extra), 0)
     FROM event WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
    after,
    through,
    CHUNK_ROWS,
  );
  let bytes = 0;
  for (const [seq, length] of rows) {
    bytes += length + ROW_BYTES;
    if (bytes >= CHUNK_BYTES) return seq;
  }
  return rows.at(-1)?.[0];
}

/**
 * Reads the events of a piece, some at a time.
 *
 * @returns how many, and their digest, once all are read
 * @throws AppError `damaged` where it cannot be unpacked
 */
export async function* readEvents(path: string): AsyncGenerator<Cell[][], WrittenPiece> {
  const hash = createHash("sha256");
  let events = 0;
  for await (const lines of wholeLines(path)) {
    hash.update(lines);
    const rows = parseLines(lines, path);
    events += rows.length;
    yield rows;
  }
  return { events, digest: hash.digest("hex") };
}

/** The digest of what a piece holds. @throws AppError `damaged` where it cannot be unpacked */
export async function digestOfPiece(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of unpack(path)) hash.update(bytes);
  return hash.digest("hex");
}

async function* wholeLines(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const bytes of unpack(path)) {
    const end = bytes.lastIndexOf(0x0a) + 1;
    if (end > 0) {
      yield Buffer.concat([...rest, bytes.subarray(0, end)]);
      rest = [];
    }
    rest.push(bytes.subarray(end));
  }
}

async function* unpack(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 262_144 });
  const unpacked = createZstdDecompress({ chunkSize: 1_048_576 });
  const done = pipeline(file, unpacked);
  // whoever stops reading ends it early, and what is wrong with the file is told below
  done.catch(() => undefined);
  try {
    for await (const bytes of unpacked) yield bytes;
    await done;
  } catch (cause) {
    throw new AppError("damaged", `${path} cannot be unpacked: it is damaged`, { cause });
  }
}

function parseLines(lines: Buffer, path: string): Cell[][] {
  try {
    const rows: unknown = JSON.parse(`[${lines.toString("utf8").trimEnd().replaceAll("\n", ",")}]`);
    if (Array.isArray(rows) && rows.length <= PIECE_SEQS && rows.every(isRow)) return rows;
  } catch {
    // told below
  }
  throw new AppError("damaged", `${path} holds something else than events: it is damaged`);
}

function isRow(value: unknown): value is Cell[] {
  return Array.isArray(value) && value.every(isCell);
}

function isCell(value: unknown): value is Cell {
  return value === null || typeof value === "string" || typeof value === "number";
}
