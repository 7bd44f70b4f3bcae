/**
 * Readers follow the log while connections are cut and the server is killed, again and again: each must
 * get every event once, in order, and none that is not in the log.
 *
 * `script/soak stream [--seed N] [--cuts N] [--kills N]`
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runStreams } from "./stream/run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    cuts: { type: "string", default: "2000" },
    kills: { type: "string", default: "20" },
  },
});
const size = {
  seed: Number(values.seed),
  cuts: Number(values.cuts),
  kills: Number(values.kills),
};

const folder = await mkdtemp(join(tmpdir(), "doorbook-stream-"));
try {
  const report = await runStreams({ ...size, folder, report: console.log });
  const { cuts, kills, events, connections, slowReads } = report;
  console.log(
    `passed: ${String(cuts)} cuts and ${String(kills)} kills, ${String(events)} events, ` +
      `${String(connections)} connections of 4 readers, of which one stood still ` +
      `${String(slowReads)} times: 0 missed, 0 doubled, 0 out of order`,
  );
  await rm(folder, { recursive: true });
} catch (error) {
  console.log(error);
  console.log(`FAILED with ${JSON.stringify(size)}; the data is kept in ${folder}`);
  process.exitCode = 1;
}
