import { AsyncLocalStorage } from "node:async_hooks";
import type { EventReader } from "../event/store.ts";
import type { Call } from "../http/connection.ts";
import type { PanelLog } from "./panel-log.ts";

/**
 * Tells a panel's log which of its events its callers were shown: those of an answer 200 that was
 * handed to the network whole. Who hung up at that moment may have seen nothing of it.
 */
export class ShownEvents {
  readonly #log: PanelLog;
  /** The seqs that the request under way has read. */
  readonly #read = new AsyncLocalStorage<number[]>();
  /** The same log, for who answers. */
  readonly reader: EventReader;

  constructor(log: PanelLog) {
    this.#log = log;
    this.reader = {
      list: async (query) => {
        const page = await log.list(query);
        this.#read.getStore()?.push(...page.events.map(({ seq }) => seq));
        return page;
      },
      kinds: async (view) => log.kinds(view),
      head: async () => log.head(),
      after: async (seq, limit) => log.after(seq, limit),
    };
  }

  /** Answers a call, with what is read from {@link reader} meanwhile. */
  watch({ request, response }: Call, answer: () => void): void {
    const seqs: number[] = [];
    response.once("finish", () => {
      // Node says "finish" as well of an answer whose connection was ended under it
      const isWhole = response.statusCode === 200 && !request.socket.destroyed;
      if (isWhole && request.method === "GET") this.#log.show(seqs);
    });
    this.#read.run(seqs, answer);
  }
}
