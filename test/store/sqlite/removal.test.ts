import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import type { SQLOutputValue } from "node:sqlite";
import { test } from "node:test";
import fc from "fast-check";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { uglySerials } from "../../fixtures/ugly-names.ts";
import { arbitraryQuestion } from "../../support/arbitrary-question.ts";
import { eventually } from "../../support/eventually.ts";
import { DAY_MS, event, eventsInARow, question, wholeLog } from "../../support/events.ts";
import { TestFolder } from "../../support/folder.ts";
import { NaiveList } from "../../support/naive-list.ts";
import { RemovingLog } from "../../support/removing-log.ts";

const PANELS = 400;

const REMOVE = new URL("../../support/remove-for-ever.ts", import.meta.url);

test("every list is exact while events of the ugly data set come and go, in every process", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  await using other = await SqliteStore.open({ dataFolder: folder.path });
  const log = new RemovingLog(store, { events: 8_000, panels: PANELS });

  for (let stage = 0; stage < 2; stage += 1) {
    await log.append(2_000);
    await checkLists(log, [store, other], stage, 5);
    await log.merged();
    for (let nth = 0; nth < 3; nth += 1) {
      await log.remove(300);
      await log.append(60);
      await checkLists(log, [store, other], stage * 10 + nth, 8);
    }
  }
  await using third = await SqliteStore.open({ dataFolder: folder.path });
  await checkLists(log, [third], 99, 15);

  assert.deepEqual(
    (await wholeLog(third)).map(({ seq }) => seq),
    log.events.map(({ seq }) => seq),
  );
});

test("a log that was closed and opened between removals is exact, from what was kept of it", async () => {
  await using folder = await TestFolder.make();
  const open = () => SqliteStore.open({ dataFolder: folder.path });
  await using before = await open();
  const log = new RemovingLog(before, { events: 5_000, panels: PANELS });
  await log.append(3_000);
  await log.merged();
  await log.remove(400);
  await before[Symbol.asyncDispose]();
  const kept = keptDirectory(folder);
  await using again = await open();
  const reopened = Object.assign(log, { store: again });

  await reopened.remove(300);
  await checkLists(reopened, [again], 1, 10);
  await again[Symbol.asyncDispose]();
  // as if it had been killed before it kept the directory anew
  keepDirectory(folder, kept);
  await using last = await open();

  await checkLists(log, [last], 2, 15);
});

test("a page and its total belong together at any moment while events go", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  await using other = await SqliteStore.open({ dataFolder: folder.path });
  const log = new RemovingLog(store, { events: 5_000, panels: PANELS });
  await log.append(3_000);
  await log.merged();
  await eventually(10_000, async () => assert.equal(await other.head(), log.head));
  const panel = log.events[0]!.panel;
  const asOf = log.head - 300;
  const seqs = log.events.map(({ seq }) => seq).slice(0, 2_600);
  const state = { isOver: false };

  const removing = (async () => {
    let removed = 0;
    for (let i = 0; i < seqs.length; i += 80) {
      removed += await store.remove(seqs.slice(i, i + 80));
    }
    state.isOver = true;
    return removed;
  })();
  let asked = 0;
  for (; !state.isOver || asked < 6; asked += 1) {
    const view = {
      panels: asked % 3 === 0 ? [panel] : undefined,
      floor: asked % 3 === 1 ? 700 : 0,
    };
    const offset = asked % 2 === 0 ? 0 : 900;
    for (const each of [store, other]) {
      const query = question({ view, offset, asOf: asked % 4 < 2 ? undefined : asOf });
      const { events, total } = await each.list(query);
      assert.equal(events.length, Math.max(0, Math.min(1_000, total - offset)));
      const windows = Array.from({ length: 450 }, (_, i) => ({
        fromMs: i * 10 ** 12,
        toMs: (i + 1) * 10 ** 12 - 1,
      }));
      const counted = await each.tally({
        view,
        fromMs: 0,
        toMs: windows.at(-1)!.toMs,
        where: undefined,
        asOf: undefined,
        deadlineMs: 60_000,
        groupings: [{ by: "name" }, { by: "category" }],
        starts: windows.map(({ fromMs }) => fromMs),
      });
      const [names, categories] = counted.tallies.map((cells) =>
        cells.reduce((sum, { count }) => sum + count, 0),
      );
      assert.equal(names, categories);
    }
    await new Promise(setImmediate);
  }
  const left = log.events.length - (await removing);

  for (const each of [store, other]) assert.equal((await each.list(question())).total, left);
});

test("what is newest, and what the indexes lack, stays; seqs are not given twice", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  await store.append("p1", eventsInARow(300));
  await eventually(10_000, async () => assert.equal(store.examine(false).unmerged, 0));
  const all = Array.from({ length: 301 }, (_, i) => i + 1);

  const first = await store.remove(all);
  const again = await store.remove(all);
  await store.append("p2", [event({ occurredAtMs: DAY_MS })]);
  const unmerged = await store.remove([300, 301]);

  assert.deepEqual([first, again, unmerged], [299, 0, 1]);
  assert.deepEqual(
    (await wholeLog(store)).map(({ seq }) => seq),
    [301],
  );
  assert.deepEqual(await store.list(question()).then(({ total, asOf }) => [total, asOf]), [1, 301]);
});

