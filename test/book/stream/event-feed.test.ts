import assert from "node:assert/strict";
import { test } from "node:test";
import { eventsInARow } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { seqsBetween, streamQuestion, TestFeed, WatchedLog } from "../../support/feed.ts";

const WITHIN_MS = 10_000;

test("shows the history, then what comes, without seam, gap or double", async () => {
  const log = new WatchedLog();
  await using at = await TestFeed.open(log);
  await log.append("A", eventsInARow(3_000));

  const { reader } = at.read(0);
  for (let n = 0; n < 100; n++) await log.append("B", eventsInARow(3, { occurredAtMs: n }));

  await eventually(WITHIN_MS, async () => {
    assert.equal(reader.seqs.length, 3_300);
    return Promise.resolve();
  });
  assert.deepEqual(reader.seqs, seqsBetween(1, 3_300));
});

test("shows from now on what comes after a reader has come", async () => {
  const log = new WatchedLog();
  await using at = await TestFeed.open(log);
  await log.append("A", eventsInARow(10));
  const place = await at.feed.placeOf(undefined);

  const { reader } = at.read(typeof place === "number" ? place : 0);
  await log.append("B", eventsInARow(2));

  await eventually(WITHIN_MS, async () => {
    assert.deepEqual(reader.seqs, [11, 12]);
    return Promise.resolve();
  });
  assert.deepEqual(reader.told("position")[0], { seq: 10, head: 10, behind: 0 });
});

test("shows nothing before the log tells of it, neither live nor to one who reads history", async () => {
  const log = new WatchedLog();
  await using at = await TestFeed.open(log);
  await log.append("A", eventsInARow(2));
  const live = at.read(2);
  log.isSilent = true;

  await log.append("A", eventsInARow(2, { occurredAtMs: 0 }));
  const historic = at.read(0);

  await eventually(WITHIN_MS, async () => {
    assert.deepEqual(historic.reader.seqs, [1, 2]);
    return Promise.resolve();
  });
  assert.equal((await log.after(2, 10)).length, 2);
  assert.deepEqual(live.reader.seqs, []);
  await log.speak();
  await eventually(WITHIN_MS, async () => {
    assert.deepEqual(live.reader.seqs, [3, 4]);
    assert.deepEqual(historic.reader.seqs, [1, 2, 3, 4]);
    return Promise.resolve();
  });
});

test("holds nobody up for a slow reader, and tells that one how far it is behind", async () => {
  const log = new WatchedLog();
  await using at = await TestFeed.open(log, { kept: { events: 50, bytes: 1_000_000 } });
  const slow = at.read(0);
  const quick = at.read(0);
  slow.reader.isSlow = true;

  await log.append("A", eventsInARow(5));
  await eventually(WITHIN_MS, async () => {
    assert.equal(slow.reader.seqs.length, 5);
    return Promise.resolve();
  });
  for (let n = 1; n <= 5; n++) {
    await log.append("A", eventsInARow(100, { occurredAtMs: n }));
  }
  await eventually(WITHIN_MS, async () => {
    assert.deepEqual(quick.reader.seqs, seqsBetween(1, 505));
    return Promise.resolve();
  });

  assert.deepEqual(slow.reader.seqs, seqsBetween(1, 5));
  slow.reader.isSlow = false;
  slow.subscription.drained();
  await eventually(WITHIN_MS, async () => {
    assert.deepEqual(slow.reader.seqs, seqsBetween(1, 505));
    return Promise.resolve();
  });
  assert.deepEqual(slow.reader.told("behind"), [{ seq: 5, head: 505, behind: 500 }]);
  assert.deepEqual(slow.reader.told("position").at(-1), { seq: 505, head: 505, behind: 0 });
});

test("gives a reader who takes one piece at a time each event once", async () => {
  const log = new WatchedLog();
  await using at = await TestFeed.open(log, { kept: { events: 20, bytes: 1_000_000 } });
  await log.append("A", eventsInARow(2_000));
  const { reader, subscription } = at.read(0);
  reader.isSlow = true;
  reader.onWrite = () => setImmediate(() => subscription.drained());
  subscription.drained();

  for (let n = 1; n <= 20; n++) await log.append("B", eventsInARow(10, { occurredAtMs: n }));

  await eventually(WITHIN_MS, async () => {
    assert.equal(reader.seqs.at(-1), 2_200);
    return Promise.resolve();
  });
  assert.deepEqual(reader.seqs, seqsBetween(1, 2_200));
});

test("moves the place of a reader on past what its question leaves out", async () => {
  const log = new WatchedLog();
  await using at = await TestFeed.open(log, { positionMs: 20 });
  const where = { is: "panel", serials: ["B"] } as const;
  const { reader } = at.read(0, streamQuestion({ where }));

  await log.append("A", eventsInARow(500));
  await log.append("B", eventsInARow(1));
  await log.append("A", eventsInARow(3, { occurredAtMs: 0 }));

  await eventually(WITHIN_MS, async () => {
    assert.deepEqual(reader.told("position").at(-1), { seq: 504, head: 504, behind: 0 });
    return Promise.resolve();
  });
  assert.deepEqual(reader.seqs, [501]);
  assert.equal(reader.frames.at(-1)?.id, `${at.feed.epoch}.504`);
});

