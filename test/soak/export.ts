/**
 * Exports of a large log while events go on arriving: as many rows as were announced, memory flat.
 *
 * `script/soak export [--events N] [--format csv|jsonl|xlsx]`
 */
import { parseArgs } from "node:util";
import { runExportSoak } from "./export/run.ts";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "5000000" },
    format: { type: "string", default: "jsonl" },
  },
});

try {
  const { events, rowsPerSecond, megabytes, arrived } = await runExportSoak({
    events: Number(values.events),
    format: values.format,
  });
  console.log(
    `passed: ${events} of ${events} events as ${values.format} at ${rowsPerSecond} rows/s while ` +
      `${arrived} arrived, server's memory ${megabytes.before} MB before, ${megabytes.first} MB after a tenth, then at most ${megabytes.most} MB`,
  );
} catch (error) {
  console.log(error);
  console.log(`FAILED with ${JSON.stringify(values)}`);
  process.exitCode = 1;
}
