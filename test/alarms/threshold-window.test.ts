import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ThresholdWindow } from "../../src/alarms/threshold-window.ts";

const MINUTE_MS = 60_000;
const THRESHOLD = { count: 3, minutes: 5, by: "panel" } as const;

/** The seqs that are told of events at these minutes. */
function told(minutes: readonly number[], group = "a"): (readonly number[] | undefined)[] {
  const window = ThresholdWindow.of({});
  return minutes.map((minute, seq) =>
    window.add(group, { seq, occurredAtMs: minute * MINUTE_MS }, THRESHOLD),
  );
}

test("tells those that are enough together, and then begins anew", () => {
  assert.deepEqual(told([0, 1, 2, 3, 4, 5]), [
    undefined,
    undefined,
    [0, 1, 2],
    undefined,
    undefined,
    [3, 4, 5],
  ]);
});

test("counts what is as long ago as the minutes no more", () => {
  assert.deepEqual(told([0, 1, 5, 6, 6]), [undefined, undefined, undefined, undefined, [2, 3, 4]]);
});

test("counts by the events' own times, in whatever order they come", () => {
  assert.deepEqual(told([9, 3, 8, 7]), [undefined, undefined, undefined, [0, 2, 3]]);
});

test("what is kept of a window tells the same from there on", () => {
  const steps = fc.array(
    fc.record({ group: fc.constantFrom("a", "b", "__proto__"), minute: fc.nat(20) }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(steps, fc.nat(30), (events, cut) => {
      const whole = ThresholdWindow.of({});
      let restarted = ThresholdWindow.of({});
      for (const [seq, { group, minute }] of events.entries()) {
        if (seq === cut) restarted = ThresholdWindow.of(JSON.parse(JSON.stringify(restarted.kept)));
        const one = { seq, occurredAtMs: minute * MINUTE_MS };
        assert.deepEqual(restarted.add(group, one, THRESHOLD), whole.add(group, one, THRESHOLD));
      }
    }),
  );
});

test("remembers a bounded number of events, whatever their groups", () => {
  const window = ThresholdWindow.of({});

  for (let seq = 0; seq < 10_100; seq += 1) {
    window.add(String(seq), { seq, occurredAtMs: 0 }, THRESHOLD);
  }

  const groups = Object.keys(window.kept);
  assert.equal(groups.length, 10_000);
  assert.equal(groups.includes("99"), false);
});
