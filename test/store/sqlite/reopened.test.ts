import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { databasePath } from "../../../src/store/sqlite/open-database.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { event, question } from "../../support/events.ts";
import { TestFolder } from "../../support/folder.ts";

test("receivedAt does not fall when the clock was set back between two runs", async () => {
  await using folder = await TestFolder.make();
  const later = Date.now() + 3_600_000;
  {
    await using store = await SqliteStore.open({ dataFolder: folder.path });
    await store.append("p1", [event({ occurredAtMs: 1 })]);
  }
  {
    // as if everything had been received an hour from now, and merged
    using database = new DatabaseSync(databasePath(folder.path));
    database.exec(`UPDATE event SET received = ${later};
      INSERT OR IGNORE INTO by_time SELECT at, seq, panel, kind FROM event;
      UPDATE merged SET seq = 1 WHERE name = 'by_time'`);
  }

  await using store = await SqliteStore.open({ dataFolder: folder.path });
  await store.append("p1", [event({ occurredAtMs: 2 })]);
  const { events } = await store.list(question());

  assert.deepEqual(
    events.map(({ receivedAtMs }) => receivedAtMs),
    [later, later],
  );
});
