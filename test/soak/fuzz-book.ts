/**
 * Whatever the book's OpenAPI document has parameters and members for, with values that are good, at a bound
 * or hostile: no 5xx, every refusal in the book's shape, every answer as documented.
 *
 * `script/soak fuzz-book [--seconds N] [--seed N]`
 */
import { parseArgs } from "node:util";
import { fuzzBook } from "./fuzz-book/run.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
  },
});
const seed = Number(values.seed);
const endMs = performance.now() + Number(values.seconds) * 1000;

const report = await fuzzBook({ seed, rounds: 20, goesOn: () => performance.now() < endMs });
const counts = [...report.statuses].toSorted(([a], [b]) => a - b);
for (const fault of report.faults) console.log(fault);
console.log(
  `${report.faults.length === 0 ? "passed" : "FAILED"}: seed ${String(seed)}, ` +
    `${String(report.requests)} requests to ${String(report.operations)} calls with ` +
    `${String(report.altered.size)} parameters and members; answers: ` +
    `${counts.map((count) => count.join("×")).join(", ")}; ${String(report.faults.length)} faults`,
);
process.exitCode = report.faults.length === 0 ? 0 : 1;
