import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
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

function run(url: string, args: readonly string[]) {
  const env = { DOORBOOK_URL: url, DOORBOOK_PASSWORD: ADMIN_PASSWORD };
  const who = ["--account", "admin", "--zone", "Europe/Kyiv"];
  return runCommand(["export", ...who, ...args, "--", "panel eq 'P1'"], { env });
}

/** Hands calls on to the book; of each file just so many bytes, then it breaks the connection. */
function relayOf(lengths: number[]): AnswerCall {
  return (response, { url = "", headers }) => {
    void (async () => {
      const { authorization = "" } = headers;
      const answer = await fetch(book.app.address + url, { headers: { authorization } });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const length = url.startsWith("/book/v1/export") ? lengths.shift() : undefined;
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.write(bytes.subarray(0, length), () => {
        if (length === undefined) response.end();
        else response.destroy();
      });
    })();
  };
}

for (const format of ["csv", "jsonl"]) {
  test(`goes on with a ${format} file that was cut anywhere, to the bytes of a whole one`, async () => {
    const [whole, cut] = [folder.at(`whole.${format}`), folder.at(`cut.${format}`)];
    const said = (path: string) => ["--format", format, "--order", "asc", "--output", path];
    const first = await run(book.app.address, said(whole));
    const bytes = readFileSync(whole, "utf8");
    await using relay = await ScriptedServer.open(relayOf([3, 700, 0, 20_000]));
    const codes: (number | null)[] = [];

    while (codes.at(-1) !== 0 && codes.length < 9) {
      codes.push((await run(relay.url, said(cut))).code);
      await book.log("P1", [event({ model: `{"n":${codes.length}}`, occurredAtMs: 8 })]);
    }

    assert.equal(first.code, 0);
    // 301 and those of earlier tests
    assert.match(first.stdout, /^30\d events in \S+whole\.(?:csv|jsonl)\n$/);
    assert.deepEqual(codes, [1, 1, 1, 1, 0]);
    assert.equal(readFileSync(cut, "utf8"), bytes);
    assert.ok(!existsSync(`${cut}.part`) && !existsSync(`${cut}.part.json`));
  });
}

test("does not go on with a file of another question", async () => {
  const path = folder.at("other.csv");
  await using relay = await ScriptedServer.open(relayOf([2_000]));
  await run(relay.url, ["--output", path]);

  const { code, stderr } = await run(relay.url, ["--output", path, "--order", "asc"]);

  assert.equal(code, 2);
  assert.match(stderr, /other\.csv\.part is of another export/);
});

test("says so when fewer events come than were announced", async () => {
  const short: AnswerCall = (response, request) => {
    if (request.url?.startsWith("/book/") !== true) return relayOf([])(response, request);
    response.writeHead(200, { "doorbook-total": "3", "doorbook-resume": "x" });
    return response.end('{"seq":1,"occurredAt":1}\n');
  };
  await using server = await ScriptedServer.open(short);

  const { code, stdout, stderr } = await run(server.url, ["--format", "jsonl"]);

  assert.deepEqual([code, stdout], [1, '{"seq":1,"occurredAt":1}\n']);
  assert.match(stderr, /1 of 3 events came/);
});

test("tells what is wrong with a question", async () => {
  const { code, stderr } = await run(book.app.address, ["--columns", "ownr"]);

  assert.equal(code, 2);
  assert.match(stderr, /ownr.*owner/);
});
