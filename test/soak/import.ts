/**
 * A file is imported while the import is killed, again and again, and begun anew: each event must be in
 * the log as often as it is in the file, to the byte.
 *
 * `script/soak import [--seed N] [--events N] [--kills N]`
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runImports } from "./import/run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    events: { type: "string", default: "1000000" },
    kills: { type: "string", default: "10" },
  },
});
const size = {
  seed: Number(values.seed),
  events: Number(values.events),
  kills: Number(values.kills),
};

const folder = await mkdtemp(join(tmpdir(), "doorbook-import-"));
try {
  const { reading, taking, alike, peakMb } = await runImports({
    ...size,
    folder,
    report: console.log,
  });
  console.log(
    `passed: ${String(size.events)} events, ${String(alike)} of them alike to others, import killed ` +
      `${String(reading)} times while reading and ${String(taking)} while taking: 0 lost, 0 doubled, ` +
      `0 altered, none new the next time; at most ${String(peakMb)} MB of memory`,
  );
  await rm(folder, { recursive: true });
} catch (error) {
  console.log(error);
  console.log(`FAILED with ${JSON.stringify(size)}; the data is kept in ${folder}`);
  process.exitCode = 1;
}
