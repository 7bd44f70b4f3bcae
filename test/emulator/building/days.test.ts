import assert from "node:assert/strict";
import { test } from "node:test";

import { Building } from "../../../src/emulator/building/building.ts";
import { DAY_MS, MONDAY_MS, planDays } from "./days.ts";

const building = Building.open({ seed: 31, panels: 12 });
const crowdedDays = planDays(Building.open({ seed: 32, panels: 1, residentsPerPanel: 1_000 }), 60);

test("plans the same day for the same seed, whatever was planned before", () => {
  const tenth = MONDAY_MS + 10 * DAY_MS;
  const before = Building.open({ seed: 8, panels: 12 });
  planDays(before, 10);
  before.scene(MONDAY_MS, 8, 1);

  assert.deepEqual(before.planDay(tenth), Building.open({ seed: 8, panels: 12 }).planDay(tenth));
});

for (const [one, other] of [
  [1, 2],
  [1, 1 + 2 ** 32],
  [1, -1],
] as const) {
  test(`plans another day for seed ${other} than for seed ${one}`, () => {
    const [left, right] = [one, other].map((seed) =>
      Building.open({ seed, panels: 12 }).planDay(MONDAY_MS),
    );

    assert.notDeepEqual(left, right);
  });
}

test("plans no day like the one before", () => {
  const shapes = planDays(building, 14).map(({ midnightMs, incidents }) =>
    incidents.map(({ atMs, key }) => `${atMs - midnightMs} ${key}`).join(),
  );

  assert.equal(new Set(shapes).size, 14);
});

test("plans a day in the order of time, within 24 hours of its midnight", () => {
  for (const { midnightMs, incidents } of [...planDays(building, 60), ...crowdedDays]) {
    const times = incidents.map(({ atMs }) => atMs);

    assert.deepEqual(
      times,
      times.toSorted((one, other) => one - other),
    );
    assert.ok(times.every((atMs) => Number.isInteger(atMs)));
    assert.ok((times[0] ?? 0) >= midnightMs);
    assert.ok((times.at(-1) ?? Infinity) < midnightMs + DAY_MS);
  }
});

test("never notes two incidents of a panel at one millisecond, however crowded its door", () => {
  for (const { incidents } of crowdedDays) {
    assert.equal(new Set(incidents.map(({ atMs }) => atMs)).size, incidents.length);
  }
});

test("counts 400 to 750 incidents on a working day of 12 panels, fewer at a weekend", () => {
  const days = planDays(building, 60);
  const counts = days.map(({ incidents }) => incidents.length);
  const weekdayOf = (nth: number) => new Date(days[nth]?.midnightMs ?? 0).getUTCDay();
  const working = counts.filter((_, nth) => weekdayOf(nth) % 6 !== 0);
  const weekend = counts.filter((_, nth) => weekdayOf(nth) % 6 === 0);

  assert.ok(working.every((count) => count >= 400 && count <= 750));
  assert.ok(Math.max(...weekend) < working.reduce((sum, count) => sum + count) / working.length);
  assert.ok(counts.reduce((sum, count) => sum + count) >= 20_000);
});

test("plans a day of 5,000 panels, at each of which something happens", () => {
  const { incidents } = Building.open({ seed: 33, panels: 5_000 }).planDay(MONDAY_MS);

  assert.ok(incidents.length > 150_000 && incidents.length < 300_000);
  assert.equal(new Set(incidents.map(({ panel }) => panel)).size, 5_000);
});
