import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { ADMIN_PASSWORD, openApp } from "../support/app.ts";
import { Cli } from "../support/cli.ts";
import { runCommand } from "../support/command-runner.ts";
import { DAY_MS, wholeLog } from "../support/events.ts";
import { identityOf } from "../support/imports.ts";
import { ownEventsOf } from "../support/own-events.ts";

const told = (changes: object = {}): string =>
  JSON.stringify({ panel: "A", occurredAt: DAY_MS, key: "k", model: { n: 1 }, ...changes });

const DAY = "2025-06-15T15:06:40.000Z";

/** When what was taken happened, as it is said. */
const span = (from = DAY, to = DAY): string => `They happened from ${from} to ${to}.\n`;

/** The panels, times and models of a data folder's log, without Doorbook's own events. */
async function logOf(cli: Cli): Promise<string[]> {
  const events = await cli.withStore(wholeLog);
  return events.filter(({ panel }) => panel !== "doorbook").map(identityOf);
}

test("takes in a file, then nothing of it again; each import is an event of the log", async () => {
  await using cli = await Cli.make();
  const lines = [told(), told(), told({ panel: "B", occurredAt: "2020-01-01T00:00:00Z" })];
  await writeFile(cli.folder.at("old.jsonl.gz"), gzipSync(lines.join("\n")));

  const first = await cli.say(["import", "old.jsonl.gz"]);
  const again = await cli.say(["import", "-"], lines.join("\n"));

  const all = span("2020-01-01T00:00:00.000Z", DAY);
  assert.equal(first, `old.jsonl.gz: took in 3 events: 3 new, 0 known, 0 refused.\n${all}`);
  assert.equal(again, `-: took in 3 events: 0 new, 3 known, 0 refused.\n${all}`);
  const log = await cli.withStore(wholeLog);
  const imported = log.filter(({ source }) => source === "import");
  assert.deepEqual(
    imported.map(({ panel, isLate }) => [panel, isLate]),
    [
      ["B", true],
      ["A", true],
      ["A", true],
    ],
  );
  assert.deepEqual(await cli.withStore((store) => ownEventsOf(store, "doorbook_log_imported")), [
    ["doorbook_log_imported", { file: "old.jsonl.gz", added: 3, known: 0, refused: 0 }],
    ["doorbook_log_imported", { file: "-", added: 0, known: 3, refused: 0 }],
  ]);
});

test("shows the first refused events, writes all to the report, and ends with 1", async () => {
  await using cli = await Cli.make();
  const lines = [told(), ...Array.from({ length: 25 }, () => "nonsense")];

  const args = ["import", "-", "--report", "report.jsonl"];
  const { code, stdout, stderr } = await cli.run(args, lines.join("\n"));

  assert.deepEqual(
    [code, stdout],
    [1, `-: took in 1 event: 1 new, 0 known, 25 refused.\n${span()}`],
  );
  assert.match(stderr, /^-, line 2: not JSON\n/);
  assert.match(stderr, /-, line 21: not JSON\nand 5 more events not taken\n$/);
  const report = (await readFile(cli.folder.at("report.jsonl"), "utf8")).trimEnd().split("\n");
  assert.equal(report.length, 25);
  assert.deepEqual(JSON.parse(report[24] ?? ""), { file: "-", line: 26, reason: "not JSON" });
});

test("says what it would take in, and writes nothing", async () => {
  await using cli = await Cli.make();
  await cli.say(["import", "-"], told());
  const head = await cli.withStore((store) => store.head());

  const said = await cli.say(["import", "-", "--dry-run"], [told(), told(), told()].join("\n"));

  assert.equal(said, `-: would take in 3 events: 2 new, 1 known, 0 refused.\n${span()}`);
  assert.equal(await cli.withStore((store) => store.head()), head);
});

