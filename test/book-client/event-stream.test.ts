import assert from "node:assert/strict";
import { test } from "node:test";
import { DoorbookClient } from "../../src/book-client/client.ts";
import type {
  Reconnecting,
  StreamPosition,
  StreamQuery,
} from "../../src/book-client/event-stream.ts";
import { eventJson } from "../support/book-events.ts";
import { type AnswerCall, cut, json, ScriptedServer } from "../support/scripted-server.ts";

const HEAD = { "content-type": "text/event-stream" };

const eventFrame = (seq: number): string =>
  `id: e1.${seq}\nevent: event\ndata: ${eventJson({ seq })}\n\n`;

const positionFrame = (seq: number, name = "position"): string =>
  `id: e1.${seq}\nevent: ${name}\ndata: {"seq":${seq},"head":9,"behind":${9 - seq}}\n\n`;

/** Sends frames, then breaks the connection, ends the answer, or goes on saying nothing. */
function frames(text: string, then: "break" | "end" | "stay" = "break"): AnswerCall {
  return (response) => {
    response.writeHead(200, HEAD);
    response.write(`retry: 1\n\n${text}`, () => {
      if (then === "break") response.destroy();
      if (then === "end") response.end();
    });
  };
}

function streamOf(url: string, query: StreamQuery = {}, options: object = {}) {
  return new DoorbookClient({ url, token: "t", retryDelayMs: 1, ...options }).stream(query);
}

async function take(stream: AsyncIterable<{ seq: number }>, count: number): Promise<number[]> {
  const seqs: number[] = [];
  for await (const { seq } of stream) {
    seqs.push(seq);
    if (seqs.length === count) break;
  }
  return seqs;
}

test("goes on behind what it has when the connection breaks, in the middle of an event too", async () => {
  const half = eventFrame(3).slice(0, 60);
  await using server = await ScriptedServer.open(
    frames(eventFrame(1) + eventFrame(2) + half),
    frames(eventFrame(3), "end"),
    cut,
    frames(eventFrame(4)),
  );
  const stream = streamOf(server.url, { q: "late", after: "e1.0" });

  const seqs = await take(stream, 4);

  assert.deepEqual(seqs, [1, 2, 3, 4]);
  assert.deepEqual(server.calls, [
    "GET /book/v1/events/stream?q=late&after=e1.0",
    ...Array(3).fill("GET /book/v1/events/stream?q=late"),
  ]);
  assert.deepEqual(
    server.headers.map((headers) => headers["last-event-id"]),
    [undefined, "e1.2", "e1.3", "e1.3"],
  );
});

test("goes on behind a position that no event has, and tells of it", async () => {
  const told: StreamPosition[] = [];
  await using server = await ScriptedServer.open(
    frames(positionFrame(7)),
    frames(positionFrame(8, "behind") + eventFrame(9)),
  );
  const stream = streamOf(server.url, {
    onPosition: (position) => told.push(position),
    onBehind: (position) => told.push(position),
  });

  await take(stream, 1);

  assert.equal(server.headers[1]?.["last-event-id"], "e1.7");
  assert.deepEqual(told, [
    { id: "e1.7", seq: 7, head: 9, behind: 2 },
    { id: "e1.8", seq: 8, head: 9, behind: 1 },
  ]);
  assert.equal(stream.position, "e1.9");
});

test("says why it comes again, and how often it has tried in a row", async () => {
  const told: Reconnecting[] = [];
  let opened = 0;
  await using server = await ScriptedServer.open(
    frames(eventFrame(1)),
    cut,
    cut,
    frames(eventFrame(2), "end"),
    frames(eventFrame(3)),
  );
  const stream = streamOf(server.url, {
    onOpen: () => opened++,
    onReconnect: (why) => told.push(why),
  });

  await take(stream, 3);

  assert.deepEqual(
    told.map(({ attempt, error }) => [attempt, error.code]),
    [1, 2, 3, 1].map((attempt) => [attempt, "unreachable"]),
  );
  assert.equal(opened, 3);
});

test("gives up a connection on which nothing comes, and comes again", async () => {
  await using server = await ScriptedServer.open(
    frames(eventFrame(1), "stay"),
    frames(eventFrame(2), "stay"),
  );

  const seqs = await take(streamOf(server.url, { idleMs: 30 }), 2);

  assert.deepEqual(seqs, [1, 2]);
});

test("waits as long for its reader as that takes", async () => {
  await using server = await ScriptedServer.open(frames(eventFrame(1) + eventFrame(2), "stay"));
  const seqs: number[] = [];

  for await (const { seq } of streamOf(server.url, { idleMs: 20 })) {
    seqs.push(seq);
    // as busy as twice the time on which nothing may come
    for (const endMs = performance.now() + 40; performance.now() < endMs;);
    if (seq === 2) break;
  }

  assert.deepEqual([seqs, server.calls.length], [[1, 2], 1]);
});

test("throws a stale cursor, with the log's present epoch and head", async () => {
  const error = { code: "stale_cursor", message: "Of another history", epoch: "e2", head: 40 };
  await using server = await ScriptedServer.open(frames(eventFrame(1)), json(409, { error }));

  await assert.rejects(take(streamOf(server.url), 2), {
    name: "DoorbookError",
    code: "stale_cursor",
    status: 409,
    epoch: "e2",
    head: 40,
  });
});

for (const [status, code] of [
  [400, "bad_query"],
  [401, "unauthorised"],
  [403, "forbidden"],
] as const) {
  test(`throws ${code} instead of coming again`, async () => {
    const refused = json(status, { error: { code, message: "No" } });
    await using server = await ScriptedServer.open(frames(eventFrame(1)), refused);

    await assert.rejects(take(streamOf(server.url), 2), { code, status });

    assert.equal(server.calls.length, 2);
  });
}

test("tries the first connection as often as any reading call", async () => {
  await using server = await ScriptedServer.open(cut);

  await assert.rejects(take(streamOf(server.url, {}, { retries: 2 }), 1), { code: "unreachable" });

  assert.equal(server.calls.length, 3);
});

test("waits as a busy server asks", async () => {
  const busy = json(
    503,
    { error: { code: "unavailable", message: "Full" } },
    { "retry-after": "0" },
  );
  await using server = await ScriptedServer.open(
    frames(eventFrame(1)),
    busy,
    frames(eventFrame(2)),
  );

  assert.deepEqual(await take(streamOf(server.url), 2), [1, 2]);
});

test("logs in anew when its token has expired", async () => {
  await using server = await ScriptedServer.open(
    json(200, { token: "first" }),
    frames(eventFrame(1)),
    json(401, { error: { code: "unauthorised", message: "Log in" } }),
    json(200, { token: "second" }),
    frames(eventFrame(2)),
  );
  const client = new DoorbookClient({ url: server.url, username: "a", password: "p" });

  const seqs = await take(client.stream(), 2);

  assert.deepEqual(seqs, [1, 2]);
  assert.equal(server.headers[4]?.authorization, "Bearer second");
});

test("ends with the reason of its signal, and takes no answer that is no stream", async () => {
  await using server = await ScriptedServer.open(frames(eventFrame(1), "stay"));
  await using page = await ScriptedServer.open(json(200, {}));
  const reason = new Error("enough");
  const ended = new AbortController();

  const reading = (async () => {
    for await (const _ of streamOf(server.url, { signal: ended.signal })) ended.abort(reason);
  })();

  await assert.rejects(reading, reason);
  await assert.rejects(take(streamOf(page.url), 1), { code: "bad_answer" });
});
