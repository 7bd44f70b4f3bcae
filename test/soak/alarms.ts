/**
 * Panels push, live and late, while the program that takes an alarm's webhooks is killed and revived and the
 * server is killed, again and again: each live event that meets the query must arrive, in order, and no late
 * one.
 *
 * `script/soak alarms [--seed N] [--kills N] [--server-kills N]`
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runAlarms } from "./alarms/run.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    kills: { type: "string", default: "30" },
    "server-kills": { type: "string", default: "10" },
  },
});
const size = {
  seed: Number(values.seed),
  kills: Number(values.kills),
  serverKills: Number(values["server-kills"]),
};

const folder = await mkdtemp(join(tmpdir(), "doorbook-alarms-"));
try {
  const told = await runAlarms({ ...size, folder, report: console.log });
  console.log(
    `passed: receiver killed ${String(told.kills)} times, server ${String(told.serverKills)}; ` +
      `${String(told.events)} events, of which ${String(told.due)} were due: 0 missed, 0 out of order, ` +
      `0 late; ${String(told.notices)} notices, ${String(told.doubles)} events more than once`,
  );
  await rm(folder, { recursive: true });
} catch (error) {
  console.log(error);
  console.log(`FAILED with ${JSON.stringify(size)}; the data is kept in ${folder}`);
  process.exitCode = 1;
}
