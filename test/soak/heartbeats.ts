/**
 * Thousands of emulated panels give heartbeats while a building lives: what an answer takes, and
 * whether the server's memory stays flat.
 *
 * `script/soak heartbeats [--panels N] [--seconds N] [--rate N]`: rate is scenes a minute, at least.
 */
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { EmulatorProcess } from "../support/emulator-process.ts";
import { ServerProcess } from "../support/server-process.ts";

const { values } = parseArgs({
  options: {
    panels: { type: "string", default: "5000" },
    seconds: { type: "string", default: "180" },
    rate: { type: "string", default: "600" },
  },
});
const panels = Number(values.panels);
const seconds = Number(values.seconds);

/** All panels have logged in, and their heartbeats come in turn. */
const SETTLED_AFTER_MS = 20_000;
const LAST_MS = 60_000;
const SAMPLE_MS = 2_000;

/** Bars of what this program shows. */
const MAX_P99_MS = 50;
const MAX_GROWTH = 0.05;

/** What the system says the process holds, bytes, without the files that it has mapped. */
function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]);
  return (of("VmRSS") - of("RssFile")) * 1024;
}

/** The mean of what memory was within a time. */
function meanOf(samples: readonly { atMs: number; bytes: number }[], from: number, to: number) {
  const within = samples.filter(({ atMs }) => atMs >= from && atMs < to);
  return within.reduce((sum, { bytes }) => sum + bytes, 0) / within.length;
}

const folder = await mkdtemp(join(tmpdir(), "doorbook-heartbeats-"));
const server = await ServerProcess.start(join(folder, "data"));
const emulator = await EmulatorProcess.start([
  "--panels",
  String(panels),
  "--rate",
  values.rate,
  "--link-url",
  await server.address(),
]);
try {
  await wait(SETTLED_AFTER_MS);
  await emulator.resetStatistics();
  const before = await emulator.tell();
  const happenedBefore = before.panels.reduce((sum, { happened }) => sum + happened, 0);
  const samples: { atMs: number; bytes: number }[] = [];
  const startedAtMs = performance.now();
  while (performance.now() - startedAtMs < seconds * 1000) {
    samples.push({ atMs: performance.now() - startedAtMs, bytes: residentBytes(server.pid) });
    await wait(SAMPLE_MS);
  }
  const endMs = seconds * 1000;
  const { statistics, panels: states } = await emulator.tell();
  const { pong, logs, login } = statistics;
  const happened = states.reduce((sum, state) => sum + state.happened, 0) - happenedBefore;
  const failed = pong.failed + logs.failed + login.failed;
  // the mean of the last quarter of a minute against that of the one a minute before
  const quarter = LAST_MS / 4;
  const last = meanOf(samples, endMs - quarter, endMs);
  const beforeLast = meanOf(samples, endMs - LAST_MS - quarter, endMs - LAST_MS);
  const growth = last / beforeLast - 1;
  const misses = Object.entries({
    [`pong p99 over ${String(MAX_P99_MS)} ms`]: pong.p99Ms <= MAX_P99_MS,
    "calls failed": failed === 0,
    "memory grows": growth <= MAX_GROWTH,
    "too few heartbeats": pong.answered >= (panels * seconds) / 10 - panels,
    "nothing happened": happened > seconds,
  })
    .filter(([, isMet]) => !isMet)
    .map(([miss]) => miss);
  console.log(
    `${misses.length === 0 ? "passed" : `FAILED: ${misses.join(", ")}`}: ${String(panels)} panels, ` +
      `${(pong.answered / seconds).toFixed(0)} heartbeats/s for ${String(seconds)} s; pong p50 ` +
      `${pong.p50Ms.toFixed(2)}, p99 ${pong.p99Ms.toFixed(2)}, worst ${pong.maxMs.toFixed(1)} ms; ` +
      `${String(happened)} live events, push p99 ${logs.p99Ms.toFixed(1)} ms; ${String(failed)} failed; ` +
      `server's memory ${(last / 1e6).toFixed(0)} MB, ${(growth * 100).toFixed(1)} % more than a minute before`,
  );
  process.exitCode = misses.length === 0 ? 0 : 1;
} finally {
  await emulator.stop();
  await server.stop();
  await rm(folder, { recursive: true });
}
