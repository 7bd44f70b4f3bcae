import assert from "node:assert/strict";
import { test } from "node:test";

import { Building } from "../../../src/emulator/building/building.ts";
import type { Incident } from "../../../src/emulator/building/incident.ts";
import { isEventKey } from "../../../src/event/catalog.ts";
import { MONDAY_MS } from "./days.ts";
import { modelFaults } from "./model-faults.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

function scenesAt(building: Building, hour: number, count: number): (readonly Incident[])[] {
  return Array.from({ length: count }, (_, nth) => building.scene(MONDAY_MS, hour, nth));
}

for (const panels of [1, 12, 30]) {
  test(`plays a short scene at any hour at one of ${panels} panels, beginning now`, () => {
    const building = Building.open({ seed: 51, panels });

    for (const scene of HOURS.flatMap((hour) => scenesAt(building, hour, 100))) {
      const times = scene.map(({ atMs }) => atMs);

      assert.equal(times[0], MONDAY_MS);
      assert.ok((times.at(-1) ?? Infinity) <= MONDAY_MS + 100_000);
      assert.ok(scene.length <= 20);
      assert.ok(times.every((atMs, place) => place === 0 || atMs > (times[place - 1] ?? 0)));
      assert.equal(new Set(scene.map(({ panel }) => panel)).size, 1);
      assert.ok((scene[0]?.panel ?? panels) < panels);
    }
  });
}

test("plays the same scene for the same hour and number, moved to its time", () => {
  const [one, other] = [
    Building.open({ seed: 52, panels: 12 }),
    Building.open({ seed: 52, panels: 12 }),
  ];
  one.scene(MONDAY_MS, 3, 3);

  const moved = one.scene(MONDAY_MS + 77, 9, 4).map(({ atMs, ...rest }) => ({
    ...rest,
    atMs: atMs - 77,
  }));

  assert.deepEqual(moved, other.scene(MONDAY_MS, 9, 4));
});

test("plays other scenes one after the other", () => {
  const scenes = scenesAt(Building.open({ seed: 53, panels: 12 }), 18, 50);

  assert.ok(new Set(scenes.map((scene) => JSON.stringify(scene))).size > 45);
});

test("plays scenes that suit the hour", () => {
  const building = Building.open({ seed: 54, panels: 12 });
  const keysAt = (hour: number) =>
    scenesAt(building, hour, 500).flatMap((scene) => scene.map(({ key }) => key));
  const count = (keys: readonly string[], key: string) =>
    keys.filter((other) => other === key).length;

  const [night, morning, noon, evening] = [3, 7, 12, 18].map(keysAt);
  assert.ok(night && morning && noon && evening);

  assert.equal(count(night, "outgoing_call"), 0);
  assert.ok(count(noon, "outgoing_call") > 10);
  assert.ok(
    count(morning, "lock_was_opened_by_exit_btn") >
      2 * count(evening, "lock_was_opened_by_exit_btn"),
  );
});

test("sends the models of the catalog in live scenes, too", () => {
  const building = Building.open({ seed: 55, panels: 1 });

  for (const { key, model } of HOURS.flatMap((hour) => scenesAt(building, hour, 50)).flat()) {
    if (isEventKey(key)) assert.deepEqual(modelFaults(key, model), []);
  }
});
