import type { Connection } from "./connection.ts";
import type { LogWriter } from "./log-writer.ts";
import type { IndexName } from "./schema.ts";
import { INDEX_NAMES } from "./schema.ts";
import type { Tail } from "../directory/tail.ts";
import type { TailIdentities } from "./tail-identities.ts";

/** A tail of so many events is merged at once. */
const FULL_TAIL = 65_536;

/** While the tail is past this, merging goes before writing. */
const LARGEST_TAIL = 2_000_000;

/**
 * So many events of the tail are merged at a time, so that it becomes smaller again within one or a few
 * seconds. Measured with a million events in no order: 8 s at once, 12 s in batches of this size with
 * 3.4 s for the longest, 15 s in batches half as large.
 */
const LARGEST_BATCH = 262_144;

/** A tail of so many events is merged when nothing else is to do. */
const WORTHWHILE_TAIL = 256;

/** How long one transaction of a merge may write before it commits, milliseconds. */
const CHUNK_MS = 3;

/** Rows written between two looks at the clock. */
const ROWS_A_LOOK = 32;

const BACKFILL_ROWS = 2048;

/** What is left to do of one index. */
interface Run {
  /** The batch's events in that index's order; a step's work, so not before it is needed. */
  readonly makeOrder: () => Uint32Array;
  readonly insert: (index: number) => void;
}

/** A batch on its way into the indexes: the first `count` events of the tail. */
interface Batch {
  readonly count: number;
  readonly throughSeq: number;
  readonly runs: Run[];
  /** The first run's order, once it is sorted. */
  order: Uint32Array | undefined;
  /** How many of the first run are written. */
  written: number;
}

/**
 * Merges the tail into the indexes behind the log, in each index's own order, so that a page of an
 * index is written once for many events, in transactions of a few milliseconds between commits. A
 * crash repeats a batch, which changes nothing.
 */
export class IndexMerger {
  readonly #connection: Connection;
  readonly #log: LogWriter;
  #batch: Batch | undefined;
  #behind: readonly IndexName[];

  readonly #largestBatch: number;

  /** @param largestBatch events merged at a time, for tests of the bound */
  constructor(connection: Connection, log: LogWriter, largestBatch = LARGEST_BATCH) {
    this.#connection = connection;
    this.#log = log;
    this.#largestBatch = largestBatch;
    this.#behind = INDEX_NAMES.filter((name) => this.#isBehind(name));
  }

  /** Whether there is work that should not wait for a quiet moment. */
  get isDue(): boolean {
    return (
      this.#batch !== undefined || this.#behind.length > 0 || this.#log.tail.length >= FULL_TAIL
    );
  }

  /** Whether there is work for a quiet moment. */
  get isWorthwhile(): boolean {
    return this.isDue || this.#log.tail.length >= WORTHWHILE_TAIL;
  }

  /** Whether little may be written until the merge has come further. */
  get isPressing(): boolean {
    return this.#log.tail.length >= LARGEST_TAIL;
  }

