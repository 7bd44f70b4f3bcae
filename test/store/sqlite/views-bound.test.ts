import assert from "node:assert/strict";
import { test } from "node:test";
import { BackgroundClient } from "../../../src/store/sqlite/background-client.ts";
import { LogReader } from "../../../src/store/sqlite/log-reader.ts";
import { openForReading } from "../../../src/store/sqlite/open-database.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { DAY_MS, event, question } from "../../support/events.ts";
import { TestFolder } from "../../support/folder.ts";

/** More than are followed without letting other work in between, several times over. */
const MORE_EVENTS = 30_000;

test("a view that must make room while its log is followed is not read short", async () => {
  await using folder = await TestFolder.make();
  await using store = await SqliteStore.open({ dataFolder: folder.path });
  for (const panel of ["p1", "p2"]) await store.append(panel, [event()]);
  await using parts = new AsyncDisposableStack();
  const connection = parts.adopt(openForReading(folder.path, 1_024), (open) => open.close());
  const background = new BackgroundClient(folder.path, assert.fail);
  parts.defer(() => background.close());
  const reader = await LogReader.open(connection, background, { maxBytes: 1 });
  const events = Array.from({ length: MORE_EVENTS }, (_, i) =>
    event({ occurredAtMs: DAY_MS + i, model: `{"n":${String(i)}}` }),
  );
  await store.append("p1", events);
  const ask = (panel: string) =>
    reader.list(question({ view: { panels: [panel], floor: 0 }, limit: 1 }));

  // both are asked for before the log is seen to have grown; either makes room for the other
  const first = ask("p1");
  const second = ask("p2");
  reader.checkHead();
  const pages = await Promise.all([first, second]);

  const fleet = await reader.list(question({ limit: 1 }));
  assert.equal(fleet.total, MORE_EVENTS + 2);
  for (const [i, { total, asOf }] of pages.entries()) {
    const later = await reader.list(
      question({ view: { panels: [`p${i + 1}`], floor: 0 }, limit: 1, asOf }),
    );
    assert.equal(total, later.total, `p${i + 1} as of ${asOf}`);
  }
});
