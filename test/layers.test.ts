import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const REPO = fileURLToPath(new URL("..", import.meta.url));

/** For each row of the table: a file of it, one import that is refused and one that is accepted. */
const ROWS = [
  ["src/event/a.ts", "../basip/b.ts", "./b.ts"],
  ["src/basip/a.ts", "../fleet/b.ts", "../event/b.ts"],
  ["src/store/directory/a.ts", "../sqlite/b.ts", "../../event/b.ts"],
  ["src/store/sqlite/a.ts", "../memory/b.ts", "../directory/b.ts"],
  ["src/store/postgres/a.ts", "../sqlite/b.ts", "../../store/directory/b.ts"],
  ["src/store/memory/a.ts", "../../basip/b.ts", "../../intake/store.ts"],
  ["src/fleet/a.ts", "../accounts/b.ts", "../event/b.ts"],
  ["src/accounts/a.ts", "../fleet/b.ts", "../event/b.ts"],
  ["src/client/a.ts", "../fleet/b.ts", "../basip/android/b.ts"],
  ["src/book-client/a.ts", "../client/b.ts", "../basip/b.ts"],
  ["src/check/a.ts", "../client/b.ts", "../basip/b.ts"],
  ["src/intake/a.ts", "../book/b.ts", "../client/b.ts"],
  ["src/book/a.ts", "../intake/b.ts", "../fleet/b.ts"],
  ["src/alarms/a.ts", "../intake/b.ts", "../book/b.ts"],
  ["src/http/a.ts", "../store/sqlite/b.ts", "../accounts/b.ts"],
  ["src/emulator/a.ts", "../store/sqlite/b.ts", "../store/memory/b.ts"],
  ["src/catalog.ts", "./http/b.ts", "./basip/texts/b.ts"],
  ["src/emulator.ts", "./http/b.ts", "./emulator/b.ts"],
  ["src/client.ts", "./client/b.ts", "./book-client/b.ts"],
] as const;

/** More ways to break the table. */
const REFUSED = [
  ["src/event/c.ts", "node:fs"],
  ["src/event/c.ts", "fastify"],
  ["src/event/c.ts", "fs/promises"],
  ["src/book-client/c.ts", "node:crypto"],
  ["src/client.ts", "node:http"],
  ["src/basip/android/c.ts", "../../http/b.ts"],
  ["src/basip/android/lists/c.ts", "../../../http/b.ts"],
  ["src/store/sqlite/c.ts", "../../fleet/health.ts"],
  ["src/store/sqlite/c.ts", "../../accounts/password.ts"],
  ["src/store/sqlite/schema/c.ts", "../../postgres/b.ts"],
  ["src/store/directory/c.ts", "../../fleet/store.ts"],
  ["src/http/routes/c.ts", "../../compose.ts"],
  ["src/http/routes/c.ts", "../../settings.ts"],
  ["src/http/routes/c.ts", "../../cli/main.ts"],
  ["src/http/routes/c.ts", "../../a-new-folder/b.ts"],
  ["src/http/routes/c.ts", "../../../test/b.ts"],
  ["src/catalog.ts", "./settings.ts"],
  ["src/catalog.ts", "./store/../event/b.ts"],
  ["src/fleet/c.ts", "./../http/b.ts"],
  ["src/fleet/c.ts", "../event/../http/b.ts"],
] as const;

const ACCEPTED = [
  ["src/basip/android/d.ts", "../link/b.ts"],
  ["src/store/sqlite/schema/d.ts", "../b.ts"],
  ["src/store/sqlite/d.ts", "../../accounts/scope.ts"],
  ["src/store/sqlite/schema/d.ts", "../../directory/b.ts"],
  ["src/http/routes/d.ts", "../error-handler.ts"],
  ["src/http/routes/d.ts", "node:crypto"],
  ["src/compose.ts", "./store/sqlite/b.ts"],
  ["src/cli/d.ts", "../compose.ts"],
  ["src/cli/d.ts", "../store/sqlite/b.ts"],
] as const;

const STATEMENTS = [
  (path: string) => `import { b } from "${path}";\nconsole.log(b);\n`,
  (path: string) => `import type { B } from "${path}";\nexport type A = B[];\n`,
  (path: string) => `export { b } from "${path}";\n`,
  (path: string) => `export const b = await import("${path}");\n`,
];

let folder = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "doorbook-layers-"));
  for (const file of ["oxlint.config.ts", "package.json", "tsconfig.json"])
    await cp(join(REPO, file), join(folder, file));
  await symlink(join(REPO, "node_modules"), join(folder, "node_modules"), "junction");
});

after(() => rm(folder, { recursive: true }));

test("refuses an import that the table of layers does not name, however it is written", async () => {
  const planted: string[] = [];
  for (const [file, refused] of [...ROWS, ...REFUSED])
    for (const statement of STATEMENTS) planted.push(await plant(file, statement(refused)));

  const refused = await lintFiles("no-restricted-imports");

  assert.deepEqual(
    planted.filter((file) => !refused.has(file)),
    [],
  );
});

test("accepts an import that the table of layers names", async () => {
  await rm(join(folder, "src"), { recursive: true });
  for (const [file, , accepted] of ROWS)
    for (const statement of STATEMENTS) await plant(file, statement(accepted));
  for (const [file, accepted] of ACCEPTED)
    for (const statement of STATEMENTS) await plant(file, statement(accepted));
  const canary = await plant("src/fleet/canary.ts", `export * from "../http/b.ts";\n`, "");

  const refused = await lintFiles("no-restricted-imports");

  assert.deepEqual([...refused], [canary]);
});

test("refuses a ring of imports, even one of types alone", async () => {
  await plant(
    "src/fleet/hen.ts",
    `import type { Egg } from "./egg.ts";\nexport type Hen = Egg[];\n`,
    "",
  );
  await plant(
    "src/fleet/egg.ts",
    `import type { Hen } from "./hen.ts";\nexport type Egg = Hen[];\n`,
    "",
  );

  const refused = await lintFiles("no-cycle");

  assert.deepEqual([...refused].toSorted(), ["src/fleet/egg.ts", "src/fleet/hen.ts"]);
});

test("refuses a type that is imported inside an expression, where no layer is checked", async () => {
  await plant("src/fleet/inline.ts", `export type A = import("../http/b.ts").B;\n`, "");

  const refused = await lintFiles("consistent-type-imports");

  assert.deepEqual([...refused], ["src/fleet/inline.ts"]);
});

let planting = 0;

/** Writes a file beside the named one, under a name of its own unless `suffix` says otherwise. */
async function plant(file: string, text: string, suffix = `-${planting++}`): Promise<string> {
  const path = file.replace(/\.ts$/, `${suffix}.ts`);
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
  return path;
}

/** The files in which the linter, as the repository configures it, sees the rule broken. */
async function lintFiles(rule: string): Promise<Set<string>> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const program = join(REPO, "node_modules/oxlint/bin/oxlint");
  const options = { cwd: folder, maxBuffer: 2 ** 26 };
  execFile(process.execPath, [program, "--format=unix", "src"], options, (_error, stdout) => {
    resolve(stdout);
  });
  const lines = (await promise).split("\n").filter((line) => line.includes(`(${rule})`));
  return new Set(lines.map((line) => line.slice(0, line.indexOf(":"))));
}
