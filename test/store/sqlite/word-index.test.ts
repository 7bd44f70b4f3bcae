import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { copyFile, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import fc from "fast-check";
import type { EventCondition } from "../../../src/event/event-condition.ts";
import { EventValues } from "../../../src/event/event-values.ts";
import { openForReading } from "../../../src/store/sqlite/open-database.ts";
import { WordFeeder } from "../../../src/store/sqlite/search/word-feeder.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { findQuery } from "../../support/book-questions.ts";
import { DAY_MS, event, eventsInARow, wholeLog } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { TestFolder } from "../../support/folder.ts";
import { findOf, NaiveBook } from "../../support/naive-book.ts";
import { Random } from "../../support/random.ts";

const FEED = new URL("../../support/feed-words.ts", import.meta.url);

const OLENA: EventCondition = { is: "words", words: ["olena"], isPrefix: false };

const QUESTION = findQuery({ where: OLENA, limit: 100, order: "desc" });

test("finds any word of any script, whatever it begins or ends with", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  const texts = fc.sample(
    fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })),
    { numRuns: 120, seed: 5 },
  );
  const models = texts.map((owner) =>
    event({ model: JSON.stringify({ owner, text: `${owner}z` }) }),
  );
  await store.append("p1", models);
  feedAll(folder.path);
  const naive = new NaiveBook(await wholeLog(store));

  for (const model of models) {
    for (const word of new Set(new EventValues(model).words())) {
      const query = findQuery({ where: { is: "words", words: [word], isPrefix: false } });
      assert.deepEqual(findOf(await store.find(query)), naive.find(query));
    }
  }
});

test("a burst of one panel in one millisecond is found, counted and paged exactly", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  const burst = Array.from({ length: 3_000 }, (_, i) =>
    event({ model: `{"owner":"${i % 3 === 0 ? "Olena" : "Ivan"}","n":${i}}` }),
  );
  await store.append("p1", burst);
  await store.append("p2", eventsInARow(40, { model: '{"owner":"Olena"}' }));
  feedAll(folder.path);
  const naive = new NaiveBook(await wholeLog(store));

  for (const offset of [0, 35, 41, 500, 1_030, 1_040]) {
    for (const order of ["asc", "desc"] as const) {
      const query = { ...QUESTION, order, start: { is: "offset", offset } } as const;
      assert.deepEqual(findOf(await store.find(query)), naive.find(query));
    }
  }
});

for (const [what, spoil] of [
  ["is gone", (file: string) => rm(file)],
  ["is cut short", (file: string) => truncate(file, 20_000)],
  ["became text", (file: string) => writeFile(file, "no database at all".repeat(2_000))],
  ["is empty", (file: string) => writeFile(file, "")],
  ["has garbage in it", (file: string) => overwrite(file)],
] as const) {
  test(`a word index that ${what} is made anew, and answers are right meanwhile`, async () => {
    await using folder = await filledFolder();
    feedAll(folder.path);
    await spoil(folder.at("search.db"));

    {
      await using store = await SqliteStore.open({ dataFolder: folder.path });
      const naive = new NaiveBook(await wholeLog(store));
      assert.deepEqual(findOf(await store.find(QUESTION)), naive.find(QUESTION));
    }
    feedAll(folder.path);

    assert.equal(rowsOf(folder), 900);
    await using store = await SqliteStore.open({ dataFolder: folder.path });
    assert.equal((await store.find(QUESTION)).total, 300);
  });
}

test("an index that is spoilt while it is searched and fed is made anew by the server", async () => {
  await using folder = await filledFolder();
  await using store = await SqliteStore.open({ dataFolder: folder.path, search: true });
  await eventually(10_000, async () => assert.equal(store.examine(false).unfed, 0));
  assert.equal((await store.find(QUESTION)).total, 300);

  await rm(folder.at("search.db"));
  await store.append("p2", [event({ model: '{"owner":"Olena"}' })]);

  await eventually(10_000, async () => {
    assert.equal((await store.find(QUESTION)).total, 301);
    assert.equal(store.examine(false).unfed, 0);
  });
});

test("an index of a log that was put back is made anew", async () => {
  await using folder = await filledFolder();
  await using other = await TestFolder.make();
  {
    await using store = await SqliteStore.open({ dataFolder: other.path });
    await store.append("p1", eventsInARow(1_200, { model: '{"owner":"Petro"}' }));
  }
  feedAll(folder.path);
  await rm(folder.at("doorbook.db"));
  await copyFile(other.at("doorbook.db"), folder.at("doorbook.db"));

  await using store = await SqliteStore.open({ dataFolder: folder.path });
  const before = await store.find(QUESTION);
  feedAll(folder.path);
  const after = await store.find(QUESTION);

  assert.deepEqual([before.total, after.total], [0, 0]);
  assert.equal(rowsOf(folder), 1_200);
});

test("two processes that feed, killed at any moment, leave an index that is right", async () => {
  await using folder = await filledFolder();
  const random = new Random(9);
  for (let round = 0; round < 3; round += 1) {
    const feeders = [1, 2].map(() => fork(FEED, [folder.path]));
    const until = random.below(8);
    for (const feeder of feeders) await once(feeder, "message");
    for (let told = 0; told < until; told += 1) await once(feeders[0]!, "message");
    for (const feeder of feeders) feeder.kill("SIGKILL");
    await Promise.all(feeders.map((feeder) => once(feeder, "exit")));
  }
  feedAll(folder.path);

  assert.equal(rowsOf(folder), 900);
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  const naive = new NaiveBook(await wholeLog(store));
  assert.deepEqual(findOf(await store.find(QUESTION)), naive.find(QUESTION));
});

test("a count that is remembered is right for every later and earlier state", async () => {
  await using folder = await filledFolder();
  feedAll(folder.path);
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  const totals: (number | undefined)[] = [];
  const ask = async (asOf?: number): Promise<void> => {
    totals.push((await store.find({ ...QUESTION, asOf })).total);
  };

  await ask();
  await store.append("p2", eventsInARow(5, { model: '{"owner":"Olena"}' }));
  await ask();
  feedAll(folder.path);
  await ask();
  await ask(901);
  await ask(100);
  await store.append("p3", eventsInARow(1_100, { model: '{"owner":"Olena"}' }));
  feedAll(folder.path);
  await ask();
  await ask(905);

  assert.deepEqual(totals, [300, 305, 305, 301, 100, 1_405, 305]);
});

/** A log of 900 events, 300 of them Olena's. */
async function filledFolder(): Promise<TestFolder> {
  const folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  for (const owner of ["Olena", "Ivan", "Petro"]) {
    const model = `{"owner":"${owner}"}`;
    await store.append(owner, eventsInARow(300, { model, occurredAtMs: DAY_MS + owner.length }));
  }
  return folder;
}

function feedAll(dataFolder: string): void {
  using log = openForReading(dataFolder, 1024);
  using feeder = new WordFeeder(dataFolder, log, 300);
  while (feeder.step().hasMore);
}

/** How many rows the index has; a row that is there twice counts once. */
function rowsOf(folder: TestFolder): unknown {
  using words = new DatabaseSync(folder.at("search.db"), { readOnly: true });
  return words.prepare("SELECT count(*) AS rows FROM word_docsize").get()?.["rows"];
}

async function overwrite(file: string): Promise<void> {
  const bytes = await readFile(file);
  const random = new Random(4);
  for (let i = 100; i < bytes.length; i += 1) bytes[i] = random.below(256);
  await writeFile(file, bytes);
}
