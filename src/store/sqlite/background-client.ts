import type { Worker } from "node:worker_threads";
import { AppError } from "../../event/errors.ts";
import type { BackgroundReply, BackgroundRequest, CollectRequest } from "./background-protocol.ts";
import type { Collected } from "./collected-removals.ts";
import { startThread } from "./threads.ts";
import { toError } from "./writer-client.ts";

interface Waiting extends PromiseWithResolvers<undefined> {
  readonly onColumns: (columns: Collected) => void;
}

/**
 * The thread for what takes longer than a request may: collecting a view's events, checkpoints. It is
 * started when it is first asked for something.
 */
export class BackgroundClient {
  readonly #dataFolder: string;
  readonly #onStopped: (error: AppError) => void;
  readonly #waiting = new Map<number, Waiting>();
  readonly #closed = Promise.withResolvers<undefined>();
  #worker: Worker | undefined;
  #nextId = 1;
  #isClosed = false;

  /** @param onStopped told when the thread ends by itself */
  constructor(dataFolder: string, onStopped: (error: AppError) => void) {
    this.#dataFolder = dataFolder;
    this.#onStopped = onStopped;
  }

  /** Hands over a view's events in order, chunk by chunk. @throws AppError */
  collect(
    request: Omit<CollectRequest, "op" | "id">,
    onColumns: (columns: Collected) => void,
  ): Promise<undefined> {
    return this.#ask((id) => ({ op: "collect", id, ...request }), onColumns);
  }

  /** Does the most of a checkpoint. @throws AppError */
  checkpoint(): Promise<undefined> {
    return this.#ask(
      (id) => ({ op: "checkpoint", id }),
      () => undefined,
    );
  }

  async close(): Promise<void> {
    if (this.#worker === undefined) this.#end();
    if (!this.#isClosed) this.#worker?.postMessage({ op: "close" } satisfies BackgroundRequest);
    await this.#closed.promise;
  }

  #start(): Worker {
    const worker = startThread("background-thread", this.#dataFolder);
    worker.on("message", (reply: BackgroundReply) => this.#receive(reply));
    worker.on("error", (cause) => {
      this.#end();
      this.#onStopped(new AppError("unavailable", "the background thread stopped", { cause }));
    });
    worker.on("exit", () => this.#end());
    return worker;
  }

  #ask(
    request: (id: number) => BackgroundRequest,
    onColumns: (columns: Collected) => void,
  ): Promise<undefined> {
    const waiting = { ...Promise.withResolvers<undefined>(), onColumns };
    const id = this.#nextId++;
    if (this.#isClosed) waiting.reject(new AppError("unavailable", "the store is closed"));
    else {
      this.#waiting.set(id, waiting);
      this.#worker ??= this.#start();
      this.#worker.postMessage(request(id));
    }
    return waiting.promise;
  }

  #receive(reply: BackgroundReply): void {
    const waiting = this.#waiting.get(reply.id);
    if (waiting === undefined) return;
    if (reply.op === "columns") {
      waiting.onColumns(reply.columns);
      return;
    }
    this.#waiting.delete(reply.id);
    if (reply.op === "done") waiting.resolve(undefined);
    else waiting.reject(toError(reply.failure));
  }

  #end(): void {
    this.#isClosed = true;
    for (const waiting of this.#waiting.values()) {
      waiting.reject(new AppError("unavailable", "the store is closed"));
    }
    this.#waiting.clear();
    this.#closed.resolve(undefined);
  }
}
