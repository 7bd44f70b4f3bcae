/**
 * Panels push while the server is killed, again and again: nothing acknowledged may be lost, doubled
 * or altered, and every count and page must be exact.
 *
 * `script/soak kill [--seed N] [--panels N] [--events N] [--kills N]`: different events of all panels,
 * and kills while it serves; those at start, stop, merge and migration come on top.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runKills } from "./kill/run.ts";
import type { KillReport } from "./kill/run.ts";
import { PACKET_EVENTS } from "./kill/traffic.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    panels: { type: "string", default: "24" },
    events: { type: "string", default: "360000" },
    kills: { type: "string", default: "30" },
  },
});
const panels = Number(values.panels);
const size = {
  seed: Number(values.seed),
  panels,
  eventsEach: Math.ceil(Number(values.events) / panels / PACKET_EVENTS) * PACKET_EVENTS,
  serving: Number(values.kills),
  starts: 16,
  stops: 5,
  merges: 4,
  killsAMerge: 4,
  migrations: 2,
  killsAMigration: 4,
};

/** What a run must have had for its verdict to mean something. */
function shortcomings({ kills, acknowledged, events }: KillReport): string[] {
  const total = Object.values(kills).reduce((sum, count) => sum + count);
  const { repeats, sent } = acknowledged.counts;
  return Object.entries({
    "fewer than 50 kills": total >= 50,
    "fewer than 5 kills during start": kills.start >= 5,
    "fewer than 5 kills during merge": kills.merge >= 5,
    "fewer than 5 kills during migration": kills.migration >= 5,
    "fewer than 200,000 events acknowledged": events >= 200_000,
    "fewer than 30 % repeats": repeats / sent >= 0.3,
  })
    .filter(([, isMet]) => !isMet)
    .map(([shortcoming]) => shortcoming);
}

const folder = await mkdtemp(join(tmpdir(), "doorbook-kill-"));
try {
  const report = await runKills({ ...size, folder, report: console.log });
  const { kills, acknowledged, events, stored, walked } = report;
  const total = Object.values(kills).reduce((sum, count) => sum + count);
  const { pushes, sent, repeats, retries } = acknowledged.counts;
  console.log(
    `${String(pushes)} pushes of ${String(sent)} events acknowledged, ` +
      `${((100 * repeats) / sent).toFixed(1)} % of them repeats, ${String(retries)} tries again; ` +
      `${String(walked)} events met in pages`,
  );
  const missing = shortcomings(report);
  console.log(
    `${missing.length === 0 ? "passed" : `FAILED: ${missing.join(", ")}`}: ${String(total)} kills ` +
      `(${String(kills.serving)} while serving, ${String(kills.start)} during start, ` +
      `${String(kills.stop)} during stop, ${String(kills.merge)} during merge, ` +
      `${String(kills.migration)} during migration), ${String(events)} events acknowledged, ` +
      `${String(stored)} stored, 0 lost, 0 doubled`,
  );
  process.exitCode = missing.length === 0 ? 0 : 1;
  await rm(folder, { recursive: true });
} catch (error) {
  console.log(error);
  console.log(`FAILED with ${JSON.stringify(size)}; the data is kept in ${folder}`);
  process.exitCode = 1;
}
