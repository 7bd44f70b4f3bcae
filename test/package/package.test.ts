import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { TestFolder } from "../support/folder.ts";
import { ownEnvironment, runNpm, runOwnNode } from "../support/own-node.ts";
import { copyCheckout, lendPackages } from "./checkout.ts";
import { DELIVERED, useFirst } from "./first-use.ts";

const TSC = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
const NODE_TYPES = fileURLToPath(new URL("../../node_modules/@types", import.meta.url));
const GUIDE = fileURLToPath(new URL("../../docs/guides/emulator.md", import.meta.url));
/** The client, with its types and its commands, is 33 kB of it. */
const MAX_PACKED_BYTES = 600_000;
const run = promisify(execFile);

/** What npm tells of a package that it packed. */
interface Packed {
  readonly filename: string;
  /** In bytes, packed. */
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

let folder: TestFolder;
/** Where the package is installed: nothing else is there. */
let app = "";
let packed: Packed;

before(async () => {
  folder = await TestFolder.make();
  app = folder.at("app");
  for (const name of ["app", "home", "checkout", "checkout/dist"]) await mkdir(folder.at(name));
  await copyCheckout(folder.at("checkout"));
  await lendPackages(folder.at("checkout"));
  await writeFile(folder.at("checkout/dist/stale.js"), "");
  packed = await pack(folder.at("checkout"));
  await runNpm(app, folder.at("home"), "install", "--ignore-scripts", folder.at(packed.filename));
});

after(() => folder[Symbol.asyncDispose]());

async function pack(checkout: string): Promise<Packed> {
  const to = ["--pack-destination", folder.path];
  const told = await runNpm(checkout, folder.at("home"), "pack", "--json", ...to);
  // what the build prints stands before it
  const [first] = JSON.parse(told.slice(told.indexOf("[\n"))) as [Packed];
  return first;
}

const OTHER_FILES = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "bin/doorbook.js",
  "docs/reference/panel-api.openapi.json",
  "package.json",
];

const NEEDED_FILES = [
  ...OTHER_FILES,
  "dist/cli/main.js",
  "dist/store/sqlite/writer-thread.js",
  "dist/store/sqlite/search/search-thread.js",
  "dist/store/sqlite/search/word-thread.js",
  "dist/catalog.d.ts",
  "dist/client.d.ts",
  "dist/client.js",
  "dist/emulator.d.ts",
];

test("holds what it needs to run and to be read about, and nothing else", () => {
  const paths = packed.files.map(({ path }) => path);

  const strangers = paths.filter(
    (path) =>
      !/^dist\/[\w/-]+\.js$/.test(path) &&
      !/^dist\/(?:catalog|client|book-client\/[\w-]+|emulator(?:\/[\w/-]+)?|event\/[\w-]+|basip\/[\w/-]+)\.d\.ts$/.test(
        path,
      ) &&
      !OTHER_FILES.includes(path),
  );

  assert.deepEqual(strangers, []);
  assert.deepEqual(
    NEEDED_FILES.filter((path) => !paths.includes(path)),
    [],
  );
  assert.deepEqual(
    paths.filter((path) => path.startsWith("dist/store/postgres/")),
    [],
  );
});

test("is built anew: what lay in dist/ before is not in it", () => {
  const paths = packed.files.map(({ path }) => path);

  assert.equal(paths.includes("dist/stale.js"), false);
});

test(`is smaller than ${MAX_PACKED_BYTES / 1000} kB`, () => {
  assert.ok(packed.size < MAX_PACKED_BYTES, `${packed.size} bytes`);
});

test("serves in an empty folder, started by the machine's own Node", async () => {
  const used = await useFirst(app, join(app, "node_modules/.bin/doorbook"));

  assert.deepEqual(used, { keys: DELIVERED, code: 0 });
});

const PLAIN_CONSUMER = `
import { EVENT_CATALOG, EVENT_KEYS, LOCALES, renderName } from "doorbook/catalog";
const { category, model } = EVENT_CATALOG.tamper_event;
console.log(JSON.stringify([EVENT_KEYS.length, category, model.id, LOCALES.length]));
console.log(renderName("uk", "tamper_event"));
`;

test("doorbook/catalog can be imported from plain JavaScript on the machine's own Node", async () => {
  await writeFile(join(app, "consumer.mjs"), PLAIN_CONSUMER);

  const printed = await runOwnNode(app, "consumer.mjs");

  assert.equal(printed, '[40,"emergency","none",9]\nСпрацював тампер\n');
});