test("a writer that merges what another process merged and took out brings nothing back", async () => {
  await using folder = await TestFolder.make();
  await using first = await SqliteStore.open({ dataFolder: folder.path });
  await first.append("p1", eventsInARow(1_000));
  await using second = await SqliteStore.open({ dataFolder: folder.path });
  await eventually(10_000, async () => assert.equal(second.examine(false).unmerged, 0));
  const seqs = Array.from({ length: 900 }, (_, i) => i + 1);

  await second.remove(seqs);
  await first.append("p2", eventsInARow(600));
  await eventually(10_000, async () => assert.equal(first.examine(false).unmerged, 0));

  for (const index of ["event", "by_time", "by_panel", "by_kind"]) {
    assert.equal(rowsOf(folder, index), 700);
  }
  // what went may come again, what is there may not
  assert.equal((await first.append("p1", eventsInARow(1_000))).added, 900);
});

test("a process killed while it takes out leaves a log that is whole", async () => {
  await using folder = await TestFolder.make();
  {
    await using store = await SqliteStore.open({ dataFolder: folder.path });
    await store.append("p1", eventsInARow(3_000));
    await eventually(20_000, async () => assert.equal(store.examine(false).unmerged, 0));
  }
  for (const removals of [3, 20]) {
    const killed = fork(REMOVE, [folder.path]);
    for (let told = 0; told < removals; told += 1) await once(killed, "message");
    killed.kill("SIGKILL");
    await once(killed, "exit");

    await using store = await SqliteStore.open({ dataFolder: folder.path });
    const { events, head, removed } = store.examine(false);
    assert.equal(events + removed, head);
    assert.ok(removed >= removals * 20);
    const naive = new NaiveList(await wholeLog(store));
    for (const panels of [undefined, ["p1"], ["p2", "p0"]]) {
      const asked = question({ view: { panels, floor: 0 }, offset: 100, limit: 40 });
      const page = await store.list(asked);
      const seqs = page.events.map(({ seq }) => seq);
      assert.deepEqual({ total: page.total, seqs }, naive.answer(asked));
    }
  }
});

test("room that events left is given back to the disk", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  await store.append("p1", eventsInARow(6_000, { model: `{"text":"${"x".repeat(900)}"}` }));
  const { occurredAtMs } = event();
  await store.append("p1", [event({ occurredAtMs: occurredAtMs + 1 })]);
  await eventually(20_000, async () => assert.equal(store.examine(false).unmerged, 0));
  await store.checkpoint();
  const before = await stat(folder.at("doorbook.db"));

  for (let seq = 1; seq <= 6_000; seq += 1_000) {
    await store.remove(Array.from({ length: 1_000 }, (_, i) => seq + i));
  }
  while ((await store.giveBack()) > 0);
  await eventually(10_000, async () => {
    await store.checkpoint();
    const after = await stat(folder.at("doorbook.db"));
    assert.ok(after.size < before.size / 4, `${after.size} of ${before.size} bytes`);
  });

  assert.equal((await store.list(question())).total, 1);
});

async function checkLists(
  { events, head }: RemovingLog,
  stores: readonly SqliteStore[],
  seed: number,
  queries: number,
): Promise<void> {
  const naive = new NaiveList(events);
  for (const store of stores) {
    // what another process appended it sees within a second
    await eventually(10_000, async () => assert.equal(await store.head(), head));
  }
  const questions = arbitraryQuestion(events, uglySerials(PANELS));
  await fc.assert(
    fc.asyncProperty(questions, async ({ query, place }) => {
      const { total } = naive.answer({ ...query, limit: 0 });
      const offset = Math.max(0, Math.floor(total * place.part) + place.step);
      for (const store of stores) {
        const page = await store.list({ ...query, offset });

        const seqs = page.events.map(({ seq }) => seq);
        assert.deepEqual({ total: page.total, seqs }, naive.answer({ ...query, offset }));
      }
    }),
    { seed, numRuns: queries, endOnFailure: true },
  );
}

function rowsOf(folder: TestFolder, table: string): unknown {
  using log = new DatabaseSync(folder.at("doorbook.db"), { readOnly: true });
  return log.prepare(`SELECT count(*) AS rows FROM ${table}`).get()?.["rows"];
}

type Kept = Record<string, SQLOutputValue>;

function keptDirectory(folder: TestFolder): Kept {
  using log = new DatabaseSync(folder.at("doorbook.db"), { readOnly: true });
  return log.prepare("SELECT as_of, removal, packed FROM directory").get() ?? {};
}

function keepDirectory(folder: TestFolder, kept: Kept): void {
  using log = new DatabaseSync(folder.at("doorbook.db"));
  const sql = "UPDATE directory SET as_of = :as_of, removal = :removal, packed = :packed";
  assert.equal(log.prepare(sql).run(kept).changes, 1);
}
