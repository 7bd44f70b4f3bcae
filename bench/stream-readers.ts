/** Opens streams as programs do, from a process of its own, and says how late events come. */
import { request } from "node:http";
import type { IncomingMessage } from "node:http";
import { Times } from "./stats.ts";

/** Which streams to open. */
export interface ReadersTask {
  readonly url: string;
  /** Streams are spread evenly over them. */
  readonly tokens: readonly string[];
  /** What follows the path, one for each stream. */
  readonly searches: readonly string[];
  /** Of every so many streams one is read event by event; the others are counted. */
  readonly sampled: number;
}

/** What came. */
export interface ReadersResult {
  readonly bytes: number;
  readonly events: number;
  /** From before the push to the event in the reader, milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

type ToReaders = { readonly open: ReadersTask } | "reset" | "finish";

let bytes = 0;
let times = new Times();
let events = 0;

process.on("message", (message: ToReaders) => void carryOut(message));

async function carryOut(message: ToReaders): Promise<void> {
  if (message === "reset") {
    bytes = 0;
    events = 0;
    times = new Times();
  } else if (message === "finish") {
    const result = { bytes, events, p50: times.p50, p99: times.p99, max: times.max };
    process.send?.(result satisfies ReadersResult, () => process.exit());
  } else {
    await openAll(message.open);
    process.send?.("opened");
  }
}

async function openAll({ url, tokens, searches, sampled }: ReadersTask): Promise<void> {
  for (const [index, search] of searches.entries()) {
    const token = tokens[index % tokens.length] ?? "";
    const response = await open(`${url}/book/v1/events/stream${search}`, token);
    if (index % sampled === 0) sample(response);
    else response.on("data", (chunk: Buffer) => (bytes += chunk.length));
  }
}

function open(url: string, token: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const sending = request(url, { headers, agent: false }, (response) => {
      if (response.statusCode === 200) resolve(response);
      else reject(new Error(`a stream was refused: ${String(response.statusCode)}`));
    });
    sending.on("error", reject);
    sending.end();
  });
}

function sample(response: IncomingMessage): void {
  let rest = "";
  response.setEncoding("utf8").on("data", (chunk: string) => {
    const nowMs = Date.now();
    bytes += chunk.length;
    rest += chunk;
    const end = rest.lastIndexOf("\n\n");
    if (end < 0) return;
    for (const [, sentAt] of rest.slice(0, end).matchAll(/"sentAt":(\d+)/g)) {
      events += 1;
      times.add(nowMs - Number(sentAt));
    }
    rest = rest.slice(end + 2);
  });
}
