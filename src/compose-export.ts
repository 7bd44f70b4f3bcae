import { availableParallelism } from "node:os";
import type {
  ExportSlice,
  ExportSpec,
  StartExport,
  StartedExport,
} from "./book/export/export-spec.ts";
import { checkCount } from "./book/export/run-export.ts";
import { slicesOf, wholeOf } from "./book/export/slices.ts";
import type { EventBook } from "./event/book.ts";
import { AppError } from "./event/errors.ts";
import { ExportThread } from "./export-client.ts";
import type { WrittenSlice } from "./export-client.ts";

/** How exports are spread over threads, where it is not the default. */
interface ExportSpread {
  /** How many threads a large one has; default 2, on one processor 1. */
  readonly threads?: number;
  /** From so many events on it is large, and begun in two threads; default 20,000. */
  readonly manyEvents?: number;
}

/** Slices that a thread has before it, the one it writes among them. */
const SLICES_AHEAD = 2;

/**
 * Has exports of a data folder made in threads of their own, a large one in two: other work is not held
 * up, and what an export took is given back with its threads.
 *
 * @param log of the same folder
 * @param spread for tests
 */
export function exportsInThreads(
  dataFolder: string,
  log: Pick<EventBook, "find">,
  { threads = Math.min(2, availableParallelism()), manyEvents = 20_000 }: ExportSpread = {},
): StartExport {
  return async (spec, signal): Promise<StartedExport> => {
    signal.throwIfAborted();
    const running = new ThreadedExport(dataFolder, spec, signal);
    try {
      const total = spec.total ?? (await running.count());
      const isLarge = threads > 1 && total >= manyEvents && spec.format !== "xlsx";
      const slices = isLarge ? slicesOf(log, spec, total) : [wholeOf(spec)];
      return { total, pieces: running.read(slices, isLarge ? threads : 1, total) };
    } catch (error) {
      running.end();
      throw error;
    }
  };
}

/** An export in its threads, from outside. */
class ThreadedExport {
  readonly #dataFolder: string;
  readonly #spec: ExportSpec;
  readonly #signal: AbortSignal;
  readonly #threads: ExportThread[] = [];

  constructor(dataFolder: string, spec: ExportSpec, signal: AbortSignal) {
    this.#dataFolder = dataFolder;
    this.#spec = spec;
    this.#signal = signal;
    signal.addEventListener("abort", this.#abort);
  }

  /** How many events there are. @throws AppError */
  count(): Promise<number> {
    return this.#thread(0).count();
  }

  /** The file; whoever ends it early ends the work. @throws AppError */
  async *read(
    slices: AsyncIterable<ExportSlice> | Iterable<ExportSlice>,
    threads: number,
    total: number,
  ): AsyncGenerator<Uint8Array, void> {
    const running: WrittenSlice[] = [];
    const source = toAsync(slices);
    let nth = 0;
    const begin = async (): Promise<void> => {
      while (running.length < threads * SLICES_AHEAD) {
        const { done, value } = await source.next();
        if (done === true) return;
        running.push(this.#thread(nth % threads).write(value));
        nth += 1;
      }
    };
    try {
      let count = 0;
      await begin();
      for (let head = running.shift(); head !== undefined; head = running.shift()) {
        // others are begun while this one is read
        const beginning = begin();
        beginning.catch(() => undefined);
        yield* head.pieces();
        count += head.events;
        await beginning;
      }
      checkCount(this.#spec, total, count);
    } finally {
      this.end();
    }
  }

  /** Ends the threads. */
  end(reason: Error = new AppError("unavailable", "nobody reads on")): void {
    this.#signal.removeEventListener("abort", this.#abort);
    for (const thread of this.#threads) thread.end(reason);
  }

  #thread(nth: number): ExportThread {
    this.#signal.throwIfAborted();
    const running = this.#threads[nth];
    if (running !== undefined) return running;
    const started = new ExportThread(this.#dataFolder, this.#spec);
    this.#threads.push(started);
    return started;
  }

  readonly #abort = (): void => {
    const reason: unknown = this.#signal.reason;
    this.end(reason instanceof Error ? reason : undefined);
  };
}

async function* toAsync<Value>(
  values: AsyncIterable<Value> | Iterable<Value>,
): AsyncGenerator<Value, void> {
  yield* values;
}
