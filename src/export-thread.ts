/** Writes slices of one export: reads the log, makes the file's bytes. */
import { parentPort } from "node:worker_threads";
import type { ExportSlice, ExportSpec } from "./book/export/export-spec.ts";
import { countWalked, slicePieces, walkCounted } from "./book/export/run-export.ts";
import type { SliceWriting } from "./book/export/run-export.ts";
import { PIECES_AHEAD } from "./export-protocol.ts";
import type { ExportReply, ExportRequest } from "./export-protocol.ts";
import { Fleet } from "./fleet/fleet.ts";
import { LogWalk } from "./store/sqlite/search/log-walk.ts";
import { toFailure } from "./store/sqlite/writer.ts";

if (parentPort === null) throw new Error("export-thread.ts runs as a worker");
const port = parentPort;

const post = (reply: ExportReply) => port.postMessage(reply);

/** How many pieces are still wanted. */
class Wanted {
  #count = PIECES_AHEAD;
  #more = Promise.withResolvers<void>();

  add(): void {
    this.#count += 1;
    this.#more.resolve();
    this.#more = Promise.withResolvers();
  }

  async take(): Promise<void> {
    while (this.#count === 0) await this.#more.promise;
    this.#count -= 1;
  }
}

/** What the thread works on. */
class Task {
  readonly #log: LogWalk;
  readonly #spec: ExportSpec;
  readonly #writing: SliceWriting;

  private constructor(log: LogWalk, spec: ExportSpec, writing: SliceWriting) {
    this.#log = log;
    this.#spec = spec;
    this.#writing = writing;
  }

  static async begin(dataFolder: string, spec: ExportSpec): Promise<Task> {
    // a damaged word index is the server's to mend
    const log = LogWalk.open(dataFolder, () => undefined);
    return new Task(log, spec, slicePieces(spec, await Fleet.open(log.fleet)));
  }

  async count(): Promise<number> {
    const query = { ...this.#spec.query, after: undefined };
    return countWalked(this.#log.events(query));
  }

  async write({ fromMs, toMs, after, isFirst }: ExportSlice): Promise<void> {
    const walk = walkCounted(this.#log.events({ ...this.#spec.query, fromMs, toMs, after }));
    for await (const piece of this.#writing(walk, isFirst)) {
      await wanted.take();
      const { buffer } = piece;
      // handed over, not copied, where nothing else shares its memory
      const isWhole = buffer instanceof ArrayBuffer && piece.byteLength === buffer.byteLength;
      port.postMessage({ op: "piece", piece } satisfies ExportReply, isWhole ? [buffer] : []);
    }
    post({ op: "written", events: walk.count });
  }
}

const wanted = new Wanted();
let task: Promise<Task> | undefined;
let work: Promise<unknown> = Promise.resolve();

/** One after the other; whoever has enough, or is told of a failure, ends the thread. */
function then(step: () => Promise<void>): void {
  work = work
    .then(step)
    .catch((error: unknown) => post({ op: "failed", failure: toFailure(error) }));
}

port.on("message", (request: ExportRequest) => {
  switch (request.op) {
    case "begin":
      task = Task.begin(request.dataFolder, request.spec);
      // told by the first step
      task.catch(() => undefined);
      return;
    case "count":
      then(async () => post({ op: "total", total: (await (await task)?.count()) ?? 0 }));
      return;
    case "write":
      then(async () => (await task)?.write(request.slice));
      return;
    case "more":
      wanted.add();
  }
});
