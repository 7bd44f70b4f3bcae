import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { Twin } from "../protocols/twin.ts";
import { ADMIN_PASSWORD } from "../support/app.ts";
import { TestFolder } from "../support/folder.ts";
import { runCommand } from "../support/command-runner.ts";

test("the command says beforehand that it logs in, tells its findings and writes the file", async () => {
  await using folder = await TestFolder.make();
  await using twin = await Twin.open();
  const file = folder.at("panel.json");
  const args = ["panels", "check", twin.app.address, "--username", "admin", "--output", file];

  const { code, stdout, stderr } = await runCommand(args, { input: `${ADMIN_PASSWORD}\n` });

  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^The login will be an event in the panel's log\.$/m);
  assert.match(stdout, /^ {2}agrees {3}a page past the end is empty and keeps its number$/m);
  assert.match(stdout, /^\d+ questions: \d+ agree, 0 differ, \d+ unclear\.$/m);
  assert.equal(JSON.parse(await readFile(file, "utf8")).is_complete, true);
  for (const text of [stdout, await readFile(file, "utf8")]) {
    assert.ok(!text.includes(ADMIN_PASSWORD));
    assert.ok(!text.includes("127.0.0.1:"));
  }
});

test("a file that is there is not written over, exit code 2", async () => {
  const file = new URL(import.meta.url).pathname;
  const args = ["panels", "check", "http://127.0.0.1:9", "--username", "a", "--output", file];

  const { code, stderr } = await runCommand(args, { env: { DOORBOOK_PASSWORD: "x" } });

  assert.equal(code, 2);
  assert.match(stderr, /--output must be a new file/);
});

test("a refused login tells what to do, exit code 1", async () => {
  await using twin = await Twin.open();
  const args = ["panels", "check", twin.app.address, "--username", "admin"];

  const { code, stderr } = await runCommand(args, { env: { DOORBOOK_PASSWORD: "hunter2" } });

  assert.equal(code, 1);
  assert.match(stderr, /refuses the login: 400 "Wrong login or password"\. .*wait some minutes/);
  assert.ok(!stderr.includes("hunter2"));
});
