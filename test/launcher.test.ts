import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { runDoorbook } from "./support/run-doorbook.ts";

const REPO = fileURLToPath(new URL("..", import.meta.url));
const OLD = `Object.defineProperty(process.versions, "node", { value: "20.0.0" })`;
const PRETEND_OLD = ["--import", `data:text/javascript,${encodeURIComponent(OLD)}`];
const run = promisify(execFile);

let folder = "";

before(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "doorbook-launcher-")));
});

after(() => rm(folder, { recursive: true }));

/** A package as it is published, or a checkout, whose main program tells what it was given. */
async function plantPackage(name: string, main: string, program: string): Promise<string> {
  const root = join(folder, name);
  await mkdir(join(root, main, ".."), { recursive: true });
  await cp(join(REPO, "bin"), join(root, "bin"), { recursive: true });
  await writeFile(join(root, "package.json"), '{ "type": "module" }');
  await writeFile(join(root, main), program);
  return join(root, "bin/doorbook.js");
}

const TELL = `export const main = async (args) => {
  console.log(JSON.stringify({ args, from: import.meta.url, major: parseInt(process.versions.node) }));
  return 7;
};`;

/** The launcher's exit code and output. */
async function launch(
  args: readonly string[],
): Promise<{ code: unknown; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await run(process.execPath, args, { encoding: "utf8" })) };
  } catch (error) {
    return error as { code: unknown; stdout: string; stderr: string };
  }
}

test("runs src/ in a checkout and gives back its exit code", async () => {
  const launcher = await plantPackage("checkout", "src/cli/main.ts", TELL);

  const { code, stdout } = await launch([launcher, "a b", "--c"]);

  const told = JSON.parse(stdout);
  assert.equal(code, 7);
  assert.deepEqual(told.args, ["a b", "--c"]);
  assert.match(told.from, /\/src\/cli\/main\.ts$/);
});

test("runs dist/ in the published package", async () => {
  const launcher = await plantPackage("published", "dist/cli/main.js", TELL);

  const { code, stdout } = await launch([launcher]);

  assert.equal(code, 7);
  assert.match(JSON.parse(stdout).from, /\/dist\/cli\/main\.js$/);
});

test("from an old Node starts the one that the package brings, and gives back its exit code", async () => {
  const launcher = await plantPackage("old", "src/cli/main.ts", TELL);
  await symlink(join(REPO, "node_modules"), join(folder, "old/node_modules"), "junction");

  const { code, stdout, stderr } = await launch([...PRETEND_OLD, launcher, "x"]);

  const told = JSON.parse(stdout);
  assert.deepEqual([code, stderr], [7, ""]);
  assert.deepEqual(told.args, ["x"]);
  assert.ok(told.major >= 26, stdout);
});

test("from an old Node dies of the signal that its child dies of", async () => {
  const kill = `export const main = async () => {
    process.kill(process.pid, "SIGKILL");
    return new Promise(() => setInterval(() => {}, 1000));
  };`;
  const launcher = await plantPackage("killed", "src/cli/main.ts", kill);
  await symlink(join(REPO, "node_modules"), join(folder, "killed/node_modules"), "junction");

  const ended = await launch([...PRETEND_OLD, launcher]);

  assert.equal("signal" in ended && ended.signal, "SIGKILL");
});

test("says what is missing when no right Node can be found", async () => {
  const launcher = await plantPackage("missing", "src/cli/main.ts", TELL);

  const { code, stdout, stderr } = await launch([...PRETEND_OLD, launcher]);

  assert.deepEqual([code, stdout], [1, ""]);
  assert.match(stderr, /^doorbook: Doorbook needs Node 26 or later and this is 20\.0\.0; .+\n$/);
});

test("runs from any folder", async () => {
  const { code, stderr } = await runDoorbook(["--version"], { cwd: folder });

  assert.deepEqual([code, stderr], [0, ""]);
});