test("refuses a Doorbook's own record and says how it is taken in under another serial", async () => {
  await using cli = await Cli.make();
  const own = told({ panel: "doorbook", key: "successful_login_api_call" });

  const refused = await cli.run(["import", "-"], own);
  const taken = await cli.say(["import", "-", "--own-as", "old server"], own);

  assert.equal(refused.code, 1);
  assert.match(refused.stdout, /^1 of the refused are of a Doorbook's own record.*--own-as/m);
  assert.match(taken, /1 new/);
  assert.match((await logOf(cli)).join(), /^\["old server",/);
});

test("takes another system's table with its columns mapped, and a panel's answers as a panel's", async () => {
  await using cli = await Cli.make();
  const item = `{"timestamp":${DAY_MS},"name":{"key":"k"},"info":{"model":{"n":1}}}`;
  await writeFile(cli.folder.at("page.json"), `{"list_option":{},"list_items":[${item}]}`);
  await writeFile(cli.folder.at("table.csv"), "When;Door;What\n2025-06-15 12:00;North;opened\n");
  const map = ["When=occurredAt", "Door=panel", "What=key"].flatMap((pair) => ["--map", pair]);

  await cli.say(["import", "page.json", "--panel", "P-1"]);
  await cli.say(["import", "table.csv", ...map, "--zone", "Europe/Kyiv"]);

  assert.deepEqual(await logOf(cli), [
    JSON.stringify(["P-1", DAY_MS, "log", "k", '{"n":"1"}']),
    JSON.stringify(["North", Date.parse("2025-06-15T09:00:00Z"), "log", "opened", ""]),
  ]);
});

test("takes nothing of unknown panels where none are adopted", async () => {
  await using cli = await Cli.make();

  const { code, stderr } = await cli.run(["import", "-", "--no-adopt-panels"], told());

  assert.equal(code, 1);
  assert.match(stderr, /^-, line 1: the panel is not known here/);
  assert.deepEqual(await logOf(cli), []);
});

for (const [args, code, message] of [
  [["import"], 2, "FILE|- is missing"],
  [["import", "none.csv"], 2, 'there is no file "none.csv"'],
  [["import", "."], 2, '"." is a folder'],
  [["import", "-", "--map", "Door"], 2, "--map must be a column's name, ="],
  [["import", "-", "--panel", "doorbook"], 2, "a serial has 1 to 128 characters"],
  [["import", "-", "--format", "xml"], 2, "--format must be one of jsonl, json, csv"],
  [["import", "-", "--report", "no/such/folder"], 2, "cannot write the report"],
  [["import", "-"], 1, "-: there is nothing in it (nothing of it was taken)"],
] as const) {
  test(`refuses ${args.join(" ")}: ${message}`, async () => {
    await using cli = await Cli.make();

    const ended = await cli.run(args);

    assert.deepEqual([ended.code, ended.stdout], [code, ""]);
    assert.ok(ended.stderr.startsWith(`doorbook: ${message}`), ended.stderr);
  });
}

test("takes events to another server over HTTP, which tells of it", async () => {
  await using cli = await Cli.make();
  await using app = await openApp();
  const env = { DOORBOOK_URL: app.address, DOORBOOK_PASSWORD: ADMIN_PASSWORD };
  const input = [
    told({ model: undefined, extra: { a: 1 } }),
    told({ source: "syslog", echo: true }),
    told(),
    told(),
    "1",
  ].join("\n");
  const args = ["import", "-", "--account", "admin"];

  const dry = await runCommand([...args, "--dry-run"], { env, input });
  const first = await runCommand(args, { env, input, cwd: cli.folder.path });
  const again = await runCommand(args, { env, input });

  assert.equal(dry.stdout, `-: would take in 4 events: 4 new, 0 known, 1 refused.\n${span()}`);
  assert.equal(first.stdout, `-: took in 4 events: 4 new, 0 known, 1 refused.\n${span()}`);
  assert.equal(again.stdout, `-: took in 4 events: 0 new, 4 known, 1 refused.\n${span()}`);
  const events = await wholeLog(app.stores.log);
  assert.deepEqual(
    events
      .filter(({ panel }) => panel === "A")
      .map(({ source, isEcho, model, extra }) => [source, isEcho, model, extra]),
    [
      ["api", undefined, undefined, '{"a":1}'],
      ["syslog", true, '{"n":1}', undefined],
      ["api", undefined, '{"n":1}', undefined],
      ["api", undefined, '{"n":1}', undefined],
    ],
  );
});
