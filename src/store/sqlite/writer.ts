import { AppError } from "../../event/errors.ts";
import type { Connection } from "./connection.ts";
import { Delivery } from "../directory/delivery.ts";
import { IndexMerger } from "./index-merger.ts";
import { giveBack } from "./free-room.ts";
import { LogRemover } from "./log-remover.ts";
import { LogWriter } from "./log-writer.ts";
import { openForWriting } from "./open-database.ts";
import type {
  AppendRequest,
  Failure,
  ReplyingRequest,
  SlowRequest,
  WriterOptions,
  WriterReply,
} from "./protocol.ts";
import { QuarantineWriter } from "./quarantine-writer.ts";
import { WriterNames } from "./writer-names.ts";

const WRITER_CACHE_KIB = 16_384;

/** A write-ahead log with so many pages that the file lacks is checkpointed: some 32 MB. */
const CHECKPOINT_PAGES = 4096;

/**
 * The only writer of a process. It gathers the requests that wait into one commit, each in a
 * savepoint of its own, so that a bad one fails alone; between commits it merges the tail into the
 * indexes behind the log.
 */
export class Writer implements Disposable {
  readonly #connection: Connection;
  readonly #names: WriterNames;
  readonly #log: LogWriter;
  readonly #merger: IndexMerger;
  readonly #quarantine: QuarantineWriter;
  readonly #remover: LogRemover;
  /** Deliveries of which a part is still to come, and those that failed meanwhile. */
  readonly #deliveries = new Map<number, DeliveryState>();
  #isCheckpointing = false;

