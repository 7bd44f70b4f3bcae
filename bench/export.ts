import { parseArgs } from "node:util";
import { RecordScanner } from "../src/cli/book/export/record-scanner.ts";
import { DATASETS, filled } from "./fill.ts";
import { report } from "./report.ts";
import type { Row } from "./report.ts";
import { BenchServer } from "./server.ts";

const { values } = parseArgs({
  options: {
    dataset: { type: "string", default: "10M" },
    rows: { type: "string", default: "5000000" },
    workbook: { type: "string", default: "500000" },
  },
});

const dataset = Object.values(DATASETS).find(({ name }) => name === values.dataset);
if (dataset === undefined) throw new Error(`there is no dataset ${values.dataset}`);

const LOOK_MS = 250;
const BAR = 100_000;

interface Measured {
  readonly total: number;
  readonly perSecond: number;
  readonly megabytesPerSecond: number;
  readonly firstMb: number;
  readonly mostMb: number;
}

/** Times of a stretch with about so many events of the dataset, from its first. */
async function stretchOf(
  server: BenchServer,
  headers: Readonly<Record<string, string>>,
  rows: number,
) {
  const url = `${server.url}/book/v1/events?order=asc&limit=1&page=${rows}`;
  const body = (await (await fetch(url, { headers })).json()) as {
    events: { occurredAt: number }[];
  };
  return body.events[0]?.occurredAt ?? 0;
}

async function measure(
  server: BenchServer,
  headers: Readonly<Record<string, string>>,
  format: "csv" | "jsonl" | "xlsx",
  toMs: number,
): Promise<Measured> {
  const response = await fetch(
    `${server.url}/book/v1/export?format=${format}&order=asc&to=${toMs}`,
    { headers },
  );
  const total = Number(response.headers.get("doorbook-total"));
  const firstMb = server.ownMegabytes();
  let mostMb = firstMb;
  const timer = setInterval(() => (mostMb = Math.max(mostMb, server.ownMegabytes())), LOOK_MS);
  const scanner = format === "xlsx" ? undefined : new RecordScanner(format);
  const startMs = performance.now();
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    scanner?.push(piece);
  }
  const seconds = (performance.now() - startMs) / 1000;
  clearInterval(timer);
  const rows = (scanner?.records ?? total) - (format === "csv" ? 1 : 0);
  if (rows !== total) throw new Error(`${rows} rows of ${total}`);
  const perSecond = Math.round(total / seconds);
  return { total, perSecond, megabytesPerSecond: bytes / seconds / 1e6, firstMb, mostMb };
}

const rows: Row[] = [];
{
  await using server = await BenchServer.start(await filled(dataset));
  const headers = { authorization: `Bearer ${await server.token()}` };
  for (const format of ["csv", "jsonl", "xlsx"] as const) {
    const wanted = Number(format === "xlsx" ? values.workbook : values.rows);
    const toMs = await stretchOf(server, headers, wanted);
    const { total, perSecond, megabytesPerSecond, firstMb, mostMb } = await measure(
      server,
      headers,
      format,
      toMs,
    );
    const isBarred = format !== "xlsx";
    rows.push({
      what: `${format}, all columns, ${total} events`,
      bar: isBarred ? "≥ 100,000 rows/s" : "",
      measured: `${perSecond} rows/s, ${megabytesPerSecond.toFixed(1)} MB/s; server ${firstMb.toFixed(0)} MB at the first row, at most ${mostMb.toFixed(0)} MB`,
      isMet: isBarred ? perSecond >= BAR : undefined,
    });
  }
}

report(
  "Export",
  `\`bench/export.ts\`: a server over a log of ${dataset.events} events, one export after the other over HTTP, oldest
first, all columns, from the log's first event; the client, in a process of its own, finds the ends of rows and
keeps nothing. The number of rows is held against \`Doorbook-Total\`. Memory is the server's own: resident, less
mapped files.`,
  rows,
);
