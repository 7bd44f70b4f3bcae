import assert from "node:assert/strict";
import { test } from "node:test";

import { Building } from "../../../src/emulator/building/building.ts";
import { incidentsOf } from "./days.ts";

const namesOf = (panels: number) =>
  Building.open({ seed: 1, panels }).doors.map(({ name }) => name);

test("names the doors of a building as people do", () => {
  assert.deepEqual(namesOf(12), [
    "Entrance 1",
    "Garage",
    "Entrance 2",
    "Service door",
    "Entrance 3",
    "Lift hall",
    "Entrance 4",
    "Store room",
    "Entrance 5",
    "Entrance 6",
    "Entrance 7",
    "Entrance 8",
  ]);
});

test("gives each door of a large building a name of its own", () => {
  const names = namesOf(10_000);

  assert.equal(new Set(names).size, 10_000);
  assert.equal(names[13], "Block 2, garage");
});

test("makes a single panel an entrance with a lock and a sensor", () => {
  const building = Building.open({ seed: 1, panels: 1 });
  const keys = new Set(incidentsOf(building, 10).map(({ key }) => key));

  assert.deepEqual(
    building.doors.map(({ role }) => role),
    ["entrance"],
  );
  assert.ok(keys.has("door_was_opened") && keys.has("door_sensor_was_opened"));
});

test("notes a door by its lock or by its sensor, and closes whatever it opens", () => {
  const byPanel = Map.groupBy(
    incidentsOf(Building.open({ seed: 3, panels: 12 }), 10).filter(({ key }) =>
      key.startsWith("door_"),
    ),
    ({ panel }) => panel,
  );

  for (const incidents of byPanel.values()) {
    const count = (end: string) => incidents.filter(({ key }) => key.endsWith(end)).length;
    const sensors = incidents.filter(({ key }) => key.startsWith("door_sensor_")).length;
    const held = count("too_long");

    assert.equal(count("_opened"), count("_closed"));
    assert.ok(sensors === 0 || sensors === incidents.length - held);
  }
});

for (const options of [
  { seed: 1, panels: 0 },
  { seed: 1, panels: 10_001 },
  { seed: 1, panels: 1.5 },
  { seed: 0.5, panels: 1 },
  { seed: 1, panels: 1, residentsPerPanel: 0 },
  { seed: 1, panels: 1, residentsPerPanel: 1_001 },
]) {
  test(`refuses ${JSON.stringify(options)}`, () => {
    assert.throws(() => Building.open(options), RangeError);
  });
}

test("plans days with a single resident", () => {
  const building = Building.open({ seed: 1, panels: 12, residentsPerPanel: 1 });

  assert.ok(incidentsOf(building, 60).length > 1_000);
});
