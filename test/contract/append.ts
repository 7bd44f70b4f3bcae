import assert from "node:assert/strict";
import { test } from "node:test";
import type { EventStore } from "../../src/event/store.ts";
import { DAY_MS, event, eventsInARow, question, wholeLog } from "../support/events.ts";
import type { MakePlace } from "../support/place.ts";

/** Taking events in: numbers, order, durability to the reader, many at once. */
export function appendContract(makePlace: MakePlace<EventStore>): void {
  test("an empty log has a head of 0, no event and no kind", async () => {
    await using place = await makePlace();
    await using log = await place.open();

    const page = await log.list(question());

    assert.deepEqual(page, { events: [], total: 0, asOf: 0 });
    assert.equal(await log.head(), 0);
    assert.deepEqual(await log.after(0, 10_000), []);
    assert.deepEqual(await log.kinds(question().view), []);
  });

  test("says how many were new and shows them to the next question", async () => {
    await using place = await makePlace();
    await using log = await place.open();

    const appended = await log.append("p1", eventsInARow(3));

    assert.equal(appended.added, 3);
    assert.equal(await log.head(), 3);
    const page = await log.list(question());
    assert.equal(page.total, 3);
    assert.equal(page.asOf, 3);
    assert.deepEqual(
      page.events.map(({ seq }) => seq),
      [1, 2, 3],
    );
  });

  test("an empty delivery adds nothing", async () => {
    await using place = await makePlace();
    await using log = await place.open();

    const appended = await log.append("p1", []);

    assert.equal(appended.added, 0);
    assert.equal(await log.head(), 0);
  });

  test("numbers events in the order of the delivery, whatever their times", async () => {
    await using place = await makePlace();
    await using log = await place.open();

    const times = [5, 1, 9, 1, 0].map((after) => DAY_MS + after);
    await log.append(
      "p1",
      times.map((occurredAtMs) => event({ occurredAtMs })),
    );

    const events = await wholeLog(log);
    assert.deepEqual(
      events.map(({ seq, occurredAtMs }) => [seq, occurredAtMs]),
      times.map((occurredAtMs, index) => [index + 1, occurredAtMs]),
    );
  });

  test("gives numbers to what is new only, without a gap", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const [first, second, third, fourth] = eventsInARow(4) as [never, never, never, never];

    await log.append("p1", [first, third]);
    await log.append("p1", [first, second, third, fourth, first]);

    const events = await wholeLog(log);
    assert.deepEqual(
      events.map(({ seq }) => seq),
      [1, 2, 3, 4, 5],
    );
    assert.equal(await log.head(), 5);
  });

  test("the time of receipt never falls along the log", async () => {
    await using place = await makePlace();
    await using log = await place.open();

    for (let delivery = 0; delivery < 30; delivery++) {
      await log.append("p1", eventsInARow(2, { occurredAtMs: DAY_MS - delivery * 10_000 }));
    }

    const received = (await wholeLog(log)).map(({ receivedAtMs }) => receivedAtMs);
    assert.equal(received.length, 60);
    assert.deepEqual(
      received,
      received.toSorted((a, b) => a - b),
    );
    assert.ok(received.every((atMs) => Number.isSafeInteger(atMs) && atMs > 0));
  });

  test("tells the seq of the last event that was new", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const first = await log.append("p1", eventsInARow(3));
    const held = await log.append("p1", eventsInARow(3));
    const others = await Promise.all(
      Array.from({ length: 5 }, (_, nth) => log.append(`q${String(nth)}`, eventsInARow(700))),
    );
    const mixed = await log.append("p1", [event({ occurredAtMs: 5 }), ...eventsInARow(3)]);
    const none = await log.append("p1", []);

    assert.deepEqual(first, { added: 3, lastSeq: 3 });
    assert.deepEqual([held.lastSeq, none.lastSeq], [undefined, undefined]);
    assert.deepEqual(mixed, { added: 1, lastSeq: 3_504 });
    for (const [nth, { lastSeq }] of others.entries()) {
      const events = await log.after((lastSeq ?? 0) - 1, 1);
      assert.deepEqual(
        events.map(({ panel, occurredAtMs }) => [panel, occurredAtMs]),
        [[`q${String(nth)}`, DAY_MS + 699_000]],
      );
    }
  });

  test("takes the same delivery from many callers at once, and holds it once", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const delivery = eventsInARow(50);

    const appended = await Promise.all(
      Array.from({ length: 20 }, () => log.append("p1", delivery)),
    );

    assert.equal(
      appended.reduce((sum, { added }) => sum + added, 0),
      50,
    );
    assert.equal((await wholeLog(log)).length, 50);
  });

  test("takes deliveries of many panels at once, each whole and in its order", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const panels = Array.from({ length: 60 }, (_, index) => `p${String(index)}`);

    const appended = await Promise.all(
      panels.map((panel, index) => log.append(panel, eventsInARow(1 + index))),
    );

    assert.deepEqual(
      appended.map(({ added }) => added),
      panels.map((_, index) => 1 + index),
    );
    const events = await wholeLog(log);
    assert.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_, index) => index + 1),
    );
    for (const [index, panel] of panels.entries()) {
      const times = events.filter((one) => one.panel === panel).map((one) => one.occurredAtMs);
      assert.deepEqual(
        times,
        eventsInARow(1 + index).map(({ occurredAtMs }) => occurredAtMs),
      );
    }
  });

  test("a question asked while events arrive gets a total and a page of one state", async () => {
    await using place = await makePlace();
    await using log = await place.open();

    const arriving = Promise.all(
      Array.from({ length: 100 }, (_, index) => log.append(`p${String(index)}`, eventsInARow(7))),
    );
    const pages = await Promise.all(Array.from({ length: 50 }, () => log.list(question())));
    await arriving;

    for (const { events, total, asOf } of pages) {
      assert.equal(total, asOf, "every event up to asOf is counted, for seq has no gap");
      assert.equal(events.length, Math.min(total, 1_000));
      assert.ok(events.every(({ seq }) => seq <= asOf));
    }
    assert.equal((await log.list(question())).total, 700);
  });

  test("takes a delivery of 20,000 events, and again", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const delivery = eventsInARow(20_000);

    const first = await log.append("p1", delivery);
    const second = await log.append("p1", delivery);

    assert.deepEqual([first.added, second.added], [20_000, 0]);
    const last = await log.list(question({ offset: 19_995, limit: 50 }));
    assert.equal(last.total, 20_000);
    assert.deepEqual(
      last.events.map(({ seq }) => seq),
      [19_996, 19_997, 19_998, 19_999, 20_000],
    );
  });

  test("takes a delivery of 20,000 events twice at once, alike events far apart in it", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const half = eventsInARow(10_000);
    const delivery = [...half, ...half];

    const appended = await Promise.all([
      log.append("p1", delivery),
      log.append("p1", delivery),
      log.append("p2", delivery),
    ]);
    const again = await log.append("p1", delivery);

    const [one, other, another] = appended.map(({ added }) => added);
    assert.deepEqual([(one ?? 0) + (other ?? 0), another, again.added], [20_000, 20_000, 0]);
    assert.equal((await log.list(question({ limit: 1 }))).total, 40_000);
  });

  test("hands out what follows a seq, in order and no more than asked", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await log.append("p1", eventsInARow(25));

    const seqs = async (seq: number, limit: number): Promise<number[]> =>
      (await log.after(seq, limit)).map((one) => one.seq);

    assert.deepEqual(await seqs(0, 3), [1, 2, 3]);
    assert.deepEqual(await seqs(22, 10_000), [23, 24, 25]);
    assert.deepEqual(await seqs(24, 1), [25]);
    assert.deepEqual(await seqs(25, 10), []);
    assert.deepEqual(await seqs(1_000_000, 10), []);
  });
}
