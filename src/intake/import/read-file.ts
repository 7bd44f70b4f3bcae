import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { listMembers } from "../../basip/link/members.ts";
import { eventFault } from "../../event/check-delivery.ts";
import { AppError } from "../../event/errors.ts";
import { CsvEvents } from "./csv-events.ts";
import type { CsvReading } from "./csv-events.ts";
import { CsvRows } from "./csv-rows.ts";
import type { Reading } from "./imported-event.ts";
import { ANSWER_LISTS, JsonPieces } from "./json-pieces.ts";
import { LinePieces } from "./line-pieces.ts";
import { MAX_PIECE_BYTES } from "./piece.ts";
import type { Piece, Unread } from "./piece.ts";
import { readPiece } from "./read-piece.ts";
import type { ToldEvent } from "./read-told-event.ts";

/** In what shape a file is: an event a line, other JSON, or a table. */
export const FORMATS = ["jsonl", "json", "csv"] as const;

export type Format = (typeof FORMATS)[number];

/** How a file is read. */
export interface FileReading extends CsvReading {
  /** Found by what the file begins with when absent. */
  readonly format?: Format | undefined;
}

/** What reads a file chunk by chunk. */
interface Reader {
  push(chunk: Uint8Array): Iterable<Reading>;
  end(): Iterable<Reading>;
}

const GZIP = [0x1f, 0x8b];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const LINE_FEED = 0x0a;
const OPEN_ARRAY = 0x5b;
const OPEN_OBJECT = 0x7b;

/**
 * Reads the events of a file as its bytes come, compressed by gzip or not, in some 1 MiB of memory
 * whatever its size. What follows a place that cannot be read on from is one refusal.
 *
 * @throws AppError `invalid` for a table without the columns that are needed; what reading the bytes throws
 */
export async function* readFile(
  chunks: AsyncIterable<Uint8Array>,
  reading: FileReading,
): AsyncGenerator<readonly Reading[]> {
  const beginning = new Beginning(reading);
  let reader: Reader | undefined;
  try {
    for await (const chunk of await decompressed(chunks)) {
      if (reader !== undefined) {
        yield [...reader.push(chunk)];
        continue;
      }
      reader = beginning.add(chunk);
      if (reader !== undefined) yield [...reader.push(beginning.bytes)];
    }
  } catch (error) {
    if (!isZlibError(error)) throw error;
    yield [{ line: 0, reason: "the compressed file is damaged or cut short; the rest is missing" }];
  }
  if (reader === undefined) {
    reader = beginning.end();
    yield [...reader.push(beginning.bytes)];
  }
  yield [...reader.end()];
}

/** The beginning of a file, up to where it shows what it is. */
class Beginning {
  readonly #reading: FileReading;
  #bytes: Uint8Array = new Uint8Array();

  constructor(reading: FileReading) {
    this.#reading = reading;
  }

