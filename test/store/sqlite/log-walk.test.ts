import assert from "node:assert/strict";
import { test } from "node:test";
import { walkByFind } from "../../../src/book/export/walk-by-find.ts";
import type { WalkEvents, WalkQuery } from "../../../src/event/book.ts";
import type { EventCondition } from "../../../src/event/event-condition.ts";
import type { StoredEvent } from "../../../src/event/event.ts";
import { ALWAYS, FLEET } from "../../../src/event/query.ts";
import { LogWalk } from "../../../src/store/sqlite/search/log-walk.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { uglyDeliveries } from "../../fixtures/ugly.ts";
import { TestFolder } from "../../support/folder.ts";

const WORDS: EventCondition = { is: "words", words: ["olena"], isPrefix: false };

async function all(walk: WalkEvents, query: WalkQuery): Promise<StoredEvent[]> {
  const batches: (readonly StoredEvent[])[] = [];
  for await (const events of walk(query)) batches.push(events);
  return batches.flat();
}

test("walks through the very events that pages show, from any place, in both orders", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  for (const { panel, events } of uglyDeliveries({ seed: 5, events: 2_000, panels: 30 })) {
    await store.append(panel, events);
  }
  const asOf = (await store.head()) - 500;
  using walk = LogWalk.open(folder.path, () => undefined);
  const panels = (await store.after(0, 50)).map(({ panel }) => panel);
  const conditions: (EventCondition | undefined)[] = [
    undefined,
    WORDS,
    { is: "not", part: WORDS },
    { is: "panel", serials: panels.slice(0, 3) },
  ];
  const { fromMs, toMs } = ALWAYS;
  for (const where of conditions) {
    for (const order of ["asc", "desc"] as const) {
      const query = { view: FLEET, fromMs, toMs, where, asOf, order, after: undefined };

      const walked = await all((asked) => walk.events(asked), query);

      const expected = await all(walkByFind(store), query);
      assert.deepEqual(walked, expected);
      const middle = expected[Math.floor(expected.length / 3)];
      if (middle === undefined) continue;
      const rest = await all((asked) => walk.events(asked), { ...query, after: middle });
      assert.deepEqual(rest, expected.slice(Math.floor(expected.length / 3) + 1));
    }
  }
});
