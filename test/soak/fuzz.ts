/**
 * Requests over real sockets, more than half of them mutated good ones: no failure, no crash, no hang,
 * no growth, every refusal in the panel's shape, and the log holds exactly what was acknowledged.
 *
 * `script/soak fuzz [--seed N] [--requests N]`
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runFuzz } from "./fuzz/run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    requests: { type: "string", default: "100000" },
  },
});
const size = { seed: Number(values.seed), requests: Number(values.requests), stalled: 10 };

/**
 * How much more the server may hold at the end than at half, MiB. In between come some 100,000 events,
 * of which a directory keeps 20 to 60 bytes each, and caches of a few megabytes fill. What leaked one
 * object of 1 kB with each of 50,000 requests would be 49 MiB.
 */
const MAX_HEAP_GROWTH_MIB = 16;

/** The same for resident memory: on top come what V8 keeps in hand and 80 MiB of SQLite's caches. */
const MAX_RESIDENT_GROWTH_MIB = 128;

const folder = await mkdtemp(join(tmpdir(), "doorbook-fuzz-"));
try {
  const report = await runFuzz({ ...size, folder, report: console.log });
  const { requests, mutated, statuses, closed, halfway, final } = report;
  const isBounded =
    final.heapMiB - halfway.heapMiB <= MAX_HEAP_GROWTH_MIB &&
    final.residentMiB - halfway.residentMiB <= MAX_RESIDENT_GROWTH_MIB;
  const counts = [...statuses].toSorted(([a], [b]) => a - b);
  console.log(
    `answers: ${counts.map((count) => count.join("×")).join(", ")}; closed without: ${String(closed)}`,
  );
  console.log(
    `${isBounded ? "passed" : "FAILED: the server grows"}: ${String(requests)} requests, ` +
      `${String(mutated)} of them mutated, 0 failures (5xx), 0 hangs; heap ` +
      `${halfway.heapMiB.toFixed(1)} MiB at half, ${final.heapMiB.toFixed(1)} at the end (at most ` +
      `${String(MAX_HEAP_GROWTH_MIB)} more), resident ${halfway.residentMiB.toFixed(0)} and ` +
      `${final.residentMiB.toFixed(0)} (at most ${String(MAX_RESIDENT_GROWTH_MIB)} more); ` +
      `${String(report.acknowledgedPushes)} pushes acknowledged, ` +
      `${String(report.acknowledgedEvents)} different events in them, ` +
      `${String(report.storedEvents)} stored`,
  );
  process.exitCode = isBounded ? 0 : 1;
  await rm(folder, { recursive: true });
} catch (error) {
  console.log(error);
  console.log(`FAILED with ${JSON.stringify(size)}; the data is kept in ${folder}`);
  process.exitCode = 1;
}
