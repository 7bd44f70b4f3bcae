import type { Worker } from "node:worker_threads";
import type { SQLInputValue } from "node:sqlite";
import { AppError } from "../../event/errors.ts";
import type { PanelEvent, PanelSerial } from "../../event/event.ts";
import type { Appended } from "../../event/store.ts";
import type { Rejected } from "../../intake/store.ts";
import type {
  Failure,
  ReplyingRequest,
  SlowRequest,
  WriterOptions,
  WriterReply,
  WriterRequest,
} from "./protocol.ts";
import { toColumns } from "./protocol.ts";
import { startThread } from "./threads.ts";

/** Events handed to the thread at a time: some 2 ms of its work, less than one of ours. */
const PART_EVENTS = 500;

/** Bytes of events and of what is quarantined under way past which nothing more is taken. */
const MAX_WAITING_BYTES = 128 * 1024 * 1024;

/** What the writer says unasked. */
export interface WriterListener {
  /** Something was committed; `head` is the newest seq. */
  committed(head: number, tookMs: number): void;
  /** The indexes behind the log have caught up some way. */
  merged(): void;
  /** Events were taken out of the log. */
  removed(): void;
  /** Merging fails, with the reason, or goes on again; each is told once. */
  merging(failure: AppError | undefined): void;
  checkpointWanted(): void;
  /** The thread ended by itself: nothing can be written any more. */
  stopped(error: AppError): void;
}

interface Result {
  readonly result: number;
  readonly lastId: number;
}

type Waiting = PromiseWithResolvers<Result>;

/** A request without the number that it gets when it is sent. */
type Unnumbered<T> = T extends ReplyingRequest | SlowRequest ? Omit<T, "id"> : never;

