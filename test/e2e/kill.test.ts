import assert from "node:assert/strict";
import { test } from "node:test";
import { runKills } from "../soak/kill/run.ts";
import { TestFolder } from "../support/folder.ts";

test("loses, doubles and alters nothing acknowledged when it is killed", async () => {
  await using folder = await TestFolder.make();

  // it compares the log with what was acknowledged after every kill
  const { kills, acknowledged, events, stored, walked } = await runKills({
    seed: 7,
    panels: 6,
    eventsEach: 600,
    folder: folder.path,
    serving: 2,
    starts: 1,
    stops: 1,
    merges: 0,
    killsAMerge: 0,
    migrations: 1,
    killsAMigration: 0,
  });

  const total = Object.values(kills).reduce((sum, count) => sum + count);
  assert.ok(total >= 4, `only ${String(total)} kills`);
  assert.deepEqual({ events, stored, walked }, { events: 3_600, stored: 3_600, walked: 7_200 });
  assert.ok(acknowledged.counts.repeats >= 0.3 * acknowledged.counts.sent);
});
