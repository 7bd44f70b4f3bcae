import { Worker } from "node:worker_threads";
import type { ExportSlice, ExportSpec } from "./book/export/export-spec.ts";
import { AppError } from "./event/errors.ts";
import type { ExportReply, ExportRequest } from "./export-protocol.ts";
import { toError } from "./store/sqlite/writer-client.ts";

/** Memory for short-lived objects: a page of events with what is written of them. */
const YOUNG_MB = 16;

/** A slice that a thread writes, from outside. */
export class WrittenSlice {
  readonly #onTaken: () => void;
  readonly #pieces: Uint8Array[] = [];
  #wake = Promise.withResolvers<void>();
  #events: number | undefined;
  #failure: Error | undefined;

  /** @param onTaken told of each piece that is taken */
  constructor(onTaken: () => void) {
    this.#onTaken = onTaken;
  }

  /** How many it held, once all its pieces were taken. */
  get events(): number {
    return this.#events ?? 0;
  }

  /** Its pieces in their order. @throws AppError when its thread fails */
  async *pieces(): AsyncGenerator<Uint8Array, void> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) {
        this.#onTaken();
        yield piece;
      } else if (this.#failure !== undefined) throw this.#failure;
      else if (this.#events !== undefined) return;
      else await this.#wake.promise;
    }
  }

  add(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#wakeUp();
  }

  finish(events: number): void {
    this.#events = events;
    this.#wakeUp();
  }

  fail(failure: Error): void {
    this.#failure = failure;
    this.#wakeUp();
  }

  #wakeUp(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }
}

/** A thread of an export, from outside. */
export class ExportThread {
  readonly #worker: Worker;
  /** What it writes now, and what it is to write then. */
  readonly #slices: WrittenSlice[] = [];
  #total: PromiseWithResolvers<number> | undefined;
  #failure: Error | undefined;

  constructor(dataFolder: string, spec: ExportSpec) {
    const ending = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
    this.#worker = new Worker(new URL(`./export-thread${ending}`, import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on("message", (reply: ExportReply) => this.#receive(reply));
    this.#worker.on("error", (cause) => {
      this.end(new AppError("unavailable", "the thread of an export stopped", { cause }));
    });
    this.#worker.on("exit", () => {
      this.end(new AppError("unavailable", "the thread of an export ended"));
    });
    this.#post({ op: "begin", dataFolder, spec });
  }

  /** How many events there are. @throws AppError */
  count(): Promise<number> {
    this.#total = Promise.withResolvers();
    if (this.#failure === undefined) this.#post({ op: "count" });
    else this.#total.reject(this.#failure);
    return this.#total.promise;
  }

  /** Has a slice written after those before. */
  write(slice: ExportSlice): WrittenSlice {
    const written = new WrittenSlice(() => this.#post({ op: "more" }));
    if (this.#failure === undefined) {
      this.#slices.push(written);
      this.#post({ op: "write", slice });
    } else written.fail(this.#failure);
    return written;
  }

  /** Ends it; whoever waits is told why. */
  end(reason: Error): void {
    if (this.#failure !== undefined) return;
    this.#failure = reason;
    void this.#worker.terminate();
    this.#total?.reject(reason);
    for (const slice of this.#slices) slice.fail(reason);
  }

  #receive(reply: ExportReply): void {
    switch (reply.op) {
      case "total":
        this.#total?.resolve(reply.total);
        return;
      case "piece":
        this.#slices[0]?.add(reply.piece);
        return;
      case "written":
        this.#slices.shift()?.finish(reply.events);
        return;
      case "failed":
        this.end(toError(reply.failure));
    }
  }

  #post(request: ExportRequest): void {
    this.#worker.postMessage(request);
  }
}
