import type { Worker } from "node:worker_threads";
import type { FindQuery, Found, Tallied, TallyQuery } from "../../../event/book.ts";
import { AppError } from "../../../event/errors.ts";
import type { BookPlan } from "../../directory/book-plan.ts";
import type { Searching } from "../../directory/directory-book.ts";
import { startThread } from "../threads.ts";
import { toError } from "../writer-client.ts";
import type { Question, SearchReply, SearchRequest } from "./search-protocol.ts";

/** Past so many questions under way another one is refused. */
const MAX_WAITING = 64;

/** What the thread says unasked. */
export interface SearchListener {
  /** The word index is damaged. */
  damaged(): void;
  /** The thread ended by itself. */
  stopped(error: AppError): void;
}

/** The thread that searches, from outside; it is started by the first question. */
export class SearchClient implements Searching {
  readonly #dataFolder: string;
  readonly #listener: SearchListener;
  readonly #waiting = new Map<number, PromiseWithResolvers<SearchReply>>();
  readonly #closed = Promise.withResolvers<undefined>();
  #worker: Worker | undefined;
  #nextId = 1;
  #isClosed = false;

  constructor(dataFolder: string, listener: SearchListener) {
    this.#dataFolder = dataFolder;
    this.#listener = listener;
  }

  /** @throws AppError `too_broad`, `unavailable`, also when too many ask; `damaged` */
  async find(_plan: BookPlan, query: FindQuery): Promise<Found> {
    const reply = await this.#ask({ op: "find", query });
    if (reply.op !== "found") throw new AppError("internal", "a page was expected");
    return reply.found;
  }

  /** @throws AppError `unavailable`, also when too many ask; `damaged` */
  async tally(_plan: BookPlan, query: TallyQuery): Promise<Tallied> {
    const reply = await this.#ask({ op: "tally", query });
    if (reply.op !== "tallied") throw new AppError("internal", "a tally was expected");
    return reply.tallied;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#refuseAll();
    if (this.#worker === undefined) return;
    this.#worker.postMessage({ op: "close" } satisfies SearchRequest);
    await this.#closed.promise;
  }

  #ask(question: Question): Promise<SearchReply> {
    if (this.#isClosed) throw new AppError("unavailable", "the store is closed");
    if (this.#waiting.size >= MAX_WAITING) {
      throw new AppError("unavailable", "too many searches are under way: try again");
    }
    this.#worker ??= this.#start();
    const waiting = Promise.withResolvers<SearchReply>();
    const id = this.#nextId++;
    this.#waiting.set(id, waiting);
    this.#worker.postMessage({ ...question, id } satisfies SearchRequest);
    return waiting.promise;
  }

  #start(): Worker {
    const worker = startThread("search/search-thread", this.#dataFolder);
    worker.on("message", (reply: SearchReply) => this.#receive(reply));
    worker.on("error", (cause) => {
      this.#isClosed = true;
      this.#refuseAll();
      this.#listener.stopped(
        new AppError("unavailable", "the thread that searches stopped", { cause }),
      );
    });
    worker.on("exit", () => this.#closed.resolve(undefined));
    return worker;
  }

  #receive(reply: SearchReply): void {
    if (reply.op === "damaged") {
      this.#listener.damaged();
      return;
    }
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if (reply.op === "failed") waiting?.reject(toError(reply.failure));
    else waiting?.resolve(reply);
  }

  #refuseAll(): void {
    for (const { reject } of this.#waiting.values()) {
      reject(new AppError("unavailable", "the store is closed"));
    }
    this.#waiting.clear();
  }
}
