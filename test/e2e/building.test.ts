import assert from "node:assert/strict";
import { test } from "node:test";
import { runBuilding } from "../soak/building/run.ts";
import { TestFolder } from "../support/folder.ts";

test("has everything that happened once, whatever is killed or cut meanwhile", async () => {
  await using folder = await TestFolder.make();

  const report = await runBuilding({
    seed: 3,
    panels: 3,
    days: 8,
    misfortunes: 8,
    rate: 600,
    folder: folder.path,
  });

  assert.deepEqual(report.faults, []);
  assert.ok(report.happened > 500, `only ${String(report.happened)} events`);
  assert.equal(report.held, report.happened);
});
