/**
 * Emulated panels deliver their first million events by push, while someone reads pages: events a
 * second, what a page takes meanwhile, and that nothing is refused.
 *
 * `script/soak delivery [--panels N] [--days N] [--events N]`: so many events at least must come of it.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { EmulatorProcess } from "../support/emulator-process.ts";
import { Random } from "../support/random.ts";
import { ADMIN_HEADERS, ServerProcess } from "../support/server-process.ts";

const { values } = parseArgs({
  options: {
    panels: { type: "string", default: "100" },
    days: { type: "string", default: "240" },
    events: { type: "string", default: "1000000" },
  },
});

const MAX_P99_MS = 100;
/** Pages asked for a second. */
const PAUSE_MS = 20;
const PAGE = 50;

const folder = await mkdtemp(join(tmpdir(), "doorbook-delivery-"));
const server = await ServerProcess.start(join(folder, "data"));
const address = await server.address();
// made before anything is delivered: the time of making it is not the delivery's
const emulator = await EmulatorProcess.start([
  "--panels",
  values.panels,
  "--days",
  values.days,
  "--still",
  "--ring",
  "1000000",
  "--quirks",
  "logins-between-bursts,no-content-type,doubled-pushes",
]);
const random = new Random(1);
const times: number[] = [];
let refusals = 0;

/** A page of the fleet's log, any. @returns how many events there are */
async function readPage(): Promise<number> {
  const page = 1 + random.below(pagesOf(total));
  const startedAtMs = performance.now();
  const response = await fetch(
    `${address}/api/v1/log/items?limit=${String(PAGE)}&page_number=${String(page)}`,
    { headers: ADMIN_HEADERS },
  );
  const text = await response.text();
  times.push(performance.now() - startedAtMs);
  if (!response.ok) refusals += 1;
  return Number(/"total_items":(\d+)/.exec(text)?.[1] ?? 0);
}

function pagesOf(events: number): number {
  return Math.max(1, Math.ceil(events / PAGE));
}

let total = 0;
try {
  const happened = (await emulator.tell()).panels.reduce((sum, state) => sum + state.happened, 0);
  await emulator.act("*", "link", { url: address, password: "battery staple" });
  const startedAtMs = performance.now();
  let pending = happened;
  let toldAtMs = startedAtMs;
  while (pending > 0) {
    total = await readPage();
    await wait(PAUSE_MS);
    if (total < happened && performance.now() - toldAtMs < 1_000) continue;
    toldAtMs = performance.now();
    pending = (await emulator.tell()).panels.reduce((sum, state) => sum + state.pending, 0);
  }
  const tookSeconds = (performance.now() - startedAtMs) / 1000;
  total = await readPage();
  const { logs, login } = (await emulator.tell()).statistics;
  const failed = logs.failed + login.failed + refusals;
  times.sort((a, b) => a - b);
  const p99Ms = times[Math.floor(times.length * 0.99)] ?? NaN;
  const misses = Object.entries({
    [`fewer than ${values.events} events`]: happened >= Number(values.events),
    "not every event is in the book once": total === happened,
    "calls were refused": failed === 0,
    [`a page took over ${String(MAX_P99_MS)} ms at p99`]: p99Ms <= MAX_P99_MS,
  })
    .filter(([, isMet]) => !isMet)
    .map(([miss]) => miss);
  console.log(
    `${misses.length === 0 ? "passed" : `FAILED: ${misses.join(", ")}`}: ${String(happened)} events of ` +
      `${values.panels} panels delivered in ${tookSeconds.toFixed(1)} s, ` +
      `${(happened / tookSeconds).toFixed(0)} events/s, in ${String(logs.answered)} pushes, ` +
      `${String(failed)} refused, ${String(total)} in the book; meanwhile ${String(times.length)} pages of ` +
      `log/items, p50 ${(times[Math.floor(times.length / 2)] ?? NaN).toFixed(1)}, p99 ${p99Ms.toFixed(1)} ms; ` +
      `a push p99 ${logs.p99Ms.toFixed(0)} ms`,
  );
  process.exitCode = misses.length === 0 ? 0 : 1;
} finally {
  await emulator.stop();
  await server.stop();
  await rm(folder, { recursive: true });
}
