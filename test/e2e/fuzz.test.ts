import assert from "node:assert/strict";
import { test } from "node:test";
import { runFuzz } from "../soak/fuzz/run.ts";
import { TestFolder } from "../support/folder.ts";

test("answers 2,000 requests, half of them mutated, and stores what it acknowledges", async () => {
  await using folder = await TestFolder.make();

  // it checks every answer, the diagnostics and the log
  const report = await runFuzz({ seed: 7, requests: 2_000, folder: folder.path, stalled: 0 });

  assert.ok(report.mutated >= 0.48 * report.requests);
  assert.ok(report.acknowledgedPushes > 100);
  assert.ok(report.storedEvents >= report.acknowledgedEvents);
});
