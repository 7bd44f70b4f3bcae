import assert from "node:assert/strict";
import type { Socket } from "node:net";
import { test } from "node:test";
import { basic, openApp, ADMIN_PASSWORD } from "../../support/app.ts";
import type { TestApp } from "../../support/app.ts";
import { event, eventsInARow } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { seqsBetween } from "../../support/feed.ts";
import { refusedStream, StreamClient } from "../../support/stream-client.ts";

const WITHIN_MS = 10_000;

/**
 * With Basic nobody's login is an event of the log. That somebody looked is, within a second: it may come
 * between what a test appends.
 */
const headers = basic("admin", ADMIN_PASSWORD);

function epochOf(app: TestApp): Promise<string> {
  return app.stores.log.epoch();
}

test("streams the history and what comes, each event with its place as its id", async () => {
  await using app = await openApp();
  await app.stores.log.append("A", eventsInARow(300));
  await using stream = await StreamClient.open(app.address, { search: "?after=0", headers });

  const late = event({ isLate: true, model: '{"a":\n1}' });
  const { lastSeq = 0 } = await app.stores.log.append("B", [late]);

  await eventually(WITHIN_MS, async () => {
    assert.ok(stream.seqs.length >= lastSeq);
    return Promise.resolve();
  });
  assert.deepEqual(stream.seqs.slice(0, lastSeq), seqsBetween(1, lastSeq));
  const last = stream.events[lastSeq - 1];
  const shown = JSON.parse(last?.data ?? "") as Record<string, unknown>;
  assert.equal(last?.id, `${await epochOf(app)}.${String(lastSeq)}`);
  assert.deepEqual([shown["panel"], shown["late"], shown["model"]], ["B", true, { a: 1 }]);
  const { response } = stream;
  assert.equal(response.headers["content-type"], "text/event-stream");
  assert.equal(response.headers["cache-control"], "no-store");
  assert.equal(response.headers["x-accel-buffering"], "no");
  assert.equal(response.headers["x-content-type-options"], "nosniff");
});

test("begins with what comes now, or behind a place; the header wins over the URL", async () => {
  await using app = await openApp();
  await app.stores.log.append("A", eventsInARow(10));
  const epoch = await epochOf(app);
  const open = (search: string, id?: string) =>
    StreamClient.open(app.address, {
      search,
      headers: { ...headers, ...(id !== undefined && { "last-event-id": id }) },
    });
  await using now = await open("");
  await using bare = await open("?after=8");
  await using cursor = await open(`?after=${epoch}.9`);
  await using again = await open("?after=3", `${epoch}.7`);
  await using first = await open("?after=6", "");

  await app.stores.log.append("B", eventsInARow(1));

  await eventually(WITHIN_MS, async () => {
    const streams = [now, bare, cursor, again, first];
    assert.deepEqual(
      streams.map(({ seqs }) => seqs[0]),
      [11, 9, 10, 8, 7],
    );
    return Promise.resolve();
  });
});

test("shows what meets the query and lies within the times, whichever way it came", async () => {
  await using app = await openApp();
  const key = "access_denied_by_unknown_card";
  await app.stores.log.append("A", eventsInARow(4, { occurredAtMs: 1_000_000_000_000 }));
  await app.stores.log.append("A", eventsInARow(4, { occurredAtMs: 1_000_000_000_000, key }));
  const query = new URLSearchParams({
    after: "0",
    q: `key eq '${key}'`,
    from: "1000000001000",
    to: "2001-09-09T01:46:42Z",
  });
  const search = `?${query.toString()}`;
  await using stream = await StreamClient.open(app.address, { search, headers });

  const more = eventsInARow(4, { occurredAtMs: 1_000_000_000_000, key });
  const { lastSeq = 0 } = await app.stores.log.append("B", more);

  // of the last four the second and third
  await eventually(WITHIN_MS, async () => {
    assert.deepEqual(stream.seqs, [6, 7, lastSeq - 2, lastSeq - 1]);
    return Promise.resolve();
  });
});

test("refuses a stale place before the stream begins, and says what the log is now", async () => {
  await using app = await openApp();
  await app.stores.log.append("A", eventsInARow(2));
  const epoch = await epochOf(app);

  for (const search of ["?after=another.1", "?after=3", `?after=${epoch}.3`]) {
    const { status, text } = await refusedStream(app.address, { search, headers });

    const { error } = JSON.parse(text) as { error: Record<string, unknown> };
    assert.equal(status, 409);
    assert.equal(error["code"], "stale_cursor");
    assert.deepEqual([error["epoch"], error["head"]], [epoch, 2]);
  }
});

test("refuses what it cannot read, and says what is wrong", async () => {
  await using app = await openApp();

  for (const [search, code, message] of [
    ["?after=yesterday", "invalid", /"yesterday" is no place/],
    ["?q=key%20eq", "bad_query", /./],
    ["?from=soon", "invalid", /^from: /],
    ["?zone=Mars/Base", "invalid", /Mars/],
    ["?since=0", "invalid", /since/],
  ] as const) {
    const { status, text } = await refusedStream(app.address, { search, headers });

    const { error } = JSON.parse(text) as { error: { code: string; message: string } };
    assert.equal(status, 400);
    assert.equal(error.code, code);
    assert.match(error.message, message);
  }
});

