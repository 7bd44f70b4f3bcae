import assert from "node:assert/strict";
import { test } from "node:test";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { event, eventsInARow } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { seqsBetween, streamQuestion, TestFeed } from "../../support/feed.ts";
import { TestFolder } from "../../support/folder.ts";

const WITHIN_MS = 10_000;

test("shows what two stores write into one log, in the one order", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  await using other = await SqliteStore.open({ dataFolder: folder.path });
  await using at = await TestFeed.open(store);
  const { reader } = at.read(0);

  await Promise.all(
    [store, other].map(async (store, which) => {
      for (let n = 0; n < 30; n++) {
        await store.append(`P${which}`, [event({ occurredAtMs: n })]);
      }
    }),
  );

  await eventually(WITHIN_MS, async () => {
    assert.deepEqual(reader.seqs, seqsBetween(1, 60));
    return Promise.resolve();
  });
});

test("lets other work in between while readers go through a long history", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  for (let n = 0; n < 10; n++) {
    await store.append("A", eventsInARow(2_000, { occurredAtMs: n * 10_000_000 }));
  }
  await using at = await TestFeed.open(store);
  const where = { is: "words", words: ["nowhere"], isPrefix: false } as const;
  const readers = Array.from({ length: 4 }, (_, n) =>
    at.read(n, streamQuestion({ where, view: { panels: undefined, floor: n } })),
  );

  let turns = 0;
  while (readers.some(({ subscription }) => subscription.place < 20_000)) {
    await new Promise(setImmediate);
    turns += 1;
  }

  assert.ok(turns >= 80, `other work had only ${turns} turns`);
});
