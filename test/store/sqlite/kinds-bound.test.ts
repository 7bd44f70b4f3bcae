import assert from "node:assert/strict";
import { test } from "node:test";
import type { PanelEvent } from "../../../src/event/event.ts";
import { ALWAYS, FLEET } from "../../../src/event/query.ts";
import { spansOf } from "../../../src/event/spans-of.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { asSent, DAY_MS, event, question, wholeLog } from "../../support/events.ts";
import { TestFolder } from "../../support/folder.ts";

const MAX_KINDS = 20;
const CATEGORIES = ["access", "emergency", "system"];
const PRIORITIES = ["low", "high"];

/** 60 keys, each three times, in all of the panel's categories and priorities. */
const SENT: readonly PanelEvent[] = Array.from({ length: 180 }, (_, i) =>
  event({
    key: `key ${String(i % 60)}`,
    category: CATEGORIES[i % CATEGORIES.length],
    priority: PRIORITIES[i % PRIORITIES.length],
    occurredAtMs: DAY_MS + i,
    model: `{"n":${String(i)}}`,
  }),
);

test("past the bound of kinds events are kept as sent, and so they are when opened anew", async () => {
  await using folder = await TestFolder.make();
  {
    await using store = await openStore(folder);
    await store.append("p1", SENT);
    assert.deepEqual((await wholeLog(store)).map(asSent), SENT);
  }

  await using store = await openStore(folder);

  assert.deepEqual((await wholeLog(store)).map(asSent), SENT);
  const { events, total } = await store.list(question());
  assert.deepEqual([events.map(asSent), total], [SENT, SENT.length]);
  assert.equal((await store.append("p1", SENT)).added, 0);
});

test("past the bound of kinds a key is no kind of its own, and those before it are", async () => {
  await using folder = await TestFolder.make();
  await using store = await openStore(folder);

  await store.append("p1", SENT.slice(0, 100));
  await store.append("p2", SENT.slice(60));

  const kinds = await store.kinds(FLEET);
  const keys = kinds.flatMap(({ key }) => (key === undefined ? [] : [key]));
  assert.deepEqual(
    keys,
    Array.from({ length: MAX_KINDS }, (_, i) => `key ${String(i)}`),
  );
  assert.equal(kinds.length, MAX_KINDS + CATEGORIES.length * PRIORITIES.length);
});

for (const field of ["category", "priority"] as const) {
  for (const value of field === "category" ? CATEGORIES : PRIORITIES) {
    for (const panels of [undefined, ["p1"]]) {
      const view = panels === undefined ? "the fleet" : "one panel";

      test(`a filter by ${field} ${value} finds the gathered events of ${view} too`, async () => {
        await using folder = await TestFolder.make();
        await using store = await openStore(folder);
        await store.append("p1", SENT.slice(0, 120));
        await store.append("p2", SENT.slice(120));
        const spans = spansOf(ALWAYS, { is: "field", field, value });

        const { events, total } = await store.list(question({ spans, view: { panels, floor: 0 } }));

        const seen = panels === undefined ? SENT : SENT.slice(0, 120);
        const expected = seen.filter((one) => one[field] === value);
        assert.deepEqual(events.map(asSent), expected);
        assert.equal(total, expected.length);
      });
    }
  }
}

function openStore(folder: TestFolder): Promise<SqliteStore> {
  return SqliteStore.open({ dataFolder: folder.path, maxKinds: MAX_KINDS });
}
