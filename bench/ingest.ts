/**
 * How fast pushes become durable, over HTTP, into a log of 10 M events of 5,000 panels, beside
 * appending and syncing the same bytes to a bare file.
 */
import { closeSync, cpSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { fork } from "node:child_process";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DATASETS, benchFolder, filled } from "./fill.ts";
import type { PushResult, PushTask } from "./push-client.ts";
import { report } from "./report.ts";
import type { Row } from "./report.ts";
import { BenchServer } from "./server.ts";
import { SqliteStore } from "../src/store/sqlite/store.ts";
import { makeDeliveries } from "./deliveries.ts";
import { figure, median, Times } from "./stats.ts";
import { wordsBehind } from "./words-behind.ts";

const ROUNDS = 5;

/** Pushes of 100 events in one round of one mode. */
const PUSHES = 3000;

const MODES = [
  { mode: "live", name: "live: many panels, rising time", bar: 0.15 },
  { mode: "history", name: "a new panel's history, oldest first", bar: 0.12 },
  { mode: "repeats", name: "all repeats", bar: 0.2 },
] as const;

const dataset = DATASETS["10M"];
const source = await filled(dataset);
const folder = join(benchFolder(), "ingest");
rmSync(folder, { recursive: true, force: true });
cpSync(source, folder, { recursive: true });

const floors: number[] = [];
const results = new Map<string, PushResult[]>(MODES.map(({ mode }) => [mode, []]));
let behind = 0;
let catchUpMs = 0;
{
  await using server = await BenchServer.start(folder);
  for (let round = 0; round < ROUNDS; round += 1) {
    floors.push(appendAndSync(2000));
    for (const { mode } of MODES) {
      const result = await push({ url: server.url, mode, round, pushes: PUSHES });
      results.get(mode)?.push(result);
      console.error(
        `round ${round} ${mode}: ${figure(result.eventsPerSecond)}/s, floor ` +
          `${figure(floors.at(-1) ?? 0)}/s, push p50 ${figure(result.p50)} p99 ${figure(result.p99)} ms, ` +
          `${wordsBehind(folder)} events without words`,
      );
    }
  }
  behind = wordsBehind(folder);
  const start = performance.now();
  while (wordsBehind(folder) > 0) await setTimeout(50);
  catchUpMs = performance.now() - start;
}
const commits = await commitTimes();
rmSync(folder, { recursive: true, force: true });

const rows = MODES.flatMap(({ mode, name, bar }): Row[] => {
  const of = results.get(mode) ?? [];
  const ratios = of.map((result, i) => result.eventsPerSecond / (floors[i] ?? Number.NaN));
  const p99 = median(of.map((result) => result.p99));
  const speed = figure(median(of.map((result) => result.eventsPerSecond)));
  const ratio = median(ratios);
  return [
    {
      what: `${name}, against append and fdatasync of the same bytes`,
      bar: `≥ ${bar}`,
      measured: `${ratio.toFixed(3)} (${speed} events/s; rounds ${spread(ratios)})`,
      isMet: ratio >= bar,
    },
    {
      what: `${mode}: a push over HTTP until it is acknowledged, 8 at a time, p99`,
      bar: "",
      measured: `${figure(p99)} ms (p50 ${figure(median(of.map((result) => result.p50)))} ms)`,
      isMet: undefined,
    },
  ];
});
rows.unshift({
  what: "append and fdatasync of pushes of 100 events",
  bar: "",
  measured: `${figure(median(floors))} events/s`,
  isMet: undefined,
});

rows.push({
  what: "events that the word index lacked when the last push was acknowledged, and until it had them",
  bar: "",
  measured: `${behind.toLocaleString("en")}, ${figure(catchUpMs / 1000)} s`,
  isMet: undefined,
});

for (const [mode, times] of commits) {
  rows.push({
    what: `${mode}: a commit of the pushes that wait, p99`,
    bar: "≤ 10 ms",
    measured: `${figure(times.p99)} ms (p50 ${figure(times.p50)}, slowest ${figure(times.max)} ms)`,
    isMet: times.p99 <= 10,
  });
}

report(
  "Ingest",
  `
\`bench/ingest.ts\`: ${ROUNDS} rounds; in each the floor (one process appends the bodies of pushes of
100 events to a file, one \`fdatasync\` a push), then ${PUSHES} pushes of every mode by a client in a
process of its own over 8 connections, bodies made beforehand. The log holds 10 M events of 5,000
panels over 90 days at the start and grows meanwhile; the indexes behind the log are merged while
pushes come in. A ratio is taken within one round; the median of the rounds is given. A push's time is
what its client sees with eight under way at once: it waits for the commit before, for a step of a
merge, and for its own commit with seven others. The commits' times are taken inside the writer, from
\`BEGIN\` to the return of \`COMMIT\`, while the same pushes are appended in one process. The word index is
fed all the time, by a thread of its own, also in that process.
`,
  rows,
);

/** How long commits take while eight deliveries wait at any time, by mode; in this process. */
async function commitTimes(): Promise<Map<string, Times>> {
  const byMode = new Map<string, Times>();
  let times = new Times();
  await using store = await SqliteStore.open({
    dataFolder: folder,
    search: true,
    onCommit: (tookMs) => times.add(tookMs),
  });
  for (const { mode } of MODES) {
    times = new Times();
    byMode.set(mode, times);
    const deliveries = makeDeliveries({ mode, round: ROUNDS, pushes: PUSHES });
    let next = 0;
    const work = async (): Promise<void> => {
      for (let push = deliveries[next++]; push !== undefined; push = deliveries[next++]) {
        await store.append(push.serial, push.events);
      }
    };
    await Promise.all(Array.from({ length: 8 }, work));
  }
  return byMode;
}

/** Events a second that one process can append and sync, in pushes of 100. */
function appendAndSync(pushes: number): number {
  const path = join(benchFolder(), "floor");
  const file = openSync(path, "w");
  const body = Buffer.alloc(25_600, "x");
  const start = performance.now();
  for (let i = 0; i < pushes; i += 1) {
    writeSync(file, body);
    fdatasyncSync(file);
  }
  const seconds = (performance.now() - start) / 1000;
  closeSync(file);
  rmSync(path);
  return (pushes * 100) / seconds;
}

function push(task: PushTask): Promise<PushResult> {
  const client = fork(new URL("./push-client.ts", import.meta.url), []);
  return new Promise((resolve, reject) => {
    client.once("message", (result: PushResult) => resolve(result));
    client.once("error", reject);
    client.once("exit", (code) => reject(new Error(`the client ended with ${code}`)));
    client.send(task);
  });
}

function spread(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`;
}
