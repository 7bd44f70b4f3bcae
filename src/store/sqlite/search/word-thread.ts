import { parentPort, workerData } from "node:worker_threads";
import { openForReading } from "../open-database.ts";
import { toFailure } from "../writer.ts";
import { WordFeeder } from "./word-feeder.ts";
import type { Fed } from "./word-feeder.ts";
import type { WordReply, WordRequest } from "./word-protocol.ts";

const LOG_CACHE_KIB = 2048;

/** How long events may wait so that more come into their run, milliseconds. */
const GATHER_MS = 50;

/** While the log grows a rest follows each run, as long as the run took: the writer comes first. */
const BUSY_MS = 1000;

/** How long feeding that failed (a full disk, say) waits before the next try, milliseconds. */
const RETRY_MS = 1000;

/** With so many events to be fed a start is told of, and its end. */
const MANY_EVENTS = 100_000;

if (parentPort === null) throw new Error("word-thread.ts runs as a worker");
const port = parentPort;

function post(reply: WordReply): void {
  port.postMessage(reply);
}

/** Feeds the word index whenever the log has grown, and rests in between. */
class FeedLoop {
  readonly #dataFolder: string;
  readonly #log;
  #feeder: WordFeeder | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isFailing = false;
  #filling = 0;
  #grownAtMs = 0;

  constructor(dataFolder: string) {
    this.#dataFolder = dataFolder;
    this.#log = openForReading(dataFolder, LOG_CACHE_KIB);
  }

  wake(afterMs = GATHER_MS): void {
    this.#timer ??= setTimeout(() => this.#turn(), afterMs);
  }

  grown(): void {
    this.#grownAtMs = performance.now();
    this.wake();
  }

  rebuild(): void {
    this.#attempt(() => this.#feeder?.rebuild());
    this.wake(0);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#feeder?.[Symbol.dispose]();
    this.#log.close();
    port.close();
  }

  #turn(): void {
    this.#timer = undefined;
    const start = performance.now();
    const fed = this.#attempt(() => this.#feed());
    const end = performance.now();
    if (fed === undefined) this.wake(RETRY_MS);
    else if (fed.added === 0 && !fed.hasMore) this.#rest();
    else {
      const restMs = end - this.#grownAtMs < BUSY_MS ? end - start : 0;
      this.wake(fed.hasMore ? restMs : Math.max(GATHER_MS, restMs));
    }
  }

  #feed(): Fed {
    if (this.#feeder === undefined) this.#feeder = new WordFeeder(this.#dataFolder, this.#log);
    const fed = this.#feeder.step();
    const { seq, added } = fed;
    if (this.#filling === 0 && added > 0) {
      const [head] = this.#log.one<[number]>("SELECT coalesce(max(seq), 0) FROM event");
      if (head - seq > MANY_EVENTS) {
        this.#filling = head - seq + added;
        post({ op: "filling", events: this.#filling });
      }
    }
    return fed;
  }

  /** All is fed. Room that events left is given back in some steps, while nothing else is to do. */
  #rest(): void {
    this.#filled();
    const left = this.#attempt(() => this.#feeder?.giveBack()) ?? 0;
    if (left > 0) this.wake();
  }

  #filled(): void {
    if (this.#filling === 0) return;
    post({ op: "filled", events: this.#filling });
    this.#filling = 0;
  }

  /** Tells of a failure once; `undefined` when there is one. */
  #attempt<Result>(work: () => Result): Result | undefined {
    try {
      const result = work();
      if (this.#isFailing) post({ op: "recovered" });
      this.#isFailing = false;
      return result;
    } catch (error) {
      if (!this.#isFailing) post({ op: "failed", failure: toFailure(error) });
      this.#isFailing = true;
      return undefined;
    }
  }
}

// the store that starts this thread passes the data folder and nothing else
const loop = new FeedLoop(String(workerData));
port.on("message", (request: WordRequest) => {
  if (request.op === "grown") loop.grown();
  else if (request.op === "rebuild") loop.rebuild();
  else loop.close();
});
loop.wake(0);
