/** Makes one export: reads the log, writes the file's bytes, and ends. */
import { parentPort } from "node:worker_threads";
import { runExport } from "./book/export/run-export.ts";
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

const wanted = new Wanted();

async function make({ dataFolder, spec }: ExportRequest & { op: "begin" }): Promise<void> {
  // a damaged word index is the server's to mend
  using log = LogWalk.open(dataFolder, () => undefined);
  const fleet = await Fleet.open(log.fleet);
  const parts = { walk: log.events.bind(log), fleet };
  // whoever has enough ends the thread
  const { total, pieces } = await runExport(parts, spec, new AbortController().signal);
  post({ op: "total", total });
  for await (const piece of pieces) {
    await wanted.take();
    const { buffer } = piece;
    // handed over, not copied, where nothing else shares its memory
    const isWhole = buffer instanceof ArrayBuffer && piece.byteLength === buffer.byteLength;
    port.postMessage({ op: "piece", piece } satisfies ExportReply, isWhole ? [buffer] : []);
  }
  post({ op: "end" });
}

port.on("message", (request: ExportRequest) => {
  if (request.op === "begin") {
    make(request)
      .catch((error: unknown) => post({ op: "failed", failure: toFailure(error) }))
      .finally(() => port.close());
    return;
  }
  wanted.add();
});
