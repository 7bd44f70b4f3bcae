import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { TestFolder } from "../support/folder.ts";
import { runCommand } from "../support/command-runner.ts";
import { pushBody, Served } from "../support/served.ts";

/** Makes merging fail, as a damaged page or a full disk would. */
const REFUSE =
  "CREATE TRIGGER refuse BEFORE INSERT ON by_time BEGIN SELECT RAISE(ABORT, 'refused'); END";

test("says once that merging fails and once that it goes on, and answers all the while", async () => {
  await using folder = await TestFolder.make();
  await using server = await Served.start(folder.path);
  let diagnostics = "";
  server.running.child.stderr?.on("data", (chunk: Buffer) => (diagnostics += chunk.toString()));
  const panel = await server.loginPanel("AA-1");
  change(folder, REFUSE);

  await server.push(panel, pushBody(1, 1_000));
  await eventually(10_000, async () => {
    assert.match(diagnostics, /cannot be merged into the indexes/);
    await Promise.resolve();
  });
  const meanwhile = await server.items("from=0&to=10000");
  change(folder, "DROP TRIGGER refuse");
  await eventually(10_000, async () => {
    assert.match(diagnostics, /are merged into the indexes again/);
    await Promise.resolve();
  });

  assert.equal(meanwhile.total, 1_000);
  assert.equal((await server.items("from=0&to=10000")).total, 1_000);
  const lines = diagnostics.trim().split("\n");
  assert.equal(lines.length, 2, diagnostics);
  assert.match(lines[0] ?? "", /"level":50.*refused/);
  assert.match(lines[1] ?? "", /"level":40/);
});

test("doctor: attention when more is unmerged than a running merge leaves behind", async () => {
  await using folder = await TestFolder.make();
  await using server = await Served.start(folder.path);
  const panel = await server.loginPanel("AA-1");
  change(folder, REFUSE);
  for (let from = 1; from <= 300_000; from += 30_000) {
    assert.equal((await server.push(panel, pushBody(from, 30_000))).status, 200);
  }

  const doctor = await runCommand(["doctor", "--data", folder.path], {});

  assert.equal(doctor.code, 1);
  assert.match(
    doctor.stdout,
    /^attention {2}30\d{4} of them are still to be merged.*diagnostics$/m,
  );
});

function change(folder: TestFolder, sql: string): void {
  using log = new DatabaseSync(folder.at("doorbook.db"), { timeout: 5_000 });
  log.exec(sql);
}
