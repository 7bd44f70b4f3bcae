import { Worker } from "node:worker_threads";
import type { ExportSpec, StartExport, StartedExport } from "./book/export/export-spec.ts";
import { AppError } from "./event/errors.ts";
import type { ExportReply, ExportRequest } from "./export-protocol.ts";
import { toError } from "./store/sqlite/writer-client.ts";

/** Memory for short-lived objects: a page of events with what is written of them. */
const YOUNG_MB = 32;

/**
 * Has exports of a data folder made in threads of their own, one each: other work is not held up, and
 * what an export took is given back with its thread.
 */
export function exportsInThreads(dataFolder: string): StartExport {
  return (spec, signal) => ThreadedExport.start(dataFolder, spec, signal);
}

/** An export in its thread, from outside. */
class ThreadedExport {
  readonly #worker: Worker;
  readonly #signal: AbortSignal;
  readonly #total = Promise.withResolvers<number>();
  readonly #pieces: Uint8Array[] = [];
  #wake = Promise.withResolvers<void>();
  #isEnded = false;
  #failure: Error | undefined;

  static async start(
    dataFolder: string,
    spec: ExportSpec,
    signal: AbortSignal,
  ): Promise<StartedExport> {
    signal.throwIfAborted();
    const running = new ThreadedExport(signal);
    running.#post({ op: "begin", dataFolder, spec });
    return { total: await running.#total.promise, pieces: running.#read() };
  }

  private constructor(signal: AbortSignal) {
    const ending = import.meta.url.endsWith(".ts") ? ".ts" : ".js";
    this.#worker = new Worker(new URL(`./export-thread${ending}`, import.meta.url), {
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on("message", (reply: ExportReply) => this.#receive(reply));
    this.#worker.on("error", (cause) => {
      this.#fail(new AppError("unavailable", "the thread of an export stopped", { cause }));
    });
    this.#worker.on("exit", () => {
      this.#fail(new AppError("unavailable", "the thread of an export ended"));
    });
    // one that fails before anybody waits is told to whoever waits
    this.#total.promise.catch(() => undefined);
    this.#signal = signal;
    signal.addEventListener("abort", this.#abort);
  }

  async *#read(): AsyncGenerator<Uint8Array, void> {
    try {
      for (;;) {
        const piece = this.#pieces.shift();
        if (piece !== undefined) {
          this.#post({ op: "more" });
          yield piece;
        } else if (this.#failure !== undefined) throw this.#failure;
        else if (this.#isEnded) return;
        else await this.#wake.promise;
      }
    } finally {
      this.#fail(new AppError("unavailable", "nobody reads on"));
    }
  }

  #receive(reply: ExportReply): void {
    switch (reply.op) {
      case "total":
        this.#total.resolve(reply.total);
        return;
      case "piece":
        this.#pieces.push(reply.piece);
        break;
      case "end":
        this.#isEnded = true;
        break;
      case "failed":
        this.#fail(toError(reply.failure));
        return;
    }
    this.#wakeUp();
  }

  readonly #abort = (): void => {
    const reason: unknown = this.#signal.reason;
    this.#fail(reason instanceof Error ? reason : new AppError("unavailable", "nobody reads on"));
  };

  /** Ends the thread; after the end there is nothing left to fail. */
  #fail(error: Error): void {
    this.#signal.removeEventListener("abort", this.#abort);
    void this.#worker.terminate();
    if (this.#failure !== undefined || this.#isEnded) return;
    this.#failure = error;
    this.#total.reject(error);
    this.#wakeUp();
  }

  #wakeUp(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  #post(request: ExportRequest): void {
    this.#worker.postMessage(request);
  }
}
