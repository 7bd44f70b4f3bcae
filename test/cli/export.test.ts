import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { ADMIN_PASSWORD } from "../support/app.ts";
import { runCommand } from "../support/command-runner.ts";
import { event, eventsInARow } from "../support/events.ts";
import { TestFolder } from "../support/folder.ts";
import { BookReader } from "../support/read-book.ts";
import { type AnswerCall, ScriptedServer } from "../support/scripted-server.ts";

let book: BookReader;
let folder: TestFolder;

before(async () => {
  book = await BookReader.open();
  folder = await TestFolder.make();
  await book.log("P1", eventsInARow(300));
  // a row that is several lines
  await book.log("P1", [event({ model: '{"a":\r\n\r\n1}', occurredAtMs: 7 })]);
});

after(async () => {
  await book[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

function run(args: readonly string[]) {
  const env = { DOORBOOK_URL: book.app.address, DOORBOOK_PASSWORD: ADMIN_PASSWORD };
  const who = ["--account", "admin", "--zone", "Europe/Kyiv"];
  return runCommand(["export", "panel eq 'P1'", ...who, ...args], { env });
}

for (const format of ["csv", "jsonl"]) {
  test(`goes on with a cut ${format} file, half a row and all, to the same bytes`, async () => {
    const [whole, cut] = [folder.at(`whole.${format}`), folder.at(`cut.${format}`)];
    const said = (path: string) => ["--format", format, "--order", "asc", "--output", path];
    const first = await run(said(whole));
    const bytes = readFileSync(whole);
    for (const share of [0, 0.01, 0.5, 1]) {
      writeFileSync(`${cut}.part`, bytes.subarray(0, Math.floor(bytes.length * share)));
      writeFileSync(`${cut}.part.json`, await stateOf(said(cut)));
      await book.log("P1", [event({ model: `{"share":${share}}`, occurredAtMs: 8 })]);

      const again = await run(said(cut));

      assert.deepEqual([again.code, again.stderr], [0, ""]);
      assert.deepEqual(readFileSync(cut).toString(), bytes.toString());
      assert.ok(!existsSync(`${cut}.part`) && !existsSync(`${cut}.part.json`));
    }
    assert.equal(first.code, 0);
  });
}
