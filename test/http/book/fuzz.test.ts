import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzzBook } from "../../soak/fuzz-book/run.ts";

const REQUESTS = 900;

test("Every parameter fuzzed from the OpenAPI document: no 5xx", async () => {
  // it checks each answer against the document, and the diagnostics
  const report = await fuzzBook({ seed: 6, rounds: 2, goesOn: (sent) => sent < REQUESTS });

  assert.deepEqual(report.faults, []);
  assert.ok(report.requests >= REQUESTS);
  assert.ok(report.altered.size >= 55, `${report.altered.size} parameters and members`);
  assert.ok((report.statuses.get(200) ?? 0) > 150, "most were refused");
  assert.ok((report.statuses.get(400) ?? 0) > 150, "most were answered");
});
