/**
 * Runs a PostgreSQL server for as long as its own standard input is open, and leaves nothing behind:
 * so the server ends with whoever started this, even when that one was killed.
 *
 * Argument: a {@link Kept} as JSON. Says `ready` on standard output, or what went wrong.
 */
import { spawn, execFileSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Kept } from "./postgres-server.ts";

const kept = JSON.parse(process.argv[2] ?? "{}") as Kept;
const { folder, binaries, data, user, settings, isTemporary } = kept;
const surroundings = { ...user, env: { PATH: "/usr/bin:/bin", LC_ALL: "C" } };

// a Ctrl-C reaches the whole group: the end of the input is what counts
process.on("SIGINT", () => undefined);
try {
  await keep();
} catch (error) {
  console.log(error instanceof Error ? error.message : String(error));
} finally {
  if (isTemporary) rmSync(folder, { recursive: true, force: true });
}

async function keep(): Promise<void> {
  if (!existsSync(join(data, "PG_VERSION"))) {
    const how = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "-U", "doorbook"];
    execFileSync(join(binaries, "initdb"), [...how, "-D", data], {
      ...surroundings,
      stdio: ["ignore", "ignore", "pipe"],
    });
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(join(binaries, "postgres"), ["-D", data, ...flags], {
    ...surroundings,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(server, "exit");
  process.stdin.resume();
  let said = "";
  const isReady = await new Promise<boolean>((resolve) => {
    server.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      // all of it must be read; only what it says while it starts is of use
      if (said.length < 10_000) said += chunk;
      if (said.includes("ready to accept connections")) resolve(true);
    });
    server.once("error", (error) => {
      said += error.message;
      resolve(false);
    });
    server.once("exit", () => resolve(false));
    process.stdin.once("end", () => resolve(true));
  });
  if (!isReady) throw new Error(said);
  console.log("ready");
  if (!process.stdin.readableEnded) await Promise.race([once(process.stdin, "end"), ended]);
  // what is thrown away need not be shut down well
  server.kill(isTemporary ? "SIGQUIT" : "SIGINT");
  await ended;
}
