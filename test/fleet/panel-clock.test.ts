import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { delayOf, learn, measure, UNKNOWN_CLOCK } from "../../src/fleet/panel-clock.ts";
import type { ClockReading } from "../../src/fleet/panel-clock.ts";

const NOW_MS = 1_750_000_000_000;
const HOUR_MS = 3_600_000;

/** Events in the order in which they happened: how long after the one before, and how late each comes. */
const happenings = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.nat(10), fc.nat(100_000)),
    delayMs: fc.oneof(fc.constant(0), fc.nat(5_000), fc.nat(30 * 24 * HOUR_MS)),
  }),
  { minLength: 1, maxLength: 60 },
);

/** What is learnt of a clock that is ahead by so much, from events that come in their order. */
function learnt(happened: readonly { afterMs: number; delayMs: number }[], aheadMs: number) {
  let clock: ClockReading = UNKNOWN_CLOCK;
  let trueMs = NOW_MS;
  let nowMs = NOW_MS;
  for (const { afterMs, delayMs } of happened) {
    trueMs += afterMs;
    nowMs = Math.max(nowMs, trueMs + delayMs);
    clock = learn(clock, trueMs + aheadMs, nowMs);
  }
  return clock;
}

test("never takes an honest clock for wrong, however late its events come", () => {
  fc.assert(
    fc.property(happenings, (happened) => {
      const { offsetMs = 0 } = learnt(happened, 0);
      assert.ok(Math.abs(offsetMs) <= 2_000, `offset ${offsetMs}`);
    }),
  );
});

test("never takes a clock for further ahead than it is, and not for less by more than the least delay", () => {
  fc.assert(
    fc.property(happenings, fc.nat(400 * 24 * HOUR_MS), (happened, aheadMs) => {
      const clock = learnt([...happened, { afterMs: 0, delayMs: 0 }], aheadMs);
      const { offsetMs = 0 } = clock;
      assert.ok(offsetMs <= aheadMs + 2_000, `offset ${offsetMs} of ${aheadMs}`);
    }),
  );
  fc.assert(
    fc.property(fc.nat(400 * 24 * HOUR_MS), fc.nat(5_000), (aheadMs, delayMs) => {
      const { offsetMs = 0 } = learn(UNKNOWN_CLOCK, NOW_MS + aheadMs, NOW_MS + delayMs);
      assert.ok(aheadMs - offsetMs <= 2_000 + delayMs, `offset ${offsetMs} of ${aheadMs}`);
    }),
  );
});

test("knows nothing of a clock while late events are all that came", () => {
  const clock = learn(UNKNOWN_CLOCK, NOW_MS - HOUR_MS, NOW_MS);

  assert.equal(clock.offsetMs, undefined);
  assert.equal(delayOf(clock, NOW_MS - HOUR_MS, NOW_MS), HOUR_MS);
});

test("learns from an event of the future that the clock is ahead", () => {
  const clock = learn(UNKNOWN_CLOCK, NOW_MS + HOUR_MS, NOW_MS);

  assert.equal(clock.offsetMs, HOUR_MS);
  assert.equal(delayOf(clock, NOW_MS + HOUR_MS, NOW_MS), 0);
});

test("learns from an event before those that came earlier that the clock was put back", () => {
  const before = learn(UNKNOWN_CLOCK, NOW_MS, NOW_MS);

  const clock = learn(before, NOW_MS - HOUR_MS + 10_000, NOW_MS + 10_000);

  assert.equal(clock.offsetMs, -HOUR_MS + 10_000);
});

test("learns that the clock is behind where the event is known to be of now", () => {
  const clock = learn(UNKNOWN_CLOCK, NOW_MS - HOUR_MS, NOW_MS, NOW_MS - 5_000);

  assert.equal(clock.offsetMs, -HOUR_MS + 5_000);
});

test("leaves an offset alone that differs by less than two seconds", () => {
  const before = learn(UNKNOWN_CLOCK, NOW_MS + HOUR_MS, NOW_MS);

  const clock = learn(before, NOW_MS + HOUR_MS + 1_900, NOW_MS);

  assert.equal(clock.offsetMs, HOUR_MS);
});

test("takes what the panel shows of its clock, within what that may be off by", () => {
  const shown = measure(UNKNOWN_CLOCK, NOW_MS + HOUR_MS, NOW_MS, 2_500);
  const alike = measure(shown, NOW_MS + HOUR_MS + 2_400, NOW_MS, 2_500);
  const other = measure(alike, NOW_MS + 5_000, NOW_MS, 2_500);

  assert.deepEqual(
    [shown, alike, other].map(({ offsetMs }) => offsetMs),
    [HOUR_MS, HOUR_MS, 5_000],
  );
});
