/**
 * Panels of all kinds and ways, with all quirks, live while server and panels are killed, networks cut,
 * logs cleared, rings overrun and clocks put wrong; then the book must be what happened, event by event.
 *
 * `script/soak fleet [--seed N] [--days N] [--misfortunes N] [--rate N]`
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Tally } from "./fleet/compare.ts";
import { runFleet } from "./fleet/run.ts";
import type { FleetReport } from "./fleet/run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    days: { type: "string", default: "20" },
    misfortunes: { type: "string", default: "100" },
    rate: { type: "string", default: "600" },
  },
});
const size = {
  seed: Number(values.seed),
  days: Number(values.days),
  misfortunes: Number(values.misfortunes),
  rate: Number(values.rate),
};

/** What a run must have had for its verdict to mean something. */
function shortcomings({ tallies, gaps, faults, keys }: FleetReport): string[] {
  return Object.entries({
    "events differ": faults.length === 0,
    "gaps differ": gaps.faults.length === 0,
    "fewer than 2,000 events by push, or by pull":
      tallies.push.happened >= 2_000 && tallies.pull.happened >= 2_000,
    "fewer than 100 lines over HTTP": tallies.http.happened >= 100,
    "fewer than 5 holes": gaps.holes >= 5,
    "fewer than 30 keys": keys >= 30,
  })
    .filter(([, isMet]) => !isMet)
    .map(([shortcoming]) => shortcoming);
}

function say(way: string, { happened, held, forgotten, forgottenHeld, shownInVain, lost }: Tally) {
  const rest = [
    forgotten > 0 ? `${String(forgotten)} forgotten before` : "",
    forgottenHeld > 0 ? `${String(forgottenHeld)} of those held all the same` : "",
    shownInVain > 0 ? `${String(shownInVain)} shown to a server killed at that moment` : "",
    lost > 0 ? `${String(lost)} lost` : "",
  ].filter((text) => text !== "");
  const more = rest.length === 0 ? "" : ` (${rest.join(", ")})`;
  return `${way} ${String(held)} of ${String(happened)}${more}`;
}

const folder = await mkdtemp(join(tmpdir(), "doorbook-fleet-"));
try {
  const report = await runFleet({ ...size, folder, report: console.log });
  const missing = shortcomings(report);
  const faults = [...report.faults, ...report.gaps.faults];
  for (const fault of faults.slice(0, 20)) console.log(fault);
  if (missing.length > 0) console.log(`the data is kept in ${folder}`);
  const { gaps, tallies } = report;
  const misfortunes = [...report.misfortunes].map(([name, count]) => `${name} ${String(count)}`);
  console.log(
    [
      `${missing.length === 0 ? "passed" : `FAILED: ${missing.join(", ")}`}: ${misfortunes.join(", ")}`,
      `in the book, each once: ${Object.entries(tallies)
        .map(([way, tally]) => say(way, tally))
        .join(", ")}`,
      `${String(gaps.holes)} holes with ${String(gaps.missing)} events, each with its gap event, which tell of ` +
        `${String(gaps.told)} at least; ${String(gaps.idle)} gap events without loss, ${String(gaps.idleOtherwise)} of them not of a cleared log`,
    ].join("; "),
  );
  process.exitCode = missing.length === 0 ? 0 : 1;
  if (missing.length === 0) await rm(folder, { recursive: true });
} catch (error) {
  console.log(error);
  console.log(`FAILED with ${JSON.stringify(size)}; the data is kept in ${folder}`);
  process.exitCode = 1;
}