  /** All so far, without a byte order mark. */
  get bytes(): Uint8Array {
    const isMarked = BYTE_ORDER_MARK.every((byte, at) => this.#bytes[at] === byte);
    return isMarked ? this.#bytes.subarray(BYTE_ORDER_MARK.length) : this.#bytes;
  }

  add(chunk: Uint8Array): Reader | undefined {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const { bytes } = this;
    const first = bytes.findIndex((byte) => byte > 0x20);
    const isWhole = first >= 0 && bytes.includes(LINE_FEED, first);
    return isWhole || bytes.length > MAX_PIECE_BYTES ? this.end() : undefined;
  }

  end(): Reader {
    const { format = formatOf(this.bytes) } = this.#reading;
    return READERS[format](this.#reading);
  }
}

function formatOf(bytes: Uint8Array): Format {
  const first = bytes.findIndex((byte) => byte > 0x20);
  if (bytes[first] === OPEN_ARRAY) return "json";
  if (bytes[first] !== OPEN_OBJECT) return "csv";
  const end = bytes.indexOf(LINE_FEED, first);
  const line = Buffer.from(bytes.subarray(first, end < 0 ? undefined : end)).toString();
  return isOneEvent(line) ? "jsonl" : "json";
}

/** Whether a line is a JSON object, and no answer with a list of events. */
function isOneEvent(line: string): boolean {
  try {
    JSON.parse(line);
  } catch {
    return false;
  }
  return !listMembers(line).some(
    ({ name, value }) => ANSWER_LISTS.has(name) && value.startsWith("["),
  );
}

const READERS: Readonly<Record<Format, (reading: FileReading) => Reader>> = {
  jsonl: (reading) => new PieceReader(new LinePieces(), reading),
  json: (reading) => new PieceReader(new JsonPieces(), reading),
  csv: (reading) => new CsvReader(reading),
};

/** Numbers what is read. */
class Places {
  #next = 0;

  of(
    told: ToldEvent | { readonly reason: string },
    { line, part }: Pick<Piece, "line" | "part">,
  ): Reading {
    const number = this.#next++;
    if ("reason" in told) return { line, reason: told.reason };
    const { panel, event, seq = number } = told;
    const reason = eventFault(event);
    return reason === undefined ? { panel, event, line, part, place: seq } : { line, reason };
  }
}

class PieceReader implements Reader {
  readonly #pieces: LinePieces | JsonPieces;
  readonly #reading: FileReading;
  readonly #places = new Places();

  constructor(pieces: LinePieces | JsonPieces, reading: FileReading) {
    this.#pieces = pieces;
    this.#reading = reading;
  }

  *push(chunk: Uint8Array): Generator<Reading> {
    for (const piece of this.#pieces.push(chunk)) yield this.#read(piece);
  }

  *end(): Generator<Reading> {
    for (const piece of this.#pieces.end()) yield this.#read(piece);
  }

  #read(piece: Piece | Unread): Reading {
    if ("reason" in piece) return piece;
    return this.#places.of(readPiece(piece.bytes, this.#reading), piece);
  }
}

class CsvReader implements Reader {
  readonly #rows = new CsvRows();
  readonly #decoder = new TextDecoder("utf-8");
  readonly #reading: FileReading;
  readonly #places = new Places();
  #events: CsvEvents | undefined;

  constructor(reading: FileReading) {
    this.#reading = reading;
  }

  *push(chunk: Uint8Array): Generator<Reading> {
    for (const row of this.#rows.push(this.#decoder.decode(chunk, { stream: true }))) {
      yield* this.#read(row);
    }
  }

  *end(): Generator<Reading> {
    for (const row of this.#rows.push(this.#decoder.decode())) yield* this.#read(row);
    for (const row of this.#rows.end()) yield* this.#read(row);
    if (this.#events === undefined) throw new AppError("invalid", "there is nothing in it");
  }

  *#read(row: Parameters<CsvEvents["read"]>[0] | Unread): Generator<Reading> {
    if ("reason" in row) {
      if (this.#events === undefined) {
        throw new AppError("invalid", `line ${row.line}: ${row.reason}, and no header was read`);
      }
      yield row;
    } else if (this.#events === undefined) this.#events = new CsvEvents(row, this.#reading);
    else if (row.cells.some((cell) => cell.includes("\uFFFD"))) {
      // a wrong coding would be kept for ever
      yield { line: row.line, reason: "not UTF-8, or with a character that stands for one lost" };
    } else yield this.#places.of(this.#events.read(row), { line: row.line, part: 0 });
  }
}

async function decompressed(chunks: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const rest = chunks[Symbol.asyncIterator]();
  let first = new Uint8Array();
  let isDone = false;
  while (first.length < GZIP.length && !isDone) {
    const next = await rest.next();
    if (next.done === true) isDone = true;
    else first = new Uint8Array(Buffer.concat([first, next.value]));
  }
  const all = joined(first, rest);
  if (!GZIP.every((byte, at) => first[at] === byte)) return all;
  const gunzip = createGunzip();
  // what goes wrong is seen by whoever reads it
  pipeline(Readable.from(all), gunzip).catch(() => undefined);
  return gunzip;
}

async function* joined(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  for (;;) {
    const next = await rest.next();
    if (next.done === true) return;
    yield next.value;
  }
}

function isZlibError(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    error.code.startsWith("Z_")
  );
}
