/**
 * Two hundred emulated panels are pulled while their building lives: how long the first readings and the
 * later ones take, how often panels are logged in to, what memory the server holds.
 *
 * `script/soak pull [--panels N] [--days N] [--seconds N] [--rate N] [--pull-seconds N]`
 */
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { registerPanels } from "../../src/fleet/register-panels.ts";
import { SecretKey } from "../../src/fleet/secret-key.ts";
import { SqliteStore } from "../../src/store/sqlite/store.ts";
import { EmulatorProcess } from "../support/emulator-process.ts";
import { ADMIN_HEADERS, PASSWORDS, ServerProcess } from "../support/server-process.ts";

const { values } = parseArgs({
  options: {
    panels: { type: "string", default: "200" },
    days: { type: "string", default: "30" },
    seconds: { type: "string", default: "180" },
    rate: { type: "string", default: "600" },
    "pull-seconds": { type: "string", default: "10" },
  },
});
const panels = Number(values.panels);
const seconds = Number(values.seconds);
const pullSeconds = Number(values["pull-seconds"]);

const FIRST_WITHIN_MS = 300_000;
const LAST_WITHIN_MS = 60_000;

/** A cycle is the pause and the reading; a reading must not stretch it by more than a tenth. */
const MAX_STRETCH = 1.25;
const MAX_OWN_MB = 250;

/** What the system says the process holds, MB, without the files that it has mapped. */
function ownMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1]);
  return Math.round((of("VmRSS") - of("RssFile")) / 1024);
}

async function totalOf(address: string): Promise<number> {
  const url = `${address}/api/v1/log/items?limit=10`;
  const answer: unknown = await (await fetch(url, { headers: ADMIN_HEADERS })).json();
  const found = /"total_items":(\d+)/.exec(JSON.stringify(answer))?.[1];
  return Number(found);
}

interface Told {
  readonly readings: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cycleP50Ms: number;
  readonly cycleP99Ms: number;
  readonly logins: number;
}

/** What the server told of its readings, a minute each. */
function readingsIn(stderr: string): Told[] {
  return stderr
    .split("\n")
    .filter((line) => line.includes('"panels were read"'))
    .map((line) => JSON.parse(line) as Told);
}

const folder = await mkdtemp(join(tmpdir(), "doorbook-pull-"));
const data = join(folder, "data");
const emulator = await EmulatorProcess.start([
  "--panels",
  String(panels),
  "--days",
  values.days,
  "--rate",
  values.rate,
  "--quirks",
  "newest-first,logins-logged,one-dialect",
]);
{
  await using store = await SqliteStore.open({ dataFolder: data });
  const access = { username: "admin", password: PASSWORDS.admin };
  const told = (await emulator.tell()).panels;
  await registerPanels(
    store.fleet,
    () => SecretKey.ofFolder(data),
    told.map(({ serial, url }) => ({ serial, name: "", pull: { url, ...access } })),
  );
}
const beganMs = performance.now();
// as script/server starts it
const server = ServerProcess.spawn(data, ["env", "NODE_OPTIONS=--max-semi-space-size=8"], 0, [
  "--pull-seconds",
  String(pullSeconds),
  "--log-level",
  "debug",
]);
try {
  const address = await server.address();
  const unshown = async () =>
    (await emulator.tell()).panels.reduce((sum, one) => sum + one.unshown, 0);
  const history = (await emulator.tell()).panels.reduce((sum, one) => sum + one.happened, 0);
  while ((await totalOf(address)) < history) {
    if (performance.now() - beganMs > FIRST_WITHIN_MS) throw new Error("the history is not read");
    await wait(250);
  }
  const firstSeconds = (performance.now() - beganMs) / 1000;
  const firstMb = ownMegabytes(server.pid);
  console.log(`first readings: ${history} events in ${firstSeconds.toFixed(1)} s; ${firstMb} MB`);
  await wait(seconds * 1000);
  const ownMb = ownMegabytes(server.pid);
  // what happened until now must come within some cycles; what happens meanwhile, too
  const deadlineMs = performance.now() + LAST_WITHIN_MS;
  while ((await unshown()) > 0 && performance.now() < deadlineMs) await wait(100);
  const { stderr } = await server.stop();
  const told = readingsIn(stderr);
  const logins = told.reduce((sum, one) => sum + one.logins, 0);
  const steady = told.slice(1);
  const last = steady.at(-1) ?? steady.at(0);
  if (last === undefined) throw new Error("the server told of no readings: give it two minutes");
  const failures = Object.entries({
    "a reading stretches the cycle": last.cycleP99Ms <= pullSeconds * 1000 * MAX_STRETCH,
    "more logins than one of each panel": logins <= panels,
    "memory over 250 MB": ownMb <= MAX_OWN_MB,
  }).flatMap(([failure, isMet]) => (isMet ? [] : [failure]));
  console.log(
    `${failures.length === 0 ? "passed" : `FAILED: ${failures.join(", ")}`}: ${panels} panels; ` +
      `first readings of ${history} events in ${firstSeconds.toFixed(1)} s ` +
      `(${Math.round(history / firstSeconds)} events/s); then ${last.readings} readings a minute of ` +
      `${last.p50Ms} ms (p99 ${last.p99Ms} ms), from one of a panel to the next ` +
      `${(last.cycleP50Ms / 1000).toFixed(2)} s (p99 ${(last.cycleP99Ms / 1000).toFixed(2)} s) at a pause of ` +
      `${pullSeconds} s; ${logins} logins in ${Math.round((performance.now() - beganMs) / 1000)} s; memory ${firstMb} MB after the ` +
      `first readings, ${ownMb} MB at the end`,
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await emulator.kill();
  await server.kill();
  await rm(folder, { recursive: true });
}
