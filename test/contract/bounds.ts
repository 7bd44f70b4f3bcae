import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_OCCURRED_AT_MS } from "../../src/event/event.ts";
import type { PanelEvent } from "../../src/event/event.ts";
import type { EventStore } from "../../src/event/store.ts";
import { event, eventsInARow } from "../support/events.ts";
import type { MakePlace } from "../support/place.ts";

const REFUSED: readonly (readonly [what: string, panel: string, changes: Partial<PanelEvent>])[] = [
  ["an empty serial", "", {}],
  ["a serial of 129 characters", "s".repeat(129), {}],
  ["an empty key", "p1", { key: "" }],
  ["a key of 129 characters", "p1", { key: "k".repeat(129) }],
  ["a time before 1970", "p1", { occurredAtMs: -1 }],
  ["a time after the year 9999", "p1", { occurredAtMs: MAX_OCCURRED_AT_MS + 1 }],
  ["a time between two milliseconds", "p1", { occurredAtMs: 1.5 }],
  ["a time that is not a number", "p1", { occurredAtMs: Number.NaN }],
  ["a time without end", "p1", { occurredAtMs: Number.POSITIVE_INFINITY }],
];

/** What an append refuses. */
export function boundsContract(makePlace: MakePlace<EventStore>): void {
  for (const [what, panel, changes] of REFUSED) {
    test(`refuses ${what}, adds nothing and goes on`, async () => {
      await using place = await makePlace();
      await using log = await place.open();
      const delivery = [...eventsInARow(2), event(changes), ...eventsInARow(2, { key: "other" })];

      await assert.rejects(log.append(panel, delivery), { name: "AppError", code: "invalid" });

      assert.equal(await log.head(), 0);
      assert.equal((await log.append("p1", eventsInARow(2))).added, 2);
    });
  }

  test("refuses a delivery of 20,000 events for its last one, and adds nothing", async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const delivery = [...eventsInARow(20_000), event({ occurredAtMs: -1 })];

    await assert.rejects(log.append("p1", delivery), { name: "AppError", code: "invalid" });

    assert.equal(await log.head(), 0);
  });

  test("one bad delivery among many fails alone", async () => {
    await using place = await makePlace();
    await using log = await place.open();

    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) =>
        log.append(
          `p${String(index)}`,
          index % 4 === 0 ? [event(), event({ key: "" })] : eventsInARow(3),
        ),
      ),
    );

    assert.equal(outcomes.filter(({ status }) => status === "rejected").length, 10);
    assert.equal(await log.head(), 90);
  });
}
