import assert from "node:assert/strict";
import { test } from "node:test";

import { dateOf, isDue, isWeekend } from "../../../src/emulator/building/calendar.ts";
import { Random } from "../../../src/emulator/random.ts";

const HOUR_MS = 3_600_000;
const SATURDAY = Date.UTC(2026, 3, 4) / (24 * HOUR_MS);

for (const [zone, offsetHours] of [
  ["Hawaii", -10],
  ["London", 0],
  ["Nepal", 5.75],
  ["Auckland in winter", 12],
  ["Chatham in summer", 13.75],
] as const) {
  test(`reads the local date from a midnight in ${zone}`, () => {
    const midnightMs = SATURDAY * 24 * HOUR_MS - offsetHours * HOUR_MS;

    assert.equal(dateOf(midnightMs), SATURDAY);
  });
}

test("tells Saturdays and Sundays", () => {
  const week = Array.from({ length: 7 }, (_, nth) => isWeekend(SATURDAY + nth));

  assert.deepEqual(week, [true, true, false, false, false, false, false]);
  assert.deepEqual([isWeekend(-2), isWeekend(2), isWeekend(4)], [false, true, false]);
});

for (const everyDays of [2, 19, 28]) {
  test(`what comes every ${everyDays} days comes exactly then`, () => {
    for (let seed = 0; seed < 50; seed++) {
      const due = Array.from({ length: 4 * everyDays }, (_, nth) => SATURDAY + nth).filter((date) =>
        isDue(date, everyDays, new Random(seed)),
      );

      assert.equal(due.length, 4);
      assert.ok(due.every((date, nth) => date === (due[0] ?? 0) + nth * everyDays));
    }
  });
}

test("what comes every four weeks comes on working days, not on one weekday alone", () => {
  const due = Array.from({ length: 50 }, (_, seed) =>
    Array.from({ length: 28 }, (_, nth) => SATURDAY + nth).find((date) =>
      isDue(date, 28, new Random(seed)),
    ),
  );

  assert.ok(due.every((date) => date !== undefined && !isWeekend(date)));
  assert.equal(new Set(due.map((date) => (date ?? 0) % 7)).size, 5);
});
