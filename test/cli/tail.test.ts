import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { eventJson } from "../support/book-events.ts";
import { eventually } from "../support/eventually.ts";
import { startDoorbook } from "../support/run-doorbook.ts";
import { type AnswerCall, json, ScriptedServer } from "../support/scripted-server.ts";

const page =
  (events: readonly string[]): AnswerCall =>
  (response) =>
    response.end(`{"events":[${events.join(",")}],"asOf":7,"total":null,"next":null}`);

const event = (seq: number): string => eventJson({ seq, name: `Event ${seq}` });

/** Streams events, then breaks the connection or stays. */
function stream(seqs: readonly number[], isBroken = false): AnswerCall {
  return (response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const frames = seqs.map((seq) => `id: e.${seq}\nevent: event\ndata: ${event(seq)}\n\n`);
    response.write(`retry: 1\n\n${frames.join("")}`, () => isBroken && response.destroy());
  };
}

/** Follows until so many lines are there, then presses Ctrl-C. */
async function follow(args: readonly string[], lines: number, ...script: AnswerCall[]) {
  await using server = await ScriptedServer.open(...script);
  const env = { DOORBOOK_URL: server.url, DOORBOOK_TOKEN: "dbk_1" };
  const { child, ended } = startDoorbook(["tail", ...args], { env });
  let told = "";
  child.stdout?.on("data", (chunk: Buffer) => (told += chunk.toString()));
  await eventually(20_000, async () => {
    if (child.exitCode === null) assert.ok(told.split("\n").length > lines, told);
    return Promise.resolve();
  });
  child.kill("SIGINT");
  return { ...(await ended), calls: server.calls, headers: server.headers };
}

test("begins with the last events, goes on behind them across broken connections, and Ctrl-C ends it with 0", async () => {
  const { code, stdout, stderr, calls, headers } = await follow(
    ["late", "-n", "2", "--format", "cef"],
    5,
    page([event(7), event(5)]),
    stream([8, 9], true),
    stream([10]),
  );

  const names = [...stdout.matchAll(/\|(Event \d+)\|/g)].map(([, name]) => name);
  assert.deepEqual(names, ["Event 5", "Event 7", "Event 8", "Event 9", "Event 10"]);
  assert.equal(code, 0);
  assert.match(stderr, /^doorbook: .*; trying again in 1 s\ndoorbook: connected again\n$/);
  assert.match(calls[0] ?? "", /\/events\?q=late.*&order=desc&limit=2/);
  assert.match(calls[1] ?? "", /\/events\/stream\?q=late.*&after=7$/);
  assert.equal(headers[2]?.["last-event-id"], "e.9");
});

test("begins behind a seq, in JSON", async () => {
  const { stdout, calls } = await follow(["--since", "0", "--json"], 1, stream([1]));

  assert.equal(JSON.parse(stdout).seq, 1);
  assert.equal(calls.length, 1);
  assert.match(calls[0] ?? "", /stream\?.*after=0$/);
});

test("begins with what happened in a stretch of time, oldest first", async () => {
  const { stdout, calls } = await follow(
    ["--since", "1h", "--json"],
    2,
    page([event(6)]),
    stream([8]),
  );

  const seqs = stdout
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line).seq);
  assert.deepEqual(seqs, [6, 8]);
  assert.match(calls[0] ?? "", /from=\d{13}&.*order=asc/);
  assert.match(calls[1] ?? "", /after=7$/);
});

test("ends quietly when nobody reads on", async () => {
  await using server = await ScriptedServer.open(page([]), stream([8, 9, 10]));
  const env = { DOORBOOK_URL: server.url, DOORBOOK_TOKEN: "t" };
  const { child, ended } = startDoorbook(["tail", "--json"], { env });
  assert.ok(child.stdout !== null);
  await once(child.stdout, "data");

  child.stdout.destroy();
  child.kill("SIGINT");

  const { code, stderr } = await ended;
  assert.deepEqual([code, stderr], [0, ""]);
});

test("ends with 3 when it is refused", async () => {
  const refused = json(403, { error: { code: "forbidden", message: "No" } });

  const { code, stderr } = await follow([], Infinity, refused);

  assert.deepEqual([code, stderr], [3, "doorbook: No\n"]);
});
