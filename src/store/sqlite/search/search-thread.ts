import { parentPort, workerData } from "node:worker_threads";
import { openForReading } from "../open-database.ts";
import { readAtOnce } from "../read-at-once.ts";
import { toFailure } from "../writer.ts";
import { FollowedLog } from "./followed-log.ts";
import type { SearchReply, SearchRequest } from "./search-protocol.ts";
import { Searcher } from "./searcher.ts";
import { Turns } from "./turns.ts";
import { WordReader } from "./word-reader.ts";

const CACHE_KIB = 8192;

if (parentPort === null) throw new Error("search-thread.ts runs as a worker");
const port = parentPort;

function post(reply: SearchReply): void {
  port.postMessage(reply);
}

// the store that starts this thread passes the data folder and nothing else
const dataFolder = String(workerData);
const connection = openForReading(dataFolder, CACHE_KIB);
const reader = new WordReader(dataFolder, connection, () => post({ op: "damaged" }));
const log = new FollowedLog(connection);
const searcher = new Searcher(log, reader);
// in a turn nothing comes or goes; it is too short to hold up the write-ahead log
const turns = new Turns((turn) => {
  readAtOnce(connection, () => {
    log.settle();
    turn();
  });
});

async function carryOut(request: SearchRequest): Promise<void> {
  if (request.op === "close") {
    turns.abandon(new Error("the store is closed"));
    reader[Symbol.dispose]();
    connection.close();
    port.close();
    return;
  }
  const { id } = request;
  try {
    if (request.op === "find") {
      post({ op: "found", id, found: await turns.carryOut(searcher.find(request.query)) });
    } else {
      post({ op: "tallied", id, tallied: await turns.carryOut(searcher.tally(request.query)) });
    }
  } catch (error) {
    post({ op: "failed", id, failure: toFailure(error) });
  }
}

port.on("message", (request: SearchRequest) => void carryOut(request));
