import assert from "node:assert/strict";
import { test } from "node:test";
import type { View } from "../../src/event/query.ts";
import type { EventStore } from "../../src/event/store.ts";
import { DAY_MS, event, eventsInARow, question } from "../support/events.ts";
import type { MakePlace } from "../support/place.ts";

const VIEWS: readonly (readonly [what: string, view: View])[] = [
  ["the fleet", { panels: undefined, floor: 0 }],
  ["one panel", { panels: ["p1"], floor: 0 }],
  ["a scope", { panels: ["p1", "p2", "p3"], floor: 0 }],
  ["a floor", { panels: undefined, floor: 100 }],
];

/** Earlier states of the log. */
export function asOfContract(makePlace: MakePlace<EventStore>): void {
  for (const [what, view] of VIEWS) {
    test(`an answer stays the same as of its seq while events arrive: ${what}`, async () => {
      await using place = await makePlace();
      await using log = await place.open();
      await log.append("p1", eventsInARow(150));
      await log.append("p2", eventsInARow(150));
      const first = await log.list(question({ view, limit: 100 }));

      await log.append("p1", eventsInARow(200, { occurredAtMs: DAY_MS - 500_000 }));
      await log.append("p3", eventsInARow(200, { key: "tamper_event" }));
      const again = await log.list(question({ view, limit: 100, asOf: first.asOf }));
      const present = await log.list(question({ view, limit: 100 }));

      assert.equal(first.asOf, 300);
      assert.deepEqual(again, first);
      assert.ok(present.total > first.total);
      assert.equal(present.asOf, 700);
    });
  }

  test("every state from the first event on can be asked for", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const times = Array.from({ length: 60 }, (_, index) => DAY_MS + ((index * 17) % 60));
    for (const occurredAtMs of times) await log.append("p1", [event({ occurredAtMs })]);

    for (let asOf = 1; asOf <= 60; asOf++) {
      const page = await log.list(question({ asOf, order: "desc", limit: 5 }));

      const newest = times
        .slice(0, asOf)
        .toSorted((a, b) => b - a)
        .slice(0, 5);
      assert.equal(page.total, asOf);
      assert.equal(page.asOf, asOf);
      assert.deepEqual(
        page.events.map(({ occurredAtMs }) => occurredAtMs),
        newest,
      );
    }
  });

  test("as of 0 the log is empty", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await log.append("p1", eventsInARow(5));

    const page = await log.list(question({ asOf: 0 }));

    assert.deepEqual(page, { events: [], total: 0, asOf: 0 });
  });

  test("a state later than the log is the present", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    await log.append("p1", eventsInARow(5));

    const page = await log.list(question({ asOf: 1_000_000 }));

    assert.equal(page.total, 5);
    assert.equal(page.asOf, 5);
  });
}
