/**
 * How soon an event that a panel pushes is seen by those who follow the log, and what that costs: no
 * stream, and 1,000 of them, each with a panel of its own or all with everything.
 */
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { addAccount } from "../src/accounts/administer.ts";
import { SqliteStore } from "../src/store/sqlite/store.ts";
import { serialOf } from "./dataset.ts";
import { benchFolder } from "./fill.ts";
import type { PaceResult, PaceTask } from "./live-pusher.ts";
import { report } from "./report.ts";
import type { Row } from "./report.ts";
import { BenchServer, PASSWORD } from "./server.ts";
import { figure } from "./stats.ts";
import type { ReadersResult, ReadersTask } from "./stream-readers.ts";

const PANELS = 100;
const ACCOUNTS = 10;
const SECONDS = 20;
/** The kernel's ticks, in which a process's time is counted. */
const TICKS_PER_SECOND = 100;

/** One measured situation: pushes of five events. */
interface Situation {
  readonly name: string;
  readonly searches: readonly string[];
  /** Of every so many streams one is read event by event. */
  readonly sampled: number;
  readonly pushesPerSecond: number;
}

const ofOnePanel = Array.from(
  { length: 1_000 },
  (_, n) => `?q=${encodeURIComponent(`panel eq '${serialOf(n % PANELS)}'`)}`,
);
const ofAll = Array.from({ length: 1_000 }, () => "");

const SITUATIONS: readonly Situation[] = [
  { name: "no stream", searches: [], sampled: 1, pushesPerSecond: 200 },
  { name: "1 stream of everything", searches: [""], sampled: 1, pushesPerSecond: 200 },
  {
    name: "1,000 streams of one panel each",
    searches: ofOnePanel,
    sampled: 1,
    pushesPerSecond: 200,
  },
  {
    name: "1,000 streams of everything",
    searches: ofAll,
    sampled: 50,
    pushesPerSecond: 20,
  },
  {
    name: "1,000 streams of everything",
    searches: ofAll,
    sampled: 50,
    pushesPerSecond: 200,
  },
];

const folder = join(benchFolder(), "stream");

async function measure(situation: Situation): Promise<Row> {
  rmSync(folder, { recursive: true, force: true });
  await addReaders();
  await using server = await BenchServer.start(folder);
  const names = Array.from({ length: ACCOUNTS }, (_, n) => `reader${n}`);
  const tokens = await Promise.all(names.map((name) => server.token(name)));
  const { searches, sampled, pushesPerSecond } = situation;
  const readers = fork(new URL("stream-readers.ts", import.meta.url));
  readers.send({ open: { url: server.url, tokens, searches, sampled } satisfies ReadersTask });
  await once(readers, "message");
  const pace = { url: server.url, panels: PANELS, eventsEach: 5, pushesPerSecond };
  await push({ ...pace, seconds: 3 });
  readers.send("reset");
  const before = cpuSeconds(server.pid);
  const pushed = await push({ ...pace, seconds: SECONDS });
  const cpu = (cpuSeconds(server.pid) - before) / pushed.seconds;
  const megabytes = server.ownMegabytes();
  return rowOf(situation, pushed, await finish(readers), { cpu, megabytes });
}

/** One account may have 100 streams open. */
async function addReaders(): Promise<void> {
  await using store = await SqliteStore.open({ dataFolder: folder });
  for (let n = 0; n < ACCOUNTS; n += 1) {
    const account = { name: `reader${n}`, type: "admin", password: PASSWORD } as const;
    await addAccount(store.accounts, account);
  }
}

async function push(task: PaceTask): Promise<PaceResult> {
  const child = fork(new URL("live-pusher.ts", import.meta.url));
  child.send(task);
  const [result] = await once(child, "message");
  return result as PaceResult;
}

/** What is on its way gets a moment to come. */
async function finish(readers: ChildProcess): Promise<ReadersResult> {
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  readers.send("finish");
  const [result] = await once(readers, "message");
  return result as ReadersResult;
}

/** Of all threads of a process. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function rowOf(
  { name, searches, sampled }: Situation,
  pushed: PaceResult,
  { bytes, events, p50, p99, max }: ReadersResult,
  { cpu, megabytes }: { cpu: number; megabytes: number },
): Row {
  const rate = pushed.events / pushed.seconds;
  const expected = (pushed.events * searches.length) / sampled;
  const share = searches.length > 1 && sampled === 1 ? expected / PANELS : expected;
  const arrived =
    `p99 ${figure(p99)} ms (p50 ${figure(p50)}, slowest ${figure(max)} ms); ` +
    `${figure((events / share) * 100)} % of the events had come, ` +
    `${figure(bytes / 1e6 / pushed.seconds)} MB/s; `;
  return {
    what: `${name}, ${figure(rate)} events/s: push to stream`,
    bar: searches.length === 0 ? "" : "p99 ≤ 1 s",
    measured:
      (searches.length === 0 ? "" : arrived) +
      `server ${figure(cpu * 100)} % of a core, ${figure(megabytes)} MB; ` +
      `push p50 ${figure(pushed.p50)}, p99 ${figure(pushed.p99)} ms`,
    isMet: searches.length === 0 ? undefined : p99 <= 1_000 && events / share > 0.99,
  };
}

const rows: Row[] = [];
for (const situation of SITUATIONS) {
  const row = await measure(situation);
  console.error(`${row.what}: ${row.measured}`);
  rows.push(row);
}
rmSync(folder, { recursive: true, force: true });

report(
  "Following live",
  `
\`bench/stream.ts\`: ${PANELS} panels push 5 events at a time, at a steady pace, for ${SECONDS} s; other
processes push and read, on the same machine. The time is from before a push is sent to the event in the
reader; of the streams of everything one in 50 is read event by event, of the others bytes are counted.
`,
  rows,
);
