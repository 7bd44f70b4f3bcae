import assert from "node:assert/strict";
import { test } from "node:test";
import { Building } from "../../../src/emulator/building/building.ts";
import type { Day, Incident } from "../../../src/emulator/building/incident.ts";
import { EVENT_CATALOG, EVENT_KEYS, isEventKey } from "../../../src/event/catalog.ts";
import { modelFaults } from "./model-faults.ts";

const DAY_MS = 86_400_000;
/** A Wednesday's local midnight. */
const MIDNIGHT_MS = new Date(2026, 10, 25).getTime();

/** The midnights of days before, the latest first. */
function midnights(days: number): number[] {
  return Array.from({ length: days }, (_, nth) => new Date(2026, 10, 25 - nth).getTime());
}

function plan(building: Building, days: number): Day[] {
  return midnights(days).map((midnight) => building.planDay(midnight));
}

function keysOf(days: readonly Day[]): Set<string> {
  return new Set(days.flatMap(({ incidents }) => incidents.map(({ key }) => key)));
}

for (const panels of [1, 12]) {
  for (const seed of [1, 2, 3]) {
    test(`has every event of the catalog and a newer one in 60 days: ${panels} panels, seed ${seed}`, () => {
      const keys = keysOf(plan(Building.open({ seed, panels }), 60));

      assert.deepEqual(
        EVENT_KEYS.filter((key) => !keys.has(key)),
        [],
      );
      assert.deepEqual(
        [...keys].filter((key) => !isEventKey(key)),
        ["bond_lift_request"],
      );
    });
  }
}

test("has at least 20,000 events in 60 days of 12 panels", () => {
  const days = plan(Building.open({ seed: 1, panels: 12 }), 60);

  const count = days.reduce((sum, { incidents }) => sum + incidents.length, 0);

  assert.ok(count >= 20_000, String(count));
});

test("is the same building for the same seed, and another for another", () => {
  const [one, same, other] = [1, 1, 2].map((seed) => plan(Building.open({ seed, panels: 3 }), 2));

  assert.deepEqual(one, same);
  assert.notDeepEqual(one, other);
});

test("plans a day without the days before it", () => {
  const building = Building.open({ seed: 4, panels: 2 });
  const [, , third] = plan(building, 3);

  assert.deepEqual(Building.open({ seed: 4, panels: 2 }).planDay(midnights(3)[2] ?? 0), third);
});

test("keeps a day within its 24 hours, in the order of time, a millisecond for each event of a panel", () => {
  for (const { incidents } of plan(Building.open({ seed: 5, panels: 4 }), 30)) {
    const times = incidents.map(({ atMs }) => atMs);
    assert.deepEqual(
      times.toSorted((a, b) => a - b),
      times,
    );
    const places = incidents.map(({ panel, atMs }) => `${panel} ${atMs}`);
    assert.equal(new Set(places).size, places.length);
  }
  const { incidents } = Building.open({ seed: 5, panels: 4 }).planDay(MIDNIGHT_MS);
  assert.ok(incidents.every(({ atMs }) => atMs >= MIDNIGHT_MS && atMs < MIDNIGHT_MS + DAY_MS));
});

test("is silent without power, and boots when it is back", () => {
  const days = plan(Building.open({ seed: 6, panels: 5 }), 200);
  const dark = days.flatMap(({ incidents, powerCuts }) =>
    powerCuts.flatMap(({ fromMs, toMs, panels }) =>
      panels.map((panel) => {
        const own = incidents.filter((incident) => incident.panel === panel);
        const within = own.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
        const next = own.find(({ atMs }) => atMs >= toMs);
        return { within: within.length, next: next?.key };
      }),
    ),
  );

  assert.ok(dark.length >= 5, `only ${dark.length} panels without power`);
  assert.deepEqual(
    dark.filter(({ within, next }) => within > 0 || next !== "device_booted"),
    [],
  );
});

test("lives by human hours", () => {
  const days = plan(Building.open({ seed: 7, panels: 12 }), 30);
  const hours = days.flatMap(({ incidents }) =>
    incidents.map(({ atMs }) => new Date(atMs).getHours()),
  );
  const within = (from: number, to: number) =>
    hours.filter((hour) => hour >= from && hour < to).length;

  assert.ok(within(7, 10) > 2 * within(2, 5));
  assert.ok(within(17, 20) > within(12, 15));
  assert.ok(within(2, 5) > 0, "the night is not dead");
});

test("says of each event what its model has, with the numbers of identifiers as texts", () => {
  const incidents = plan(Building.open({ seed: 8, panels: 12 }), 60).flatMap(
    (day) => day.incidents,
  );

  const faults = incidents.flatMap(faultsOf);

  assert.deepEqual(faults.slice(0, 5), []);
});

test("refuses with more than one factor for each of its reasons", () => {
  const days = plan(Building.open({ seed: 9, panels: 12 }), 120);
  const reasonsOf = (key: string) =>
    new Set(
      days
        .flatMap(({ incidents }) => incidents.filter((incident) => incident.key === key))
        .flatMap(({ model }) => (model["reject_reasons"] as object[]).flatMap(Object.keys)),
    );

  assert.equal(reasonsOf("multi_access_denied").size, 7);
  assert.equal(reasonsOf("access_denied_by_not_valid_shared_identifier").size, 4);
});

for (const hour of [0, 4, 8, 13, 18, 23]) {
  test(`has a scene to show at ${hour} o'clock, which is over soon`, () => {
    const building = Building.open({ seed: 10, panels: 12 });
    const atMs = MIDNIGHT_MS + hour * 3_600_000;

    for (let nth = 0; nth < 300; nth++) {
      const scene = building.scene(atMs, hour, nth);
      assert.equal(scene[0]?.atMs, atMs);
      assert.ok((scene.at(-1)?.atMs ?? Infinity) - atMs < 90_000);
      assert.deepEqual(building.scene(atMs, hour, nth), scene);
    }
  });
}

function faultsOf({ key, model }: Incident): string[] {
  if (!isEventKey(key)) return [];
  const { model: expected, isModelOptional } = EVENT_CATALOG[key];
  if (isModelOptional && Object.keys(model).length === 0) return [];
  return modelFaults(expected.fields, model).map((fault) => `${key}: ${fault}`);
}
