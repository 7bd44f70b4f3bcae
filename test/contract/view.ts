import assert from "node:assert/strict";
import { test } from "node:test";
import type { View } from "../../src/event/query.ts";
import type { EventStore } from "../../src/event/store.ts";
import { DAY_MS, event, eventsInARow, question } from "../support/events.ts";
import { isInView } from "../support/naive-list.ts";
import type { MakePlace } from "../support/place.ts";

const PANELS = 600;
const HALF = Array.from({ length: 300 }, (_, index) => serial(index * 2));

const VIEWS: readonly (readonly [what: string, view: View])[] = [
  ["the fleet", { panels: undefined, floor: 0 }],
  ["one panel", { panels: [serial(7)], floor: 0 }],
  ["a scope of 300 panels", { panels: HALF, floor: 0 }],
  ["a floor", { panels: undefined, floor: 1_000 }],
  ["a floor at the head", { panels: undefined, floor: 3 * PANELS }],
  ["a floor past the head", { panels: undefined, floor: 1_000_000 }],
  ["one panel above a floor", { panels: [serial(7)], floor: 700 }],
  ["a scope above a floor", { panels: HALF, floor: 1_234 }],
  ["no panel", { panels: [], floor: 0 }],
  ["a panel that nobody knows", { panels: ["unknown"], floor: 0 }],
  ["panels of which some are unknown", { panels: ["unknown", serial(7), "p"], floor: 0 }],
  ["a panel named twice", { panels: [serial(7), serial(8), serial(7)], floor: 0 }],
];

/** What part of the log a question sees. */
export function viewContract(makePlace: MakePlace<EventStore>): void {
  test("every view shows its own events with the exact total, on every page", async (context) => {
    await using place = await makePlace();
    await using log = await place.open();
    for (let round = 0; round < 3; round++) {
      await Promise.all(
        Array.from({ length: PANELS }, (_, index) =>
          log.append(serial(index), [
            event({
              occurredAtMs: DAY_MS + ((index * 37 + round * 101) % 500) * 1_000,
              key: index % 3 === 0 ? "tamper_event" : "door_was_opened",
              model: `{"round":${String(round)}}`,
            }),
          ]),
        ),
      );
    }
    const whole = (await log.list(question())).events.concat(
      (await log.list(question({ offset: 1_000 }))).events,
    );
    assert.equal(whole.length, 3 * PANELS);

    for (const [what, view] of VIEWS) {
      await context.test(what, async () => {
        const visible = whole.filter((one) => isInView(one, view));
        for (const offset of [0, 1, 250, visible.length - 1, visible.length]) {
          if (offset < 0) continue;
          const rising = await log.list(question({ view, offset, limit: 20 }));
          const falling = await log.list(question({ view, offset, limit: 20, order: "desc" }));

          assert.equal(rising.total, visible.length);
          assert.deepEqual(rising.events, visible.slice(offset, offset + 20));
          assert.equal(falling.total, visible.length);
          assert.deepEqual(falling.events, visible.toReversed().slice(offset, offset + 20));
        }
      });
      await context.test(`${what}, a kind in a window`, async () => {
        const [fromMs, toMs] = [DAY_MS + 100_000, DAY_MS + 300_000];
        const visible = whole.filter(
          (one) =>
            isInView(one, view) &&
            one.key === "tamper_event" &&
            one.occurredAtMs >= fromMs &&
            one.occurredAtMs <= toMs,
        );

        const page = await log.list(
          question({
            view,
            spans: [{ fromMs, toMs, kinds: ({ key }) => key === "tamper_event" }],
            offset: 3,
            limit: 50,
          }),
        );

        assert.equal(page.total, visible.length);
        assert.deepEqual(page.events, visible.slice(3, 53));
      });
    }
  });

  test("a panel that comes later is in a view that named it before", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const view: View = { panels: ["p1", "later"], floor: 0 };
    await log.append("p1", eventsInARow(3));
    const before = await log.list(question({ view }));

    await log.append("later", eventsInARow(2));

    const after = await log.list(question({ view }));
    assert.deepEqual([before.total, after.total], [3, 5]);
  });

  for (const panels of [undefined, ["p1"], ["p1", "p2"]]) {
    const whose = panels?.join() ?? "the fleet";
    test(`a floor that the log has not reached yet shows what comes above it: ${whose}`, async () => {
      await using place = await makePlace();
      await using log = await place.open();
      const view: View = { panels, floor: 5 };
      await log.append("p1", eventsInARow(2));
      const before = await log.list(question({ view }));

      await log.append("p1", eventsInARow(5));
      await log.append("p1", eventsInARow(8));

      const after = await log.list(question({ view }));
      assert.deepEqual([before.total, after.total], [0, 3]);
      assert.deepEqual(
        after.events.map(({ seq }) => seq),
        [6, 7, 8],
      );
    });
  }

  test("a view may name 40,000 panels", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const panels = Array.from({ length: 40_000 }, (_, index) => serial(index));
    await log.append(serial(39_999), eventsInARow(2));
    await log.append("outside", eventsInARow(2));

    const view: View = { panels, floor: 0 };
    const page = await log.list(question({ view }));

    assert.equal(page.total, 2);
    assert.equal((await log.kinds(view)).length, 1);
  });

  test("a view's total grows with each late event", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const view: View = { panels: ["p1", "p2"], floor: 2 };
    await log.append("p1", eventsInARow(4));

    const totals: number[] = [];
    for (let late = 0; late < 5; late++) {
      await log.append("p2", [event({ occurredAtMs: late })]);
      await log.append("p3", [event({ occurredAtMs: late })]);
      totals.push((await log.list(question({ view, limit: 1 }))).total);
    }

    assert.deepEqual(totals, [3, 4, 5, 6, 7]);
  });
}

function serial(index: number): string {
  return `panel-${String(index)}`;
}
