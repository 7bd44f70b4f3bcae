/**
 * Runs `bin/doorbook.js` as often as it is told to, by messages that are an {@link Asked} as JSON each. A
 * command has ended when nothing keeps its process any more, as when it has a process of its own: one that
 * leaves a timer or a connection does not end here either.
 */
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Asked } from "./command-runner.ts";

const LAUNCHER = new URL("../../bin/doorbook.js", import.meta.url);

/** What most machines give a program: others may read what it writes. */
const UMASK = 0o022;

/** What Node ends with when nothing is left to wait for and the program still waits. */
const UNSETTLED = 13;

let runs = 0;
let under: { readonly mark: string; isSettled: boolean } | undefined;

process.on("message", (message) => {
  if (typeof message === "string") begin(JSON.parse(message));
});
process.on("beforeExit", end);

function begin(asked: Asked): void {
  const { args, env, input, cwd, mark } = asked;
  runs += 1;
  const run = { mark, isSettled: false };
  under = run;
  process.argv = [process.execPath, fileURLToPath(LAUNCHER), ...args];
  process.exitCode = undefined;
  process.umask(UMASK);
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  const stdin = Readable.from(input === "" ? [] : [Buffer.from(input)]);
  Object.defineProperty(process, "stdin", { value: stdin, configurable: true });
  process.channel?.unref();
  // another address is another module: the launcher runs anew, and what it imports does not
  void import(`${LAUNCHER.href}?run=${String(runs)}`).then(() => (run.isSettled = true));
}

function end(code: number): void {
  if (under === undefined) return;
  const { mark, isSettled } = under;
  under = undefined;
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.removeAllListeners(signal);
  process.stdout.removeAllListeners("error");
  process.stdout.write(`${mark}${String(isSettled ? code : UNSETTLED)}\n`);
  process.stderr.write(`${mark}\n`);
  process.channel?.ref();
}
