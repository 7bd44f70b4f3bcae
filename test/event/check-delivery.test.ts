import assert from "node:assert/strict";
import { test } from "node:test";
import { checkDelivery } from "../../src/event/check-delivery.ts";
import { MAX_OCCURRED_AT_MS } from "../../src/event/event.ts";
import { event } from "../support/events.ts";

const GOOD = event();

test("lets through what is on the bounds", () => {
  const onTheBounds = [
    event({ occurredAtMs: 0, key: "k" }),
    event({ occurredAtMs: MAX_OCCURRED_AT_MS, key: "k".repeat(128) }),
    event({ key: "🚪".repeat(64), category: "", priority: undefined, model: undefined }),
  ];

  assert.doesNotThrow(() => {
    checkDelivery("s".repeat(128), onTheBounds);
    checkDelivery("s", []);
  });
});

for (const [panel, bad, message] of [
  ["", GOOD, "The panel's serial is empty"],
  ["s".repeat(129), GOOD, "The panel's serial is longer than 128 characters"],
  ["\udc00", GOOD, "The panel's serial holds half a surrogate pair"],
  ["p1", event({ key: "" }), "Event 2 of the delivery: its key is empty"],
  [
    "p1",
    event({ key: "🚪".repeat(65) }),
    "Event 2 of the delivery: its key is longer than 128 characters",
  ],
  [
    "p1",
    event({ occurredAtMs: -1 }),
    "Event 2 of the delivery: its time is not a millisecond from 1970 to the year 9999",
  ],
  ["p1", event({ category: "\ud800" }), "Event 2 of the delivery: it holds half a surrogate pair"],
  ["p1", event({ model: '"\ud800"' }), "Event 2 of the delivery: it holds half a surrogate pair"],
] as const) {
  test(`says what is wrong: ${message}`, () => {
    assert.throws(
      () => {
        checkDelivery(panel, [GOOD, bad]);
      },
      { name: "AppError", code: "invalid", message },
    );
  });
}