test("opens no more streams than may be, of one account and in all, and a closed one makes room", async () => {
  await using app = await openApp({ streams: { all: 3, perAccount: 2 } });
  await app.addAccount("other", "admin");
  const others = basic("other", ADMIN_PASSWORD);
  await using one = await StreamClient.open(app.address, { headers });
  const two = await StreamClient.open(app.address, { headers });

  const third = await refusedStream(app.address, { headers });
  await using three = await StreamClient.open(app.address, { headers: others });
  const fourth = await refusedStream(app.address, { headers: others });
  await two[Symbol.asyncDispose]();

  assert.deepEqual([one.isEnded, three.isEnded], [false, false]);
  assert.deepEqual([third.status, fourth.status], [429, 503]);
  for (const { text } of [third, fourth]) assert.match(text, /"code":"too_many_streams"/);
  assert.ok(Number(third.headers.get("retry-after")) > 0);
  await eventually(WITHIN_MS, async () => {
    await using again = await StreamClient.open(app.address, { headers });
    assert.equal(again.response.statusCode, 200);
  });
});

test("ends the stream of a token that is logged out long before the next position", async () => {
  await using app = await openApp({ positionMs: 3_600_000 });
  const bearer = await app.bearer();
  await using stream = await StreamClient.open(app.address, { headers: bearer });

  await app.get("/api/v1/logout", bearer);
  await stream.closed;

  const [end] = stream.told("end");
  assert.equal((end as { code: string }).code, "unauthorised");
  assert.equal(stream.isEnded, true);
  const again = await refusedStream(app.address, { headers: bearer });
  assert.equal(again.status, 401);
});

test("answers who may not read the log, or nobody, before anything is shown", async () => {
  await using app = await openApp();
  await app.addAccount("guard", "manager");

  const manager = await refusedStream(app.address, { headers: basic("guard", ADMIN_PASSWORD) });
  const nobody = await refusedStream(app.address, { headers: {} });

  assert.deepEqual([manager.status, nobody.status], [403, 401]);
});

test("ends streams when the server stops, beside a reader who does not read", async () => {
  const app = await openApp();
  await using reading = await StreamClient.open(app.address, { headers });
  await using stuck = await StreamClient.open(app.address, { search: "?after=0", headers });
  stuck.pause();
  const model = JSON.stringify({ text: "x".repeat(50_000) });
  for (let n = 0; n < 20; n++) {
    await app.stores.log.append("A", eventsInARow(20, { occurredAtMs: n, model }));
  }

  await app[Symbol.asyncDispose]();

  await reading.closed;
  // one that was closed as a connection that does not end by itself would be cut
  assert.equal(reading.isEnded, true);
});

test("holds little for a reader that does not read, and shows it all once it does", async () => {
  await using app = await openApp();
  const sockets: Socket[] = [];
  app.doorbook.app.server.on("connection", (socket) => sockets.push(socket));
  await using stream = await StreamClient.open(app.address, { headers });
  stream.pause();
  const model = JSON.stringify({ text: "x".repeat(20_000) });
  let most = 0;
  for (let n = 0; n < 50; n++) {
    await app.stores.log.append("A", eventsInARow(20, { occurredAtMs: n, model }));
    most = Math.max(most, sockets[0]?.writableLength ?? 0);
  }
  await using quick = await StreamClient.open(app.address, { search: "?after=0", headers });
  await eventually(WITHIN_MS, async () => {
    assert.ok((quick.seqs.at(-1) ?? 0) >= 1_000);
    return Promise.resolve();
  });

  stream.resume();

  await eventually(WITHIN_MS, async () => {
    assert.ok((stream.seqs.at(-1) ?? 0) >= 1_000);
    return Promise.resolve();
  });
  // that somebody looked may be in the log by now
  assert.deepEqual(stream.seqs.slice(0, 1_000), seqsBetween(1, 1_000));
  const [behind] = stream.told("behind");
  assert.ok((behind as { behind: number }).behind > 0);
  // of 20 MB; the system's own buffers hold some as well
  assert.ok(most > 0 && most < 300_000, `${most} bytes were held`);
});

test("keeps nothing of a thousand callers that came and hung up", async () => {
  await using app = await openApp({ streams: { all: 2_000, perAccount: 2_000 } });

  for (let n = 0; n < 10; n++) {
    const opened = await Promise.all(
      Array.from({ length: 100 }, () => StreamClient.open(app.address, { headers })),
    );
    for (const stream of opened) stream.abort();
    await Promise.all(opened.map(({ closed }) => closed));
  }

  await eventually(WITHIN_MS, async () => {
    assert.equal(app.doorbook.streams.size, 0);
    assert.equal(app.doorbook.streams.feed.size, 0);
    return Promise.resolve();
  });
});
