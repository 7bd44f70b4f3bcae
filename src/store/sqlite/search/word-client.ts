import type { Worker } from "node:worker_threads";
import { AppError } from "../../../event/errors.ts";
import { startThread } from "../threads.ts";
import { toError } from "../writer-client.ts";
import type { WordReply, WordRequest } from "./word-protocol.ts";

/** What is told of the word index. */
export interface WordListener {
  /** So many events are to be fed, or are fed now. */
  filling(events: number, isDone: boolean): void;
  /** Feeding fails, with the reason, or goes on again; each is told once. */
  feeding(failure: AppError | undefined): void;
  /** The thread ended by itself. */
  stopped(error: AppError): void;
}

/** The thread that feeds the word index, from outside. */
export class WordClient {
  readonly #worker: Worker;
  readonly #closed = Promise.withResolvers<undefined>();

  constructor(dataFolder: string, listener: WordListener) {
    this.#worker = startThread("search/word-thread", dataFolder);
    this.#worker.on("message", (reply: WordReply) => {
      if (reply.op === "failed") listener.feeding(toError(reply.failure));
      else if (reply.op === "recovered") listener.feeding(undefined);
      else listener.filling(reply.events, reply.op === "filled");
    });
    this.#worker.on("error", (cause) => {
      listener.stopped(
        new AppError("unavailable", "the thread of the word index stopped", { cause }),
      );
    });
    this.#worker.on("exit", () => this.#closed.resolve(undefined));
  }

  /** The log has grown. */
  grown(): void {
    this.#send({ op: "grown" });
  }

  /** The index is damaged. */
  rebuild(): void {
    this.#send({ op: "rebuild" });
  }

  async close(): Promise<void> {
    this.#send({ op: "close" });
    await this.#closed.promise;
  }

  #send(request: WordRequest): void {
    this.#worker.postMessage(request);
  }
}
