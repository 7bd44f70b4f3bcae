import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_OCCURRED_AT_MS } from "../../src/event/event.ts";
import type { KindFilter } from "../../src/event/kind.ts";
import type { ListQuery, Span } from "../../src/event/query.ts";
import type { EventReader, EventStore } from "../../src/event/store.ts";
import { DAY_MS, event, eventsInARow, question } from "../support/events.ts";
import type { MakePlace } from "../support/place.ts";

const isTamper: KindFilter = ({ key }) => key === "tamper_event";
const isNothing: KindFilter = () => false;

/** Pages, totals and order, by time and kind. */
export function listContract(makePlace: MakePlace<EventStore>): void {
  test("orders by time and then by seq, and desc is the exact reverse", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const times = [3, 1, 2, 1, 3, 0, 1];
    for (const [index, after] of times.entries()) {
      await log.append(`p${String(index)}`, [event({ occurredAtMs: DAY_MS + after })]);
    }

    const rising = await seqs(log, { order: "asc" });
    const falling = await seqs(log, { order: "desc" });

    assert.deepEqual(rising, [6, 2, 4, 7, 3, 1, 5]);
    assert.deepEqual(falling, rising.toReversed());
  });

  for (const order of ["asc", "desc"] as const) {
    test(`pages of any size tile the log, ${order}`, async () => {
      await using place = await makePlace();
      await using log = await place.open();
      await log.append("p1", eventsInARow(107));
      const whole = await seqs(log, { order });

      for (const limit of [1, 10, 33, 107]) {
        const pages: number[] = [];
        for (let offset = 0; offset < 107; offset += limit) {
          pages.push(...(await seqs(log, { order, offset, limit })));
        }
        assert.deepEqual(pages, whole);
      }
    });
  }

  for (const [offset, limit, expected] of [
    [0, 0, []],
    [2, 0, []],
    [0, 1, [1]],
    [4, 1, [5]],
    [4, 1_000, [5]],
    [5, 1, []],
    [6, 10, []],
    [1_000_000_000, 1_000, []],
    [Number.MAX_SAFE_INTEGER, 1_000, []],
  ] as const) {
    test(`offset ${String(offset)} with limit ${String(limit)} of 5 events is exact`, async () => {
      await using place = await makePlace();
      await using log = await place.open();
      await log.append("p1", eventsInARow(5));

      const page = await log.list(question({ offset, limit }));

      assert.equal(page.total, 5);
      assert.deepEqual(
        page.events.map(({ seq }) => seq),
        expected,
      );
    });
  }

  for (const [what, spans, expected] of [
    ["both ends inclusive", [span(1_000, 3_000)], [2, 3, 4]],
    ["one millisecond", [span(2_000, 2_000)], [3]],
    ["between two events", [span(2_001, 2_999)], []],
    ["an end before its start", [span(3_000, 1_000)], []],
    ["before the log", [span(-100_000, -1)], []],
    ["from the beginning of time", [{ fromMs: 0, toMs: DAY_MS, kinds: undefined }], [1]],
    ["to the end of numbers", [span(4_000, Number.MAX_SAFE_INTEGER - DAY_MS)], [5]],
    ["no span at all", [], []],
    ["two spans apart", [span(0, 1_000), span(3_000, 3_500)], [1, 2, 4]],
    ["two spans that touch", [span(0, 999), span(1_000, 2_000)], [1, 2, 3]],
    ["an empty span between", [span(0, 0), span(20, 10), span(4_000, 9_000)], [1, 5]],
  ] as const) {
    test(`lists a window of time: ${what}`, async () => {
      await using place = await makePlace();
      await using log = await place.open();
      await log.append("p1", eventsInARow(5));

      const rising = await log.list(question({ spans }));
      const falling = await log.list(question({ spans, order: "desc", limit: 2 }));

      assert.deepEqual(
        rising.events.map(({ seq }) => seq),
        expected,
      );
      assert.equal(rising.total, expected.length);
      assert.equal(falling.total, expected.length);
      assert.deepEqual(
        falling.events.map(({ seq }) => seq),
        expected.toReversed().slice(0, 2),
      );
    });
  }

  test("lists the kinds asked for, with the exact total", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await log.append("p1", eventsInARow(30));
    await log.append("p1", eventsInARow(7, { key: "tamper_event", category: undefined }));
    await log.append("p1", eventsInARow(5, { key: "tamper_event", occurredAtMs: DAY_MS + 20_000 }));

    const all = await log.list(question({ spans: [{ ...span(0, 90_000), kinds: isTamper }] }));
    const unsaid = await log.list(
      question({ spans: [{ ...span(0, 90_000), kinds: (kind) => kind.category === undefined }] }),
    );
    const none = await log.list(question({ spans: [{ ...span(0, 90_000), kinds: isNothing }] }));
    const window = await log.list(
      question({ spans: [{ ...span(6_000, 21_000), kinds: isTamper }] }),
    );

    assert.deepEqual([all.total, unsaid.total, none.total, window.total], [12, 7, 0, 3]);
    assert.ok(all.events.every(({ key }) => key === "tamper_event"));
    assert.deepEqual(none.events, []);
  });

  test("each span has kinds of its own", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await log.append("p1", eventsInARow(10));
    await log.append("p1", eventsInARow(10, { key: "tamper_event" }));

    const spans = [
      { ...span(0, 3_000), kinds: isTamper },
      { ...span(3_001, 5_000), kinds: isNothing },
      span(5_001, 6_000),
      {
        ...span(6_001, 9_000),
        kinds: ({ key }: { key: string | undefined }) => key !== "tamper_event",
      },
    ];

    assert.deepEqual(await seqs(log, { spans }), [11, 12, 13, 14, 7, 17, 8, 9, 10]);
  });

  test("a question may have 1,000 spans, each with kinds of its own", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await log.append("p1", eventsInARow(2_000));
    const spans = Array.from({ length: 1_000 }, (_, index) => ({
      ...span(index * 2_000, index * 2_000 + 500),
      kinds: index % 2 === 0 ? undefined : () => index % 4 === 1,
    }));

    const page = await log.list(question({ spans, offset: 700 }));

    assert.equal(page.total, 750);
    assert.equal(page.events.at(-1)?.seq, 1_997);
    assert.equal(page.events.length, 50);
  });

  test("the same filter answers for kinds that came later", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const spans = [{ ...span(0, 90_000), kinds: isTamper }];
    await log.append("p1", eventsInARow(3));
    const before = await log.list(question({ spans }));

    await log.append("p1", eventsInARow(2, { key: "tamper_event", priority: "unheard_of" }));

    const after = await log.list(question({ spans }));
    assert.deepEqual([before.total, after.total], [0, 2]);
  });

  test("10,000 events of one millisecond have exact pages", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    for (let push = 0; push < 100; push++) {
      const events = Array.from({ length: 100 }, (_, index) =>
        event({
          model: `{"number":${String(index)}}`,
          key: index % 10 === 0 ? "tamper_event" : "door_was_opened",
        }),
      );
      await log.append(`p${String(push)}`, events);
    }

    const spans = [{ ...span(0, 0), kinds: isTamper }];
    const last = await log.list(question({ offset: 9_990, limit: 50 }));
    const middle = await seqs(log, { order: "desc", offset: 5_000, limit: 3 });
    const tampers = await log.list(question({ spans, offset: 998, limit: 50 }));

    assert.equal(last.total, 10_000);
    assert.deepEqual(
      last.events.map(({ seq }) => seq),
      Array.from({ length: 10 }, (_, index) => 9_991 + index),
    );
    assert.deepEqual(middle, [5_000, 4_999, 4_998]);
    assert.equal(tampers.total, 1_000);
    assert.deepEqual(
      tampers.events.map(({ seq }) => seq),
      [9_981, 9_991],
    );
  });

  test("the ends of time are ordinary", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const times = [MAX_OCCURRED_AT_MS, 0, 4_294_967_295_000, 1, DAY_MS];
    await log.append(
      "p1",
      times.map((occurredAtMs) => event({ occurredAtMs })),
    );

    assert.deepEqual(await seqs(log, {}), [2, 4, 5, 3, 1]);
    assert.deepEqual(await seqs(log, { spans: [{ fromMs: 0, toMs: 0, kinds: undefined }] }), [2]);
    assert.deepEqual(
      await seqs(log, {
        spans: [{ fromMs: MAX_OCCURRED_AT_MS, toMs: MAX_OCCURRED_AT_MS, kinds: undefined }],
      }),
      [1],
    );
  });
}

function span(afterMs: number, untilMs: number): Span {
  return { fromMs: DAY_MS + afterMs, toMs: DAY_MS + untilMs, kinds: undefined };
}

async function seqs(log: EventReader, changes: Partial<ListQuery>): Promise<number[]> {
  const page = await log.list(question(changes));
  return page.events.map(({ seq }) => seq);
}