test("shows nobody an event of a panel beyond its view or below its floor", async () => {
  const log = new WatchedLog();
  await using at = await TestFeed.open(log);
  await log.append("A", eventsInARow(3));
  await log.append("B", eventsInARow(3));
  const view = { panels: ["B"], floor: 4 };

  const { reader } = at.read(0, streamQuestion({ view }));
  await log.append("A", eventsInARow(3, { occurredAtMs: 0 }));
  await log.append("B", eventsInARow(3, { occurredAtMs: 0 }));

  await eventually(WITHIN_MS, async () => {
    assert.deepEqual(reader.seqs, [5, 6, 10, 11, 12]);
    return Promise.resolve();
  });
});

test("reads, matches and writes an event once for all who ask the same", async () => {
  const log = new WatchedLog();
  await using at = await TestFeed.open(log);
  let written = 0;
  const render = ({ seq }: { seq: number }) => {
    written += 1;
    return String(seq);
  };
  const question = streamQuestion({ writing: { key: "counted", render } });
  const readers = Array.from({ length: 1_000 }, () => at.read(0, { ...question }).reader);

  await log.append("A", eventsInARow(20));

  await eventually(WITHIN_MS, async () => {
    for (const { seqs } of readers) assert.deepEqual(seqs, seqsBetween(1, 20));
    return Promise.resolve();
  });
  assert.equal(written, 20);
  assert.ok(log.reads <= 2, `the log was read ${log.reads} times`);
});

test("serves a reader who comes again after a moment without reading the log", async () => {
  const log = new WatchedLog();
  await using at = await TestFeed.open(log);
  const { reader } = at.read(0);
  await log.append("A", eventsInARow(200));
  await eventually(WITHIN_MS, async () => {
    assert.equal(reader.seqs.length, 200);
    return Promise.resolve();
  });
  const before = log.reads;

  const again = at.read(50).reader;

  await eventually(WITHIN_MS, async () => {
    assert.deepEqual(again.seqs, seqsBetween(51, 200));
    return Promise.resolve();
  });
  assert.equal(log.reads, before);
});

test("lets go of readers that are gone: a thousand come and go, and nobody is left", async () => {
  const log = new WatchedLog();
  await using at = await TestFeed.open(log);
  await log.append("A", eventsInARow(100));

  const all = Array.from({ length: 1_000 }, (_, n) => at.read(n % 100));
  for (const { subscription } of all) subscription.close();
  await log.append("B", eventsInARow(5));

  assert.equal(at.feed.size, 0);
  const after = at.read(105);
  await log.append("C", eventsInARow(1));
  await eventually(WITHIN_MS, async () => {
    assert.deepEqual(after.reader.seqs, [106]);
    return Promise.resolve();
  });
  assert.ok(all.every(({ reader }) => reader.seqs.length === 0));
});

test("goes on behind a place that the log has not told of yet, if it is there", async () => {
  const log = new WatchedLog();
  await using at = await TestFeed.open(log);
  await log.append("A", eventsInARow(2));
  log.isSilent = true;
  await log.append("A", eventsInARow(2, { occurredAtMs: 0 }));

  const place = await at.feed.placeOf({ epoch: undefined, seq: 3 });
  const { reader } = at.read(3);
  await log.speak();

  assert.equal(place, 3);
  await eventually(WITHIN_MS, async () => {
    assert.deepEqual(reader.seqs, [4]);
    return Promise.resolve();
  });
});

test("says that a place is stale: of another history, or beyond the end", async () => {
  const log = new WatchedLog();
  await using at = await TestFeed.open(log);
  await log.append("A", eventsInARow(2));

  const foreign = await at.feed.placeOf({ epoch: "another", seq: 1 });
  const future = await at.feed.placeOf({ epoch: undefined, seq: 3 });

  for (const [stale, expected] of [
    [foreign, /another history/],
    [future, /beyond the end/],
  ] as const) {
    assert.ok(typeof stale === "object");
    assert.match(stale.message, expected);
    assert.deepEqual([stale.epoch, stale.head], [at.feed.epoch, 2]);
  }
});

test("ends all streams when the log was put back, and knows the new history", async () => {
  const log = new WatchedLog();
  await using at = await TestFeed.open(log, { positionMs: 20 });
  await log.append("A", eventsInARow(2));
  const { reader } = at.read(2);

  log.name = "restored";

  await eventually(WITHIN_MS, async () => {
    assert.equal(reader.isEnded, true);
    return Promise.resolve();
  });
  assert.equal((reader.told("end").at(-1) as { code: string }).code, "stale_cursor");
  assert.equal(typeof (await at.feed.placeOf({ epoch: "first", seq: 1 })), "object");
  assert.equal(await at.feed.placeOf({ epoch: "restored", seq: 1 }), 1);
});

test("ends a stream with the reason when its reader may not read any more", async () => {
  await using at = await TestFeed.open(new WatchedLog(), { positionMs: 10 });
  let isAllowed = true;
  const ask = () =>
    Promise.resolve(
      isAllowed ? undefined : { code: "unauthorised" as const, message: "The token has expired" },
    );
  const { reader } = at.read(0, streamQuestion(), ask);
  await eventually(WITHIN_MS, async () => {
    assert.ok(reader.told("position").length > 2);
    return Promise.resolve();
  });
  assert.equal(reader.isEnded, false);

  isAllowed = false;

  await eventually(WITHIN_MS, async () => {
    assert.equal(reader.isEnded, true);
    return Promise.resolve();
  });
  assert.deepEqual(reader.told("end"), [
    { code: "unauthorised", message: "The token has expired" },
  ]);
  assert.equal(at.feed.size, 0);
});
