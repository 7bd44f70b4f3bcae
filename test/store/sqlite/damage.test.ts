import assert from "node:assert/strict";
import { copyFile, mkdir, open, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { after, before, test } from "node:test";
import { AppError } from "../../../src/event/errors.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { event, eventsInARow, question, wholeLog } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { bytesOf, TestFolder } from "../../support/folder.ts";
import { Random } from "../../support/random.ts";

const PAGE_BYTES = 8_192;

/** Each makes a whole log unreadable at once, and what is then said. */
const RUINS: readonly (readonly [
  what: string,
  ruin: (file: string) => Promise<unknown>,
  says: RegExp,
])[] = [
  ["text", (file) => writeFile(file, "this is no database"), /is not a database of Doorbook/],
  ["zeros", (file) => writeFile(file, Buffer.alloc(65_536)), /is not a database of Doorbook/],
  ["a single byte", (file) => writeFile(file, "S"), /is not a database of Doorbook/],
  ["the header alone", (file) => truncate(file, 100), /is cut short: 100 of \d+ bytes/],
  ["half of it", async (file) => truncate(file, (await stat(file)).size / 2), /is cut short/],
  ["all but a byte", async (file) => truncate(file, (await stat(file)).size - 1), /is cut short/],
  ["garbage from the second page on", (file) => fill(file, 1, Infinity), /is damaged/],
  ["garbage on the first page", (file) => fill(file, 100 / PAGE_BYTES, 1), /is damaged/],
];

let whole: TestFolder;
let sent: string;

before(async () => {
  whole = await TestFolder.make();
  sent = await makeLog(whole);
});

after(() => whole[Symbol.asyncDispose]());

for (const [what, ruin, says] of RUINS) {
  test(`refuses a file that became ${what}, and overwrites nothing`, async () => {
    await using folder = await copyOfLog();
    await ruin(folder.at("doorbook.db"));
    const ruined = await readFile(folder.at("doorbook.db"));

    await assert.rejects(SqliteStore.open({ dataFolder: folder.path }), {
      name: "AppError",
      code: "damaged",
      message: says,
    });

    assert.deepEqual(await readFile(folder.at("doorbook.db")), ruined);
  });
}

for (let seed = 1; seed <= 12; seed += 1) {
  test(`garbage on some pages is never read as events, however it lies, seed ${seed}`, async () => {
    await using folder = await copyOfLog();
    const file = folder.at("doorbook.db");
    const pages = (await stat(file)).size / PAGE_BYTES;
    const random = new Random(seed);
    for (let i = 0; i < 4; i += 1) {
      const page = 1 + random.below(pages - 1);
      await fill(file, page, page + 1);
    }
    const ruined = await readFile(file);

    const read = await readAll(folder).catch((error: unknown) => error);

    if (read instanceof Error) {
      assert.ok(read instanceof AppError, String(read));
      assert.equal(read.code, "damaged");
    } else assert.equal(read, sent);
    assert.deepEqual(await readFile(file), ruined);
  });
}

test("takes an empty file for a new log", async () => {
  await using folder = await TestFolder.make();
  await writeFile(folder.at("doorbook.db"), "");

  await using store = await SqliteStore.open({ dataFolder: folder.path });

  assert.equal((await store.append("p1", [event()])).added, 1);
});

test("refuses a folder in the file's place", async () => {
  await using folder = await TestFolder.make();
  await mkdir(folder.at("doorbook.db"));

  await assert.rejects(SqliteStore.open({ dataFolder: folder.path }), {
    name: "AppError",
    code: "damaged",
    message: `${folder.at("doorbook.db")} is not a file`,
  });
});

test("refuses a file in the folder's place and leaves it as it is", async () => {
  await using folder = await TestFolder.make();
  await writeFile(folder.at("data"), "mine");

  for (const dataFolder of [folder.at("data"), folder.at("data/deeper")]) {
    await assert.rejects(SqliteStore.open({ dataFolder }), {
      name: "AppError",
      code: "unavailable",
      message: /^cannot use the data folder: E(EXIST|NOTDIR).*data/,
    });
  }

  assert.equal((await bytesOf(folder.path)).get("data")?.toString(), "mine");
});

test("damage that a read comes upon fails that read alone", async () => {
  await using folder = await copyOfLog();
  const file = folder.at("doorbook.db");
  const page = await pageWith(file, '"n":100,');
  await fill(file, page, page + 1);
  await using store = await SqliteStore.open({ dataFolder: folder.path });

  await assert.rejects(store.after(90, 20), { name: "AppError", code: "damaged" });
  await assert.rejects(store.list(question({ offset: 90, limit: 20 })), { code: "damaged" });

  const { events, total } = await store.list(question({ offset: 1_900, limit: 50 }));
  assert.deepEqual([events.length, total], [50, 2_000]);
  assert.equal((await store.append("p2", eventsInARow(5))).added, 5);
});

/** 2,000 events, all in the indexes; returns them as text. */
async function makeLog(folder: TestFolder): Promise<string> {
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  const events = Array.from({ length: 2_000 }, (_, n) =>
    event({ occurredAtMs: 1_000 + n, model: `{"n":${n},"text":"${"x".repeat(100)}"}` }),
  );
  await store.append("p1", events);
  await eventually(20_000, async () => {
    assert.equal(unmerged(folder), 0);
    await Promise.resolve();
  });
  return JSON.stringify(await wholeLog(store));
}

/** The whole log in a folder of its own, to be ruined. */
async function copyOfLog(): Promise<TestFolder> {
  const folder = await TestFolder.make();
  await copyFile(whole.at("doorbook.db"), folder.at("doorbook.db"));
  return folder;
}

async function readAll(folder: TestFolder): Promise<string> {
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  for (let offset = 0; offset < 2_000; offset += 500) {
    const { events, total } = await store.list(question({ offset, limit: 500 }));
    assert.deepEqual([events.length, total], [500, 2_000]);
  }
  return JSON.stringify(await wholeLog(store));
}

function unmerged(folder: TestFolder): number {
  const log = new DatabaseSync(folder.at("doorbook.db"), { readOnly: true });
  const row = log.prepare("SELECT 2000 - min(seq) AS n FROM merged").get();
  log.close();
  return Number(row?.["n"]);
}

/** Overwrites pages with what cannot be a page, up to the file's end at most. */
async function fill(path: string, from: number, to: number): Promise<void> {
  await using file = await open(path, "r+");
  const end = Math.min((await file.stat()).size, to * PAGE_BYTES);
  const start = Math.round(from * PAGE_BYTES);
  await file.write(Buffer.alloc(end - start, 0xa5), 0, end - start, start);
}

/** The page of a file that holds a text, counted from 0. */
async function pageWith(path: string, text: string): Promise<number> {
  const at = (await readFile(path)).indexOf(text);
  assert.ok(at > 0, "the text is in the file");
  return Math.floor(at / PAGE_BYTES);
}