/** The writer's thread, from outside: each request is a promise that resolves when it is durable. */
export class WriterClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #closed = Promise.withResolvers<undefined>();
  #nextId = 1;
  #waitingBytes = 0;
  #ended: Failure | undefined;

  /** @throws AppError `damaged`, `newer_schema`, `unavailable` */
  static async open(options: WriterOptions, listener: WriterListener): Promise<WriterClient> {
    const worker = startThread("writer-thread");
    const opened = Promise.withResolvers<undefined>();
    const client = new WriterClient(worker, listener, opened);
    client.#send({ op: "open", options });
    await opened.promise;
    return client;
  }

  private constructor(
    worker: Worker,
    listener: WriterListener,
    opened: PromiseWithResolvers<undefined>,
  ) {
    this.#worker = worker;
    worker.on("message", (reply: WriterReply) => {
      if (reply.op === "opened") opened.resolve(undefined);
      else if (reply.op === "failedToOpen") opened.reject(toError(reply.failure));
      else this.#receive(reply, listener);
    });
    worker.on("error", (error) => {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const failure: Failure = { code: "unavailable", message: "the writer stopped", detail };
      this.#end(failure);
      opened.reject(toError(failure));
      listener.stopped(toError(failure));
    });
    worker.on("exit", () => {
      this.#end({ code: "unavailable", message: "the store is closed", detail: "" });
      this.#closed.resolve(undefined);
    });
  }

  /**
   * Adds one delivery.
   *
   * @throws AppError `unavailable`, also when too much is under way; `quarantine_full`
   */
  async append(
    panel: PanelSerial,
    events: readonly PanelEvent[],
    rejected: readonly Rejected[],
  ): Promise<Appended> {
    const bytes =
      events.reduce((sum, event) => sum + 64 + textLength(event), 0) +
      rejected.reduce((sum, one) => sum + 256 + one.bytes.length, 0);
    return this.#bounded(bytes, async () => {
      const { result, lastId } = await this.#appendParts(panel, events, rejected);
      return { added: result, lastSeq: result === 0 ? undefined : lastId };
    });
  }

  /**
   * Quarantines an unreadable body; returns how often it has come.
   *
   * @throws AppError `unavailable`, also when too much is under way; `quarantine_full`
   */
  async quarantine(panel: PanelSerial, rejected: Rejected): Promise<number> {
    const ask = () => this.#ask({ op: "quarantine", panel, rejected });
    return this.#bounded(rejected.bytes.length, async () => (await ask()).result);
  }

  /** Carries out statements, all or none. @throws AppError */
  async statements(
    ...statements: readonly (readonly [sql: string, ...values: SQLInputValue[]])[]
  ): Promise<{ changes: number; lastId: number }> {
    const { result, lastId } = await this.#ask({ op: "statements", statements });
    return { changes: result, lastId };
  }

  /** Takes events out of the log; returns how many. @throws AppError `unavailable` */
  async remove(seqs: readonly number[]): Promise<number> {
    return (await this.#ask({ op: "remove", seqs })).result;
  }

  /** Gives some free room back; returns the bytes still to come. @throws AppError `unavailable` */
  async giveBack(): Promise<number> {
    return (await this.#ask({ op: "giveBack" })).result;
  }

  /** The background thread has done its part of a checkpoint. */
  checkpointRest(): void {
    this.#send({ op: "checkpoint" });
  }

  /** Finishes what is under way. */
  async close(): Promise<void> {
    this.#send({ op: "close" });
    await this.#closed.promise;
  }

  async #bounded<T>(bytes: number, write: () => Promise<T>): Promise<T> {
    if (this.#waitingBytes > MAX_WAITING_BYTES) {
      throw new AppError("unavailable", "too much is being written: try again");
    }
    this.#waitingBytes += bytes;
    try {
      return await write();
    } finally {
      this.#waitingBytes -= bytes;
    }
  }

  async #appendParts(
    panel: PanelSerial,
    events: readonly PanelEvent[],
    rejected: readonly Rejected[],
  ): Promise<Result> {
    const [id, waiting] = this.#expect();
    for (let from = 0; from === 0 || from < events.length; from += PART_EVENTS) {
      const part = toColumns(events.slice(from, from + PART_EVENTS));
      const isLast = from + PART_EVENTS >= events.length;
      this.#send({
        op: "append",
        id,
        panel,
        events: part,
        isLast,
        rejected: from === 0 ? rejected : [],
      });
      // large deliveries let other work in between
      if (!isLast) await new Promise(setImmediate);
    }
    return waiting.promise;
  }

  #ask(request: Unnumbered<ReplyingRequest | SlowRequest>): Promise<Result> {
    const [id, waiting] = this.#expect();
    this.#send({ ...request, id });
    return waiting.promise;
  }

  #expect(): [number, Waiting] {
    const waiting = Promise.withResolvers<Result>();
    // a delivery may fail before its last part is sent, when nobody listens yet
    waiting.promise.catch(() => undefined);
    if (this.#ended !== undefined) waiting.reject(toError(this.#ended));
    const id = this.#nextId++;
    this.#waiting.set(id, waiting);
    return [id, waiting];
  }

  #send(request: WriterRequest): void {
    if (this.#ended === undefined) this.#worker.postMessage(request);
  }

  #receive(reply: WriterReply, listener: WriterListener): void {
    if (reply.op === "committed") listener.committed(reply.head, reply.tookMs);
    else if (reply.op === "merged") listener.merged();
    else if (reply.op === "removed") listener.removed();
    else if (reply.op === "mergeFailed") listener.merging(toError(reply.failure));
    else if (reply.op === "mergeRecovered") listener.merging(undefined);
    else if (reply.op === "checkpointWanted") listener.checkpointWanted();
    else if (reply.op === "done") this.#take(reply.id)?.resolve(reply);
    else if (reply.op === "failed") this.#take(reply.id)?.reject(toError(reply.failure));
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #end(failure: Failure): void {
    this.#ended ??= failure;
    for (const waiting of this.#waiting.values()) waiting.reject(toError(this.#ended));
    this.#waiting.clear();
  }
}

function textLength({ model, extra }: PanelEvent): number {
  return (model?.length ?? 0) + (extra?.length ?? 0);
}

/** What a thread reported, as an error of this one. */
export function toError(failure: Failure): AppError {
  // an error again, for diagnostics show no other cause
  const cause = new Error(failure.detail.split("\n", 1)[0]);
  cause.stack = failure.detail;
  return new AppError(failure.code, failure.message, { cause });
}