  /**
   * Does one transaction's worth of work.
   *
   * @returns whether a batch was completed by it: the indexes' watermark has moved
   * @throws AppError; nothing is changed then
   */
  step(): boolean {
    if (this.#batch === undefined && this.#log.tail.length < WORTHWHILE_TAIL) {
      this.#backfill();
      return false;
    }
    this.#batch ??= this.#startBatch();
    const [run] = this.#batch.runs;
    if (run === undefined) return this.#finish(this.#batch);
    if (this.#batch.order === undefined) this.#batch.order = run.makeOrder();
    else this.#write(this.#batch, this.#batch.order, run.insert);
    return false;
  }

  /** Forgets a batch under way: the tail was loaded anew. */
  reset(): void {
    this.#batch = undefined;
  }

  #startBatch(): Batch {
    const { tail, identities } = this.#log;
    const count = Math.min(tail.length, this.#largestBatch);
    const byTime = tail.order(count);
    return {
      count,
      throughSeq: tail.afterSeq + count,
      order: undefined,
      written: 0,
      runs: [
        { makeOrder: () => byTime, insert: this.#insertByTime(tail) },
        {
          makeOrder: () => ordered(byTime, (index) => tail.panel(index)),
          insert: this.#insertByPanel(tail, identities),
        },
        {
          makeOrder: () => ordered(byTime, (index) => tail.kind(index)),
          insert: this.#insertByKind(tail),
        },
      ],
    };
  }

  #finish(batch: Batch): boolean {
    // settled, the tail was merged by another process
    if (!this.#inTransaction(() => this.#moveWatermarks(batch.throughSeq))) return true;
    this.#batch = undefined;
    this.#log.merged(batch.count);
    return true;
  }

  /** Writes on in the first run, some milliseconds' worth. */
  #write(batch: Batch, order: Uint32Array, insert: (index: number) => void): void {
    const end = performance.now() + CHUNK_MS;
    let written = batch.written;
    const isWritten = this.#inTransaction(() => {
      while (written < order.length && performance.now() < end) {
        const stop = Math.min(order.length, written + ROWS_A_LOOK);
        for (; written < stop; written += 1) insert(order[written]!);
      }
    });
    if (!isWritten) return;
    batch.written = written;
    if (written < order.length) return;
    batch.runs.shift();
    batch.order = undefined;
    batch.written = 0;
  }

  /** @returns whether it was carried out: not where the log was settled, so that the batch is none any more */
  #inTransaction(work: () => void): boolean {
    this.#connection.exec("BEGIN IMMEDIATE");
    try {
      const isSettled = this.#log.settle();
      if (isSettled) this.reset();
      else work();
      this.#connection.exec("COMMIT");
      return !isSettled;
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
      throw error;
    }
  }

  #insertByTime(tail: Tail): (index: number) => void {
    const sql = "INSERT OR IGNORE INTO by_time VALUES (?, ?, ?, ?)";
    return (i) => {
      this.#connection.run(sql, tail.atMs(i), tail.seq(i), tail.panel(i), tail.kind(i));
    };
  }

  #insertByPanel(tail: Tail, identities: TailIdentities): (index: number) => void {
    const sql = "INSERT OR IGNORE INTO by_panel VALUES (?, ?, ?, ?, ?)";
    return (i) => {
      const print = identities.fingerprint(i);
      this.#connection.run(sql, tail.panel(i), tail.atMs(i), print, tail.seq(i), tail.kind(i));
    };
  }

  #insertByKind(tail: Tail): (index: number) => void {
    const sql = "INSERT OR IGNORE INTO by_kind VALUES (?, ?, ?, ?)";
    return (i) => {
      this.#connection.run(sql, tail.kind(i), tail.atMs(i), tail.seq(i), tail.panel(i));
    };
  }

  /** An index that is still being filled from the log keeps its own watermark. */
  #moveWatermarks(throughSeq: number): void {
    for (const name of INDEX_NAMES) {
      if (this.#behind.includes(name)) continue;
      const sql = "UPDATE merged SET seq = ? WHERE name = ? AND seq < ?";
      this.#connection.run(sql, throughSeq, name, throughSeq);
    }
  }

  /** Fills an index that a newer schema has added with the next events of the log. */
  #backfill(): void {
    if (this.#behind.length === 0) return;
    this.#inTransaction(() => {
      const [from, end] = this.#connection.one<[number, number]>(
        `SELECT seq, (SELECT seq FROM merged WHERE name = 'by_time')
         FROM merged WHERE name = 'by_kind'`,
      );
      // up to the file's own watermark: another process may have merged further than this one knows
      // of, and behind that there would be nothing to do, again and again
      const through = Math.max(from, Math.min(from + BACKFILL_ROWS, end));
      this.#connection.run(
        `INSERT OR IGNORE INTO by_kind
         SELECT kind, at, seq, panel FROM event WHERE seq > ? AND seq <= ? ORDER BY kind, at, seq`,
        from,
        through,
      );
      this.#connection.run("UPDATE merged SET seq = ? WHERE name = 'by_kind'", through);
    });
    this.#behind = this.#behind.filter((name) => this.#isBehind(name));
  }

  #isBehind(name: IndexName): boolean {
    const [behind] = this.#connection.one<[number]>(
      `SELECT seq < (SELECT seq FROM merged WHERE name = 'by_time') FROM merged WHERE name = ?`,
      name,
    );
    return behind === 1;
  }
}

/** The same events by a small whole number, and in the order they had within it. */
function ordered(order: Uint32Array, numberOf: (index: number) => number): Uint32Array {
  let largest = 0;
  for (const index of order) largest = Math.max(largest, numberOf(index));
  const starts = new Uint32Array(largest + 2);
  for (const index of order) starts[numberOf(index) + 1]! += 1;
  for (let i = 1; i < starts.length; i += 1) starts[i]! += starts[i - 1]!;
  const result = new Uint32Array(order.length);
  for (const index of order) result[starts[numberOf(index)]!++] = index;
  return result;
}
