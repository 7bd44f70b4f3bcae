/**
 * Runs all tests and tells of them as one. Most of the time of a small test file is the start of its
 * process, so files that leave nothing behind in theirs share one: files without hooks of their own and
 * without a hand on what belongs to the process. All others have one each, two at a time.
 *
 * Ends with 0 when every test passed, with 1 when one failed, a process broke off or ran no test.
 */
import { spawn } from "node:child_process";
import { globSync, readFileSync } from "node:fs";

/** What a file must not do that shares its process: hooks would be run for the others as well. */
const OWN_PROCESS =
  /^(?:before|after|beforeEach|afterEach)\(|process\.(?:env|exit|chdir|on|stdout|stdin|umask|argv|memoryUsage)|memory|runCommand|command-runner|mock\.|sharedApp|captureOutput/m;

/** Folders whose tests start processes, or fill files, and take all there is of the machine. */
const HEAVY = /^test\/(?:soak|e2e|package|store|cli|intake\/syslog)\//;

const COUNTED = ["tests", "pass", "fail", "cancelled", "skipped", "todo"] as const;

type Counts = Record<(typeof COUNTED)[number], number>;

interface Ran {
  readonly counts: Counts;
  readonly isGreen: boolean;
}

const files = globSync("test/**/*.test.ts").toSorted();
const shared = files.filter(
  (file) => !HEAVY.test(file) && !OWN_PROCESS.test(readFileSync(file, "utf8")),
);
const own = files.filter((file) => !shared.includes(file));
// every second one: files of a folder are alike
const halves = [0, 1].map((half) => shared.filter((_, nth) => nth % 2 === half));

const startMs = performance.now();
const ran = await Promise.all(halves.map(async (half) => run(["--test-isolation=none", ...half])));
ran.push(await run(["--test-concurrency=2", ...own]));

for (const name of COUNTED) {
  console.log(`ℹ ${name} ${ran.reduce((sum, { counts }) => sum + counts[name], 0)}`);
}
const seconds = Math.round((performance.now() - startMs) / 1000);
console.log(`ℹ ${files.length} files, ${shared.length} of them in shared processes, ${seconds} s`);
if (!ran.every(({ isGreen }) => isGreen)) process.exitCode = 1;

/** Runs files, shows what they say, and reads the sums at its end. */
async function run(args: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, ["--test", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let rest = "";
  const counts: Counts = { tests: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const [, name = "", count = ""] = /^ℹ (\w+) (\d+)$/.exec(line) ?? [];
      const counted = COUNTED.find((one) => one === name);
      if (counted === undefined) console.log(line);
      else counts[counted] = Number(count);
    }
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("close", resolve).on("error", reject);
  });
  return { counts, isGreen: code === 0 && counts.tests > 0 && counts.fail === 0 };
}
