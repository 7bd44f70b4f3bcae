import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EventQuestion, Grouping, PageStart } from "../../../src/event/book.ts";
import type { EventCondition } from "../../../src/event/event-condition.ts";
import { VALUE_FIELDS } from "../../../src/event/value-fields.ts";
import { openForReading } from "../../../src/store/sqlite/open-database.ts";
import { WordFeeder } from "../../../src/store/sqlite/search/word-feeder.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { uglySerials } from "../../fixtures/ugly-names.ts";
import { arbitraryCondition } from "../../support/arbitrary-condition.ts";
import { arbitraryQuestion } from "../../support/arbitrary-question.ts";
import { findQuery, tallyQuery } from "../../support/book-questions.ts";
import { DAY_MS, event, eventsInARow } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { TestFolder } from "../../support/folder.ts";
import { cellTexts, findOf, NaiveBook } from "../../support/naive-book.ts";
import { RemovingLog } from "../../support/removing-log.ts";

const PANELS = 400;

const GROUPINGS: readonly Grouping[] = [
  { by: "category" },
  { by: "panel" },
  { by: "value", paths: VALUE_FIELDS.owner, isPerPanel: true },
];

const BY_TWO: readonly Grouping[] = [{ by: "panel" }, { by: "late" }];

const OLENA: EventCondition = { is: "words", words: ["olena"], isPrefix: false };

test("every search and tally is exact while events come and go, wherever the word index is", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  using words = openForReading(folder.path, 1_024);
  using feeder = new WordFeeder(folder.path, words, 700);
  const log = new RemovingLog(store, { events: 5_000, panels: PANELS });
  await log.append(3_500);
  await log.merged();
  while (feeder.step().hasMore);

  for (let round = 0; round < 6; round += 1) {
    await log.remove(120);
    await log.remove(80);
    await log.append(50);
    await checkBook(log, round, 10);
    if (round % 2 === 1) feeder.step();
  }
  while (feeder.step().hasMore);

  await checkBook(log, 99, 25);
});

test("odd events of one millisecond are found and counted as some of them go and others come", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  using words = openForReading(folder.path, 1_024);
  using feeder = new WordFeeder(folder.path, words);
  const olena = (n: number) => event({ model: `{"owner":"Olena","n":${n}}` });
  await store.append(
    "p1",
    Array.from({ length: 400 }, (_, n) => olena(n)),
  );
  await eventually(10_000, async () => assert.equal(store.examine(false).unmerged, 0));
  while (feeder.step().hasMore);
  const log = new Set(Array.from({ length: 400 }, (_, i) => i + 1));
  const query = findQuery({ where: OLENA, order: "desc" });
  const check = async (): Promise<void> => {
    const { events, total } = await store.find(query);
    const seqs = events.map(({ seq }) => seq).toSorted((a, b) => a - b);
    assert.deepEqual({ total, seqs }, { total: log.size, seqs: [...log] });
  };
  await check();

  // the first eight have rows of their own, the others stand apart
  for (const seqs of [
    [1, 2, 9],
    [3, 100, 200],
    [4, 5, 6, 7, 8],
  ]) {
    await store.remove(seqs);
    for (const seq of seqs) log.delete(seq);
    await check();
  }
  while (feeder.step().hasMore);
  await check();
  await store.append("p1", [olena(1_000), olena(1_001)]);
  log.add(401).add(402);
  await check();
  while (feeder.step().hasMore);

  await check();
});

test("a search and its total are of one state at any moment while events go", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path, search: true });
  for (const owner of ["Olena", "Ivan"]) {
    const model = `{"owner":"${owner}"}`;
    await store.append(owner, eventsInARow(2_000, { model, occurredAtMs: DAY_MS }));
  }
  await eventually(20_000, async () => {
    assert.deepEqual([store.examine(false).unmerged, store.examine(false).unfed], [0, 0]);
  });
  const state = { isOver: false };
  const removing = (async () => {
    for (let seq = 1; seq < 3_500; seq += 25) {
      await store.remove(Array.from({ length: 25 }, (_, i) => seq + i));
    }
    state.isOver = true;
  })();

  let asked = 0;
  for (; !state.isOver || asked < 4; asked += 1) {
    const isOffset = asked % 2 === 0;
    const start: PageStart = isOffset
      ? { is: "offset", offset: 0 }
      : { is: "after", place: { occurredAtMs: DAY_MS, seq: 0 } };
    const tallying = store.tally(tallyQuery({ where: OLENA, groupings: BY_TWO }));
    const found = await store.find(findQuery({ where: OLENA, start }));
    const tallied = await tallying;
    assert.equal(found.events.length, Math.min(1_000, found.total ?? -1));
    const sums = tallied.tallies.map((cells) => cells.reduce((sum, { count }) => sum + count, 0));
    assert.equal(sums[0], sums[1]);
    const asOf = Math.max(1, 4_000 - asked * 50);
    const past = await store.find(findQuery({ where: OLENA, asOf, order: "desc" }));
    assert.equal(past.events.length, Math.min(1_000, past.total ?? -1));
  }
  await removing;

  assert.equal((await store.find(findQuery({ where: OLENA }))).total, 0);
  await eventually(10_000, async () => assert.equal(store.examine(false).unfed, 0));
});

async function checkBook(
  { store, events }: RemovingLog,
  seed: number,
  queries: number,
): Promise<void> {
  const naive = new NaiveBook(events);
  const asked = fc.record({
    frame: arbitraryQuestion(events, uglySerials(PANELS)),
    where: fc.option(arbitraryCondition(events), { nil: undefined, freq: 8 }),
    way: fc.constantFrom("offset" as const, "after" as const, "before" as const),
    place: fc.nat({ max: events.length - 1 }),
    grouping: fc.nat({ max: GROUPINGS.length - 1 }),
  });
  await fc.assert(
    fc.asyncProperty(asked, async ({ frame, where, way, place, grouping }) => {
      const { view, spans, order, limit, asOf } = frame.query;
      const [fromMs, toMs] = [spans[0]?.fromMs ?? 0, spans.at(-1)?.toMs ?? 0];
      const asking: EventQuestion = { view, fromMs, toMs, where, asOf, deadlineMs: 600_000 };
      const { occurredAtMs, seq } = events[place]!;
      const start: PageStart =
        way === "offset"
          ? { is: way, offset: Math.max(0, frame.place.step) }
          : { is: way, place: { occurredAtMs, seq } };
      const query = { ...asking, order, start, limit, total: "exact" as const };

      const found = findOf(await store.find(query));

      const { total, seqs } = naive.find(query);
      assert.partialDeepStrictEqual(found, { total, seqs });
      const edges = [...new Set([fromMs, occurredAtMs])].toSorted((a, b) => a - b);
      const tallied = { ...asking, groupings: [GROUPINGS[grouping]!], starts: edges };

      const { tallies } = await store.tally(tallied);

      assert.deepEqual(tallies.map(cellTexts), naive.tally(tallied));
    }),
    { seed, numRuns: queries, endOnFailure: true },
  );
}
