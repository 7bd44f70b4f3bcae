/**
 * A building of emulated panels with all quirks lives, while server and panels are killed and the
 * network fails; then everything that happened must be in the book once, compared event by event.
 *
 * `script/soak building [--seed N] [--panels N] [--days N] [--misfortunes N] [--rate N]`
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runBuilding } from "./building/run.ts";
import type { BuildingReport } from "./building/run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    panels: { type: "string", default: "12" },
    days: { type: "string", default: "60" },
    misfortunes: { type: "string", default: "60" },
    rate: { type: "string", default: "600" },
  },
});
const size = {
  seed: Number(values.seed),
  panels: Number(values.panels),
  days: Number(values.days),
  misfortunes: Number(values.misfortunes),
  rate: Number(values.rate),
};

/** What a run must have had for its verdict to mean something. */
function shortcomings({ happened, keys, forgotten }: BuildingReport): string[] {
  return Object.entries({
    "fewer than 20,000 events": happened >= 20_000,
    "fewer than 40 keys": keys >= 40,
    // else the comparison would be of little
    "more forgotten than a tenth": forgotten <= happened / 10,
  })
    .filter(([, isMet]) => !isMet)
    .map(([shortcoming]) => shortcoming);
}

const folder = await mkdtemp(join(tmpdir(), "doorbook-building-"));
try {
  const report = await runBuilding({ ...size, folder, report: console.log });
  for (const fault of report.faults) console.log(fault);
  if (report.faults.length > 0) console.log(`the data is kept in ${folder}`);
  const missing = [...shortcomings(report), ...(report.faults.length > 0 ? ["events differ"] : [])];
  const misfortunes = Object.entries(report.misfortunes)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(", ");
  console.log(
    `${missing.length === 0 ? "passed" : `FAILED: ${missing.join(", ")}`}: ${misfortunes}; ` +
      `${String(report.happened)} events of ${String(report.keys)} keys happened and ` +
      `${String(report.held)} of them are in the book, each once; ` +
      `${String(report.forgotten)} were forgotten by their panel before they were acknowledged, ` +
      `${String(report.forgottenHeld)} of those arrived all the same`,
  );
  process.exitCode = missing.length === 0 ? 0 : 1;
  if (missing.length === 0) await rm(folder, { recursive: true });
} catch (error) {
  console.log(error);
  console.log(`FAILED with ${JSON.stringify(size)}; the data is kept in ${folder}`);
  process.exitCode = 1;
}
