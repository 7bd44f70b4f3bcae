import assert from "node:assert/strict";
import { test } from "node:test";

import { Building } from "../../../src/emulator/building/building.ts";
import { planDays } from "./days.ts";

const HOUR_MS = 3_600_000;
const days = planDays(Building.open({ seed: 41, panels: 12 }), 60);

const isWeekend = (midnightMs: number) => new Date(midnightMs).getUTCDay() % 6 === 0;
const working = days.filter(({ midnightMs }) => !isWeekend(midnightMs));
const weekend = days.filter(({ midnightMs }) => isWeekend(midnightMs));

/** How many incidents of these days lie in hours from `from` and before `to`; of one key, or of all. */
function countIn(of: typeof days, from: number, to: number, key?: string): number {
  return of.reduce((sum, { midnightMs, incidents }) => {
    const inHours = incidents.filter(
      (incident) =>
        incident.atMs >= midnightMs + from * HOUR_MS &&
        incident.atMs < midnightMs + to * HOUR_MS &&
        (key === undefined || incident.key === key),
    );
    return sum + inHours.length;
  }, 0);
}

test("is busier from seven to ten than from two to five, on every working day more than twice", () => {
  for (const day of working) {
    assert.ok(countIn([day], 7, 10) > 2 * countIn([day], 2, 5));
  }
});

test("is nearly quiet at night, but not silent", () => {
  const night = countIn(days, 1, 5);

  assert.ok(night > 60);
  assert.ok(night < countIn(days, 0, 24) / 15);
});

test("lets people leave in the morning and come in the evening", () => {
  const left = "lock_was_opened_by_exit_btn";
  const came = "access_granted_by_valid_identifier";

  assert.ok(countIn(working, 7, 9, left) > countIn(working, 17, 20, left));
  assert.ok(countIn(working, 17, 20, came) > 2 * countIn(working, 7, 10, came));
});

test("starts later at weekends", () => {
  const share = (of: typeof days) => countIn(of, 6, 9) / countIn(of, 0, 24);

  assert.ok(share(working) > 2 * share(weekend));
});

test("sees couriers by day and cleaners early", () => {
  assert.equal(countIn(days, 0, 8, "outgoing_call_missed"), 0);
  assert.ok(countIn(days, 10, 20, "outgoing_call_missed") > 100);
  assert.equal(countIn(days, 12, 24, "access_granted_by_master_code"), 0);
  assert.ok(countIn(days, 5, 9, "access_granted_by_master_code") > 100);
});

test("holds fire drills at all doors at once, on working days before noon", () => {
  const key = "emergency_lock_is_opened";
  const drills = days.filter((day) => countIn([day], 0, 24, key) > 0);

  assert.ok(drills.length >= 2);
  for (const drill of drills) {
    assert.ok(!isWeekend(drill.midnightMs));
    assert.equal(countIn([drill], 10, 12, key), 12);
  }
});
