import { parentPort, workerData } from "node:worker_threads";
import type { BackgroundReply, BackgroundRequest, CollectRequest } from "./background-protocol.ts";
import { collectFleet, collectPanels } from "./collector.ts";
import { Connection } from "./connection.ts";
import { databasePath } from "./open-database.ts";
import { toFailure } from "./writer.ts";

const CACHE_KIB = 2048;

/** So many pages the writer copies in some 2 ms. */
const FEW_PAGES = 128;

const MAX_PASSES = 8;

if (parentPort === null) throw new Error("background-thread.ts runs as a worker");
const port = parentPort;

// the store that starts this thread passes the data folder and nothing else
const path = databasePath(String(workerData));
const reader = Connection.open(path, { readOnly: true, cacheKiB: CACHE_KIB });
// a checkpoint writes to the file, but nothing that was not committed
const checkpointer = Connection.open(path, { readOnly: false, cacheKiB: 1024 });
checkpointer.exec("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0");

function post(reply: BackgroundReply): void {
  port.postMessage(reply);
}

/** Sends the chunks one by one; other requests get their turn in between. */
async function collect({ id, panels, floor, through }: CollectRequest): Promise<void> {
  const chunks =
    panels === undefined
      ? collectFleet(reader, floor, through)
      : collectPanels(reader, panels, floor, through);
  for (const columns of chunks) {
    post({ op: "columns", id, columns });
    await new Promise(setImmediate);
  }
}

/**
 * Copies the write-ahead log into the file, again for what was committed meanwhile, until so little
 * is left that the writer, who must stand still for it, does the rest in no time.
 */
function checkpoint(): void {
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    checkpointer.exec("PRAGMA wal_checkpoint(PASSIVE)");
    const [, pages, copied] = checkpointer.one<[number, number, number]>(
      "PRAGMA wal_checkpoint(NOOP)",
    );
    if (pages - copied <= FEW_PAGES) return;
  }
}

async function carryOut(request: BackgroundRequest): Promise<void> {
  if (request.op === "close") {
    reader.close();
    checkpointer.close();
    port.close();
    return;
  }
  try {
    if (request.op === "collect") await collect(request);
    else checkpoint();
    post({ op: "done", id: request.id });
  } catch (error) {
    post({ op: "failed", id: request.id, failure: toFailure(error) });
  }
}

port.on("message", (request: BackgroundRequest) => void carryOut(request));
