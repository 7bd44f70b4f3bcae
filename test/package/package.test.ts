import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const REPO = fileURLToPath(new URL("../..", import.meta.url));
const TSC = join(REPO, "node_modules/typescript/bin/tsc");
const run = promisify(execFile);

let folder = "";
/** Where the package is installed: nothing else is there. */
let app = "";
let files: readonly string[] = [];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "doorbook-package-"));
  app = join(folder, "app");
  for (const name of ["app", "home"]) await mkdir(join(folder, name));
  const packed = await npm(REPO, "pack", "--json", "--pack-destination", folder);
  const [{ filename, files: all }] = JSON.parse(packed.slice(packed.indexOf("[\n"))) as [
    { filename: string; files: { path: string }[] },
  ];
  files = all.map(({ path }) => path);
  await npm(app, "install", "--prefer-offline", "--no-audit", "--no-fund", join(folder, filename));
});

after(() => rm(folder, { recursive: true, force: true }));

/** Runs npm with an empty home; it finds what it has fetched before. */
async function npm(cwd: string, ...args: string[]): Promise<string> {
  const { stdout: cache } = await run("npm", ["config", "get", "cache"]);
  const env = { ...process.env, HOME: join(folder, "home"), npm_config_cache: cache.trim() };
  const { stdout } = await run("npm", args, { cwd, env, maxBuffer: 2 ** 24 });
  return stdout;
}

test("holds what it needs to run and to be read about, and nothing else", () => {
  const strangers = files.filter(
    (path) =>
      !/^dist\/[\w/-]+\.js$/.test(path) &&
      !/^dist\/(?:catalog|event\/[\w-]+|basip\/[\w/-]+)\.d\.ts$/.test(path) &&
      path !== "docs/reference/panel-api.openapi.json" &&
      !["package.json", "README.md", "LICENSE", "CHANGELOG.md", "bin/doorbook.js"].includes(path),
  );

  assert.deepEqual(strangers, []);
  for (const path of [
    "dist/cli/main.js",
    "dist/store/sqlite/writer-thread.js",
    "dist/catalog.d.ts",
  ])
    assert.ok(files.includes(path), path);
  assert.equal(
    files.some((path) => path.startsWith("dist/store/postgres/")),
    false,
  );
});

test("serves in an empty folder: takes a push in, reads it back, stops", async () => {
  const child = spawn(join(app, "node_modules/.bin/doorbook"), ["serve", "--port", "0"], {
    cwd: app,
    env: { ...process.env, DOORBOOK_ADMIN_PASSWORD: "admin pw", DOORBOOK_LINK_PASSWORD: "link pw" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await addressOf(child);
  const call = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${url}${path}`, init);
    assert.equal(response.status, 200, path);
    return (await response.json()) as { token: string; list_items: { name: { key: string } }[] };
  };
  const md5 = createHash("md5").update("admin pw").digest("hex");

  const { token: panel } = await call("/api/v0/devices/login", {
    method: "POST",
    body: '{"login":"AA12-0001","password":"link pw"}',
  });
  await call("/api/v0/devices/logs", {
    method: "PUT",
    headers: { authorization: `Bearer ${panel}` },
    body: '{"events":[{"created_at":1795464000000,"code":"tamper_event","info":{}}]}',
  });
  const { token } = await call(`/api/v1/login?username=admin&password=${md5}`);
  const { list_items: items } = await call("/panels/AA12-0001/api/v1/log/items", {
    headers: { authorization: `Bearer ${token}` },
  });
  child.kill("SIGTERM");
  const [code] = (await once(child, "exit")) as [number | null];

  assert.deepEqual(
    items.map(({ name }) => name.key),
    ["tamper_event"],
  );
  assert.equal(code, 0);
});

async function addressOf(child: ChildProcess): Promise<string> {
  assert.ok(child.stdout);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error("the server did not start");
}

const CONSUMER = `
import { EVENT_CATALOG, EVENT_KEYS, type EventKey, type Locale, renderName } from "doorbook/catalog";
const key: EventKey = "tamper_event";
const locale: Locale = "uk";
const category: "emergency" = EVENT_CATALOG[key].category === "emergency" ? "emergency" : "emergency";
console.log(JSON.stringify([EVENT_KEYS.length, category, renderName(locale, key)]));
// @ts-expect-error no panel has it
export const wrong: EventKey = "bond_lift_request";
`;

test("doorbook/catalog can be imported from plain JavaScript", async () => {
  const script = CONSUMER.split("\n")
    .filter((line) => !/wrong|@ts/.test(line))
    .join("\n")
    .replace("type EventKey, type Locale, ", "")
    .replaceAll(/: (?:EventKey|Locale|"emergency")(?= =)/g, "");
  await writeFile(join(app, "consumer.mjs"), script);

  const { stdout } = await run(process.execPath, ["consumer.mjs"], { cwd: app });

  assert.equal(stdout, '[40,"emergency","Спрацював тампер"]\n');
});

for (const [module, resolution] of [
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
] as const) {
  test(`its types are found and are strict under moduleResolution ${resolution}`, async () => {
    const name = `consumer-${resolution}.ts`;
    await writeFile(join(app, name), CONSUMER);
    await writeFile(join(app, "package.json"), '{"type":"module"}');

    const options = ["--strict", "--noEmit", "--lib", "esnext,dom", "--types", ""];
    const how = ["--module", module, "--moduleResolution", resolution, "--target", "esnext"];
    const checking = run(process.execPath, [TSC, ...options, ...how, name], { cwd: app });

    await assert.doesNotReject(checking);
  });
}

for (const path of ["doorbook", "doorbook/dist/catalog.js", "doorbook/dist/compose.js"]) {
  test(`does not let ${path} be imported`, async () => {
    const importing = run(
      process.execPath,
      ["--input-type=module", "-e", `await import(${JSON.stringify(path)})`],
      { cwd: app },
    );

    await assert.rejects(importing, /ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });
}
