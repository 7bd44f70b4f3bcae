import assert from "node:assert/strict";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { bytesOf, TestFolder } from "../support/folder.ts";
import { runCommand } from "../support/command-runner.ts";
import { pushBody, Served, SERVED_ENV } from "../support/served.ts";

const PAGE_BYTES = 8_192;

/** What a server is started on that it cannot serve, and the one line that it says. */
const REFUSED: readonly (readonly [
  what: string,
  prepare: (folder: TestFolder) => Promise<unknown>,
  says: RegExp,
])[] = [
  [
    "a log that is text",
    (folder) => writeFile(folder.at("doorbook.db"), "no database"),
    /doorbook\.db is not a database of Doorbook; nothing was changed$/,
  ],
  [
    "a log that is cut short",
    async (folder) =>
      writeFile(folder.at("doorbook.db"), (await newLog(folder)).subarray(0, 30_000)),
    /doorbook\.db is cut short: 30000 of \d+ bytes; nothing was changed$/,
  ],
  [
    "a log of garbage behind a good first page",
    async (folder) =>
      writeFile(folder.at("doorbook.db"), (await newLog(folder)).fill(0xa5, PAGE_BYTES)),
    /^the database file is damaged$/,
  ],
  [
    "a log of a newer Doorbook",
    async (folder) => {
      await newLog(folder);
      change(folder, "PRAGMA user_version = 99");
    },
    /^this data folder was written by a newer Doorbook \(schema 99, .*start that version/,
  ],
  [
    "a folder in the log's place",
    (folder) => mkdir(folder.at("doorbook.db")),
    /doorbook\.db is not a file$/,
  ],
];

for (const [what, prepare, says] of REFUSED) {
  test(`on ${what} it ends with 1 and one clear line, and so does doctor`, async () => {
    await using folder = await TestFolder.make();
    await prepare(folder);
    const before = await logBytes(folder);

    for (const command of [["serve", "--port", "0"], ["doctor"]]) {
      const { code, stdout, stderr } = await runCommand([...command, "--data", folder.path], {
        env: command[0] === "serve" ? SERVED_ENV : {},
      });

      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, /^doorbook: [^\n]+\n$/);
      assert.match(stderr.slice("doorbook: ".length, -1), says);
    }
    assert.deepEqual(await logBytes(folder), before);
  });
}

test("a file in the data folder's place: one clear line, exit code 1", async () => {
  await using folder = await TestFolder.make();
  await writeFile(folder.at("data"), "mine");

  for (const data of [folder.at("data"), folder.at("data/deeper")]) {
    const { code, stdout, stderr } = await runCommand(["serve", "--port", "0", "--data", data]);

    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /^doorbook: cannot use the data folder: E(EXIST|NOTDIR)[^\n]*\n$/);
  }
  assert.equal((await bytesOf(folder.path)).get("data")?.toString(), "mine");
});

test("what it writes is its owner's alone, also in a folder that was there before", async () => {
  await using folder = await TestFolder.make();
  await using server = await Served.start(folder.path);
  await server.push(await server.loginPanel("AA-1"), pushBody(1, 1));

  for (const name of ["doorbook.db", "doorbook.db-wal", "doorbook.db-shm", "server.lock"]) {
    const { mode } = await stat(folder.at(name));
    assert.equal((mode & 0o777).toString(8), "600", name);
  }
});

test("damage that a read comes upon: an error in the panel's shape, and the rest goes on", async () => {
  await using folder = await TestFolder.make();
  await makeMergedLog(folder);
  await damagePageWith(folder, '"n":1100,');
  await using server = await Served.start(folder.path);
  const { text } = await server.login();
  const headers = { authorization: `Bearer ${(JSON.parse(text) as { token: string }).token}` };
  const page = (number: number): string =>
    `/api/v1/log/items?from=0&to=10000&limit=50&page_number=${number}`;

  const damaged = await server.request("GET", page(3), { headers });
  const sound = await server.request("GET", page(30), { headers });

  assert.deepEqual([damaged.status, damaged.text], [500, '{"error":"Internal error"}']);
  assert.equal(sound.status, 200);
  const panel = await server.loginPanel("AA-2");
  assert.equal((await server.push(panel, pushBody(20_000, 3))).status, 200);
  const doctor = await runCommand(["doctor", "--deep", "--data", folder.path]);
  assert.equal(doctor.code, 1);
  const faults = /^(attention {2}.*the file is damaged|doorbook: the database file is damaged)/m;
  assert.match(doctor.stdout + doctor.stderr, faults);
  const { code, stderr } = await server.stop();
  assert.equal(code, 0);
  const line = stderr.split("\n").find((each) => each.includes("the database file is damaged"));
  assert.match(line ?? stderr, /"code":"damaged".*"path":"\/api\/v1\/log\/items"/);
});

/** The bytes of a log with nothing in it. */
async function newLog(folder: TestFolder): Promise<Buffer> {
  const add = ["accounts", "add", "ann", "--type", "admin", "--data", folder.path];
  const { code, stderr } = await runCommand(add, { env: { DOORBOOK_PASSWORD: "x" } });
  assert.equal(code, 0, stderr);
  return readFile(folder.at("doorbook.db"));
}

/** The log's own file; a folder in its place has none. */
async function logBytes(folder: TestFolder): Promise<Buffer | undefined> {
  return readFile(folder.at("doorbook.db")).catch(() => undefined);
}

/** 2,000 events of times from 1,000 ms on, all in the indexes. */
async function makeMergedLog(folder: TestFolder): Promise<void> {
  await using server = await Served.start(folder.path);
  const panel = await server.loginPanel("AA-1");
  await server.push(panel, pushBody(1_000, 2_000, "x".repeat(100)));
  await eventually(20_000, async () => {
    const log = new DatabaseSync(folder.at("doorbook.db"), { readOnly: true });
    const row = log.prepare("SELECT min(seq) AS n FROM merged").get();
    log.close();
    assert.ok(Number(row?.["n"]) >= 2_000);
    await Promise.resolve();
  });
  await server.stop();
}

async function damagePageWith(folder: TestFolder, text: string): Promise<void> {
  const bytes = await readFile(folder.at("doorbook.db"));
  const at = bytes.indexOf(text);
  assert.ok(at > 0, "the text is in the file");
  const start = at - (at % PAGE_BYTES);
  await writeFile(folder.at("doorbook.db"), bytes.fill(0xa5, start, start + PAGE_BYTES));
}

function change(folder: TestFolder, sql: string): void {
  const log = new DatabaseSync(folder.at("doorbook.db"));
  log.exec(sql);
  log.close();
}