const CLIENT_CONSUMER = `
import { DoorbookClient, DoorbookError, PanelLogClient } from "doorbook/client";
import { startPanel } from "doorbook/emulator";
const panel = await startPanel();
for (let nth = 0; nth < 60; nth++) panel.fire({ key: "tamper_event", model: { nth } });
const log = new PanelLogClient(panel);
let last;
let count = 0;
for await (const event of log.eachLogItem({ locale: "uk" })) [last, count] = [event, count + 1];
console.log(count, last.name, JSON.stringify(last.model));
await panel.close();
const client = new DoorbookClient({ url: panel.url, token: "t", retries: 0 });
await client.events().catch((error) => console.log(error instanceof DoorbookError, error.code));
`;

test("doorbook/client reads a panel's log on the machine's own Node", async () => {
  await writeFile(join(app, "client.mjs"), CLIENT_CONSUMER);

  const printed = await runOwnNode(app, "client.mjs");

  assert.equal(printed, '60 Спрацював тампер {"nth":59}\ntrue unreachable\n');
});

for (const [entry, most] of [
  ["catalog", 50],
  ["client", 50],
] as const) {
  test(`doorbook/${entry} imports nothing from outside, so that a browser takes it`, async () => {
    const imported = await importedBy(join(app, `node_modules/doorbook/dist/${entry}.js`));

    // texts of each language, or the parts of the client
    assert.ok(imported.size > 9 && imported.size < most, `${imported.size} files`);
  });
}

const IMPORT = /^(?:import|export)\s(?:[\w\s{},*$]*?\bfrom\s+)?"([^"]+)";$/gm;

