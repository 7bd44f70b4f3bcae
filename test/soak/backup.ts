/**
 * Panels push while backups are made, killed and made on, again and again: the restored log must be that of
 * the server, event by event, and pushes must not wait for it.
 *
 * `script/soak backup [--seed N] [--events N] [--kills N]`: events that the log has at first.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runBackups } from "./backup/run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    events: { type: "string", default: "1000000" },
    kills: { type: "string", default: "20" },
  },
});
const size = {
  seed: Number(values.seed),
  events: Number(values.events),
  kills: Number(values.kills),
};

const folder = await mkdtemp(join(tmpdir(), "doorbook-backup-"));
try {
  const report = await runBackups({ ...size, folder, report: console.log });
  const { backups, kills, events, eventsPerSecond, p99Ms, p99AloneMs } = report;
  console.log(
    `passed: ${String(backups)} backups and ${String(kills)} kills, ${String(events)} events ` +
      `restored, 0 missing, 0 altered; the last whole one copied ` +
      `${eventsPerSecond.toFixed(0)} events/s; pushes meanwhile p99 ${p99Ms.toFixed(0)} ms, without ${p99AloneMs.toFixed(0)} ms`,
  );
  await rm(folder, { recursive: true });
} catch (error) {
  console.log(error);
  console.log(`FAILED with ${JSON.stringify(size)}; the data is kept in ${folder}`);
  process.exitCode = 1;
}
