import assert from "node:assert/strict";
import { test } from "node:test";

import { Building } from "../../../src/emulator/building/building.ts";
import { planDays } from "./days.ts";

const days = [1, 12, 30].flatMap((panels) =>
  planDays(Building.open({ seed: 21, panels, residentsPerPanel: 60 }), 80),
);
const cuts = days.flatMap(({ powerCuts, incidents }) =>
  powerCuts.map((cut) => ({ ...cut, incidents })),
);

test("cuts the power now and then, of all panels or of some", () => {
  const sizes = new Set(cuts.map(({ panels }) => panels.length));

  assert.ok(cuts.length >= 20);
  assert.ok(sizes.size >= 3);
});

test("notes nothing at a panel without power", () => {
  const noted = cuts.flatMap(({ incidents, fromMs, toMs, panels }) =>
    incidents.filter(({ atMs, panel }) => panels.includes(panel) && atMs >= fromMs && atMs <= toMs),
  );

  assert.deepEqual(noted, []);
});

test("goes on at the panels that have power", () => {
  const noted = cuts.flatMap(({ incidents, fromMs, toMs, panels }) =>
    incidents.filter(({ atMs, panel }) => !panels.includes(panel) && atMs > fromMs && atMs < toMs),
  );

  assert.ok(noted.length > 100);
});

test("starts every panel within a minute after the cut, before anything else there", () => {
  for (const { incidents, toMs, panels } of cuts) {
    for (const panel of panels) {
      const first = incidents.find((incident) => incident.panel === panel && incident.atMs > toMs);

      assert.equal(first?.key, "device_booted");
      assert.ok(first.atMs <= toMs + 60_000);
    }
  }
});

test("keeps cuts within their day", () => {
  for (const { midnightMs, powerCuts } of days) {
    for (const { fromMs, toMs } of powerCuts) {
      assert.ok(midnightMs <= fromMs && fromMs < toMs && toMs < midnightMs + 22 * 3_600_000);
    }
  }
});