  /** @throws AppError `damaged`, `newer_schema`, `unavailable` */
  static open(options: WriterOptions): Writer {
    const connection = openForWriting(options.dataFolder, WRITER_CACHE_KIB);
    try {
      return new Writer(connection, options);
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  private constructor(connection: Connection, options: WriterOptions) {
    this.#connection = connection;
    this.#names = new WriterNames(connection, options.maxKinds);
    this.#log = new LogWriter(connection, this.#names);
    connection.exec("BEGIN");
    this.#log.load();
    connection.exec("COMMIT");
    this.#merger = new IndexMerger(connection, this.#log);
    this.#remover = new LogRemover(connection);
    this.#quarantine = new QuarantineWriter(connection, options.quarantineMaxBytes);
  }

  get merger(): IndexMerger {
    return this.#merger;
  }

  /** Carries out requests in one commit; the replies are in order, and durable. */
  commit(requests: readonly ReplyingRequest[]): WriterReply[] {
    const replies: WriterReply[] = [];
    const nowMs = Date.now();
    const start = performance.now();
    try {
      this.#connection.exec("BEGIN IMMEDIATE");
      this.#settle();
      this.#log.begin(nowMs);
      for (const request of requests) this.#attempt(request, nowMs, replies);
      this.#connection.exec("COMMIT");
    } catch (error) {
      this.#rollBack();
      return requests.map((request) => this.#fail(request, error));
    }
    const tookMs = performance.now() - start;
    this.#log.committed();
    this.#names.committed();
    this.#log.tail.sort();
    return [{ op: "committed", head: this.#log.tail.lastSeq, tookMs }, ...replies];
  }

  /** Carries out work that is not for a commit of pushes, in a transaction of its own. */
  carryOutSlowly(request: SlowRequest): WriterReply[] {
    const { id } = request;
    try {
      this.#connection.exec("BEGIN IMMEDIATE");
      const isRemoval = request.op === "remove";
      const result = isRemoval ? this.#remove(request.seqs) : giveBack(this.#connection);
      this.#connection.exec("COMMIT");
      const done: WriterReply = { op: "done", id, result, lastId: 0 };
      return isRemoval && result > 0 ? [{ op: "removed" }, done] : [done];
    } catch (error) {
      this.#rollBack();
      return [{ op: "failed", id, failure: toFailure(error) }];
    }
  }

  /** Whether a checkpoint should be started; asks once until {@link checkpointRest}. */
  wantsCheckpoint(): boolean {
    if (this.#isCheckpointing) return false;
    const [, pages, copied] = this.#connection.one<[number, number, number]>(
      "PRAGMA wal_checkpoint(NOOP)",
    );
    this.#isCheckpointing = pages - copied > CHECKPOINT_PAGES;
    return this.#isCheckpointing;
  }

  /**
   * Copies what was committed while the background thread copied the bulk. With nothing left in the
   * write-ahead log the next commit starts it from the beginning, so that it does not grow.
   */
  checkpointRest(): void {
    this.#isCheckpointing = false;
    this.#connection.exec("PRAGMA wal_checkpoint(PASSIVE)");
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  #attempt(request: ReplyingRequest, nowMs: number, replies: WriterReply[]): void {
    const mark = this.#log.mark();
    this.#connection.exec("SAVEPOINT request");
    try {
      const reply = this.#carryOut(request, nowMs);
      this.#connection.exec("RELEASE request");
      if (reply !== undefined) replies.push(reply);
    } catch (error) {
      // a full disk or the like ends the whole transaction
      if (!this.#connection.isTransaction || isUnavailable(error)) throw error;
      this.#connection.exec("ROLLBACK TO request; RELEASE request");
      this.#log.undoTo(mark);
      this.#names.rolledBack();
      replies.push(this.#fail(request, error));
    }
  }

  #carryOut(request: ReplyingRequest, nowMs: number): WriterReply | undefined {
    if (request.op === "append") return this.#append(request, nowMs);
    if (request.op === "quarantine") {
      const times = this.#quarantine.put(request.panel, "body", request.rejected, nowMs);
      return { op: "done", id: request.id, result: times, lastId: 0 };
    }
    let last = { changes: 0, lastId: 0 };
    for (const [sql, ...values] of request.statements) last = this.#connection.run(sql, ...values);
    return { op: "done", id: request.id, result: last.changes, lastId: last.lastId };
  }

  #append(request: AppendRequest, nowMs: number): WriterReply | undefined {
    const known = this.#deliveries.get(request.id);
    const state = known ?? newDelivery();
    if (request.isLast) this.#deliveries.delete(request.id);
    else this.#deliveries.set(request.id, state);
    if (state.failed) return undefined;
    // first what may not fit: nothing is stored then
    for (const rejected of request.rejected) {
      this.#quarantine.put(request.panel, "event", rejected, nowMs);
    }
    const added = this.#log.append(request.panel, request.events, state.delivery);
    state.added += added;
    if (added > 0) state.lastSeq = this.#log.tail.lastSeq;
    if (!request.isLast) return undefined;
    return { op: "done", id: request.id, result: state.added, lastId: state.lastSeq };
  }

  #fail(request: ReplyingRequest, error: unknown): WriterReply {
    if (request.op === "append") {
      if (request.isLast) this.#deliveries.delete(request.id);
      else this.#deliveries.set(request.id, { ...newDelivery(), failed: true });
    }
    return { op: "failed", id: request.id, failure: toFailure(error) };
  }

  #remove(seqs: readonly number[]): number {
    this.#settle();
    return this.#remover.remove(seqs, Date.now());
  }

  /** Takes note of what was taken out of the log. */
  #settle(): void {
    if (this.#log.settle()) this.#merger.reset();
  }

  #rollBack(): void {
    try {
      if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
    } catch {
      // what SQLite could not roll back it has not committed either; the next BEGIN says so
    }
    this.#log.rolledBack();
    this.#names.rolledBack();
  }
}

/** A delivery of which a part is still to come. */
interface DeliveryState {
  readonly delivery: Delivery;
  added: number;
  /** Of the last event that was new; 0 when there was none. */
  lastSeq: number;
  readonly failed: boolean;
}

function newDelivery(): DeliveryState {
  return { delivery: new Delivery(), added: 0, lastSeq: 0, failed: false };
}

/** An error in a form that threads can pass. */
export function toFailure(error: unknown): Failure {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(error);
  if (error instanceof AppError) return { code: error.code, message: error.message, detail };
  return { code: "internal", message: "a broken expectation in the store", detail };
}

function isUnavailable(error: unknown): boolean {
  return error instanceof AppError && error.code === "unavailable";
}