/** A module with all that it imports, however far. @throws AssertionError for what is no path */
async function importedBy(module: string): Promise<ReadonlySet<string>> {
  const imported = new Set([module]);
  // a set goes on to what is added on the way
  for (const file of imported) {
    const text = await readFile(file, "utf8");
    for (const [, path = ""] of text.matchAll(IMPORT)) {
      assert.match(path, /^\.\.?\//, file);
      imported.add(join(file, "..", path));
    }
    assert.doesNotMatch(text, /\bimport\(|\bprocess\.|\bBuffer\./, file);
  }
  return imported;
}

const TYPED_CONSUMER = `
import { EVENT_CATALOG, type EventDefinition, type EventKey, type Locale, type ModelFields, renderName } from "doorbook/catalog";
const key: EventKey = "tamper_event";
const locale: Locale = "uk";
const { category, model }: EventDefinition = EVENT_CATALOG[key];
export const fields: ModelFields = model.fields;
export const text: string = category + renderName(locale, key);
// @ts-expect-error the catalog does not have it
export const otherKey: EventKey = "bond_lift_request";
// @ts-expect-error it is data, not to be written
EVENT_CATALOG.tamper_event.category = "info";
`;

for (const [module, resolution] of [
  ["nodenext", "nodenext"],
  ["esnext", "bundler"],
] as const) {
  test(`its types are found and are strict under moduleResolution ${resolution}`, async () => {
    const name = `consumer-${resolution}.mts`;
    await writeFile(join(app, name), TYPED_CONSUMER);
    const how = ["--module", module, "--moduleResolution", resolution, "--target", "esnext"];
    const options = ["--strict", "--skipLibCheck", "false", "--noEmit", "--types", ""];

    const checking = run("node", [TSC, ...options, ...how, name], {
      cwd: app,
      env: ownEnvironment(),
    });

    await assert.doesNotReject(checking);
  });
}

test("the guide's first example of an emulated panel passes on the machine's own Node", async () => {
  const guide = await readFile(GUIDE, "utf8");
  const [, example = ""] = /```js\n(.*?)```/s.exec(guide) ?? [];
  await writeFile(join(app, "integrator.test.mjs"), example);

  const told = await runOwnNode(app, "--test", "--test-reporter=tap", "integrator.test.mjs");

  assert.match(told, /^# pass 1$/m);
  assert.match(told, /^# fail 0$/m);
});

const BROWSER = `
import { readFile } from "node:fs/promises";
import { createContext, SourceTextModule } from "node:vm";
import { startPanel } from "doorbook/emulator";
const NAMES = ["AbortController", "AbortSignal", "TextDecoder", "TextEncoder", "URL", "URLSearchParams", "clearTimeout", "fetch", "setTimeout"];
const context = createContext(Object.fromEntries(NAMES.map((name) => [name, globalThis[name]])));
const modules = new Map();
async function load(url) {
  const known = modules.get(url);
  if (known) return known;
  const module = new SourceTextModule(await readFile(new URL(url), "utf8"), { context, identifier: url });
  modules.set(url, module);
  return module;
}
const client = await load(import.meta.resolve("doorbook/client"));
await client.link((path, from) => load(new URL(path, from.identifier).href));
await client.evaluate();
const panel = await startPanel();
panel.pressExitButton();
const { total } = await new client.namespace.PanelLogClient(panel).logItems();
console.log(total);
await panel.close();
`;

test("doorbook/client needs nothing that a browser lacks", async () => {
  await writeFile(join(app, "browser.mjs"), BROWSER);

  const printed = await runOwnNode(
    app,
    "--no-warnings",
    "--experimental-vm-modules",
    "browser.mjs",
  );

  assert.equal(printed, "1\n");
});

const TYPED_CLIENT = `
import { type BookEvent, DoorbookClient, DoorbookError, type EventStream, PanelLogClient } from "doorbook/client";
const client = new DoorbookClient({ url: "http://127.0.0.1:8080", username: "a", password: "b", locale: "uk", fetch, signal: AbortSignal.timeout(1) });
export const all: BookEvent[] = [];
for await (const event of client.eachEvent({ q: "owner eq 'Olena'", from: new Date(0), order: "asc" })) all.push(event);
const { events, total } = await client.events({ limit: 5, total: "exact" });
export const first: string | undefined = events[0]?.text;
export const count: number | undefined = total;
const picked = await client.events({ fields: ["seq"] });
export const seq: number | undefined = picked.events[0]?.seq;
const stream: EventStream = client.stream({ after: 0, onPosition: ({ behind }) => console.log(behind.toFixed()) });
for await (const { late } of stream) if (late) break;
export const place: string | undefined = stream.position;
const { items } = await new PanelLogClient({ url: "http://192.0.2.7", username: "a", password: "b" }).logItems({ limit: 50, sort: "desc" });
export const name: string | undefined = items[0]?.name;
export const code = (error: unknown): string => (error instanceof DoorbookError ? error.code : "");
// @ts-expect-error a page has 10, 20, 30 or 50 events
await client.log.logItems({ limit: 11 });
// @ts-expect-error no such language
await client.events({ locale: "xx" });
// @ts-expect-error what is picked may not be all
export const text: string = picked.events[0].text;
`;

for (const [surroundings, ...options] of [
  ["a browser", "--lib", "esnext,dom", "--types", ""],
  ["Node", "--lib", "esnext", "--types", "node", "--typeRoots", NODE_TYPES],
]) {
  test(`the types of doorbook/client are found and are strict in ${surroundings}`, async () => {
    const name = `client-${surroundings === "Node" ? "node" : "browser"}.mts`;
    await writeFile(join(app, name), TYPED_CLIENT);
    const how = ["--module", "nodenext", "--moduleResolution", "nodenext", "--target", "esnext"];
    const strict = ["--strict", "--exactOptionalPropertyTypes", "--noEmit"];

    const checking = run("node", [TSC, ...strict, ...how, ...options, name], {
      cwd: app,
      env: ownEnvironment(),
    });

    await assert.doesNotReject(checking);
  });
}

const EMULATOR_CONSUMER = `
import { type EmulatedPanel, type Happened, QUIRK_NAMES, type QuirkName, startEmulator, startPanel } from "doorbook/emulator";
await using panel = await startPanel({ quirks: ["newestFirst"], link: { url: "http://127.0.0.1:1", password: "x" } });
const pressed: Happened = panel.pressExitButton();
export const names: readonly QuirkName[] = QUIRK_NAMES;
export const panels: readonly EmulatedPanel[] = (await startEmulator({ panels: 2, days: 1 })).panels;
export const time: number = pressed.occurredAtMs;
// @ts-expect-error no such quirk
await startPanel({ quirks: ["perfect"] });
`;

test("the types of doorbook/emulator are found and are strict", async () => {
  await writeFile(join(app, "emulated.mts"), EMULATOR_CONSUMER);
  const how = ["--module", "nodenext", "--moduleResolution", "nodenext", "--target", "esnext"];
  const options = ["--strict", "--skipLibCheck", "false", "--noEmit", "--types", ""];

  const checking = run("node", [TSC, ...options, ...how, "emulated.mts"], {
    cwd: app,
    env: ownEnvironment(),
  });

  await assert.doesNotReject(checking);
});

for (const path of ["doorbook", "doorbook/dist/catalog.js", "doorbook/dist/compose.js"]) {
  test(`does not let ${path} be imported`, async () => {
    const script = `await import(${JSON.stringify(path)})`;

    const importing = runOwnNode(app, "--input-type=module", "-e", script);

    await assert.rejects(importing, /ERR_PACKAGE_PATH_NOT_EXPORTED/);
  });
}
