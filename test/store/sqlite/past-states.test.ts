import assert from "node:assert/strict";
import { test } from "node:test";
import type { ListQuery } from "../../../src/event/query.ts";
import { BackgroundClient } from "../../../src/store/sqlite/background-client.ts";
import { LogReader } from "../../../src/store/sqlite/log-reader.ts";
import { openForReading } from "../../../src/store/sqlite/open-database.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { DAY_MS, event, question } from "../../support/events.ts";
import { TestFolder } from "../../support/folder.ts";

const PANELS = ["p1", "p2", "p3"];

test("a far state, made anew, and a near one, the present without what came since, are the same", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  for (let nth = 0; nth < 60; nth += 1) {
    // of times that overlap, some in one millisecond
    const events = Array.from({ length: 40 }, (_, i) =>
      event({
        occurredAtMs: DAY_MS + ((nth * 7919 + i * 31) % 2_000),
        key: i % 3 === 0 ? "tamper_event" : "door_was_opened",
        model: `{"n":${String(nth * 40 + i)}}`,
      }),
    );
    await store.append(PANELS[nth % 3]!, events);
  }
  await using parts = new AsyncDisposableStack();
  const connection = parts.adopt(openForReading(folder.path, 1_024), (open) => open.close());
  const background = new BackgroundClient(folder.path, assert.fail);
  parts.defer(() => background.close());
  const near = await LogReader.open(connection, background);
  const far = await LogReader.open(connection, background, { mostLater: 0 });

  for (const asOf of [0, 1, 39, 40, 41, 1_000, 2_399, 2_400]) {
    for (const panels of [undefined, ["p1"], ["p3", "p2"]]) {
      for (const order of ["asc", "desc"] as const) {
        const asked: Partial<ListQuery> = { view: { panels, floor: 100 }, order, asOf };
        for (const offset of [0, 17, 700]) {
          const kinds = [undefined, ({ key }: { key?: string | undefined }) => key !== "x"];
          for (const filter of kinds) {
            const spans = [{ fromMs: DAY_MS + 100, toMs: DAY_MS + 1_700, kinds: filter }];
            const query = question({ ...asked, spans, offset, limit: 20 });

            const answer = await near.list(query);

            assert.deepEqual(answer, await far.list(query));
          }
        }
      }
      const view = { panels, floor: 0 };
      const windows = Array.from({ length: 500 }, (_, i) => ({
        fromMs: DAY_MS + i * 4,
        toMs: DAY_MS + i * 4 + 2,
      }));
      const counted = await near.countKinds(view, windows, asOf);
      assert.deepEqual(counted, await far.countKinds(view, windows, asOf));
      const expected = await near.list(question({ view, asOf, limit: 0 }));
      assert.ok(expected.total <= asOf);
    }
  }
});
