/**
 * Half of a log goes while events come in and pages are read: each page must be exact, nothing newer may
 * go, and what comes in must not wait for it.
 *
 * `script/soak retention [--events 100k|1M|10M] [--seconds N]`; the seconds are those without retention
 */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { DATASETS, filled } from "../../bench/fill.ts";
import { runRetention } from "./retention/run.ts";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "1M" },
    seconds: { type: "string", default: "20" },
  },
});
const dataset = Object.values(DATASETS).find(({ name }) => name === values.events);
if (dataset === undefined) throw new Error(`--events is one of ${Object.keys(DATASETS).join()}`);

const folder = await mkdtemp(join(tmpdir(), "doorbook-retention-"));
try {
  // the log that measurements share stays as it is
  await cp(await filled(dataset), folder, { recursive: true });
  const verdict = await runRetention({
    folder,
    days: dataset.days,
    quietMs: Number(values.seconds) * 1_000,
    report: console.log,
  });
  console.log(`passed: ${verdict}`);
} catch (error) {
  console.log(error);
  console.log("FAILED");
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
