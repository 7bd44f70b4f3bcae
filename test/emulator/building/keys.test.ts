import assert from "node:assert/strict";
import { test } from "node:test";

import { Building } from "../../../src/emulator/building/building.ts";
import { EVENT_KEYS } from "../../../src/event/catalog.ts";
import { DAY_MS, incidentsOf, MONDAY_MS, planDays } from "./days.ts";

const ALL_KEYS = [...EVENT_KEYS, "bond_lift_request"].toSorted();

for (const panels of [1, 7, 8, 12]) {
  for (const seed of [1, 2, 3]) {
    test(`notes every event within 60 days at ${panels} panels of seed ${seed}`, () => {
      const building = Building.open({ seed, panels });

      for (const fromMs of [MONDAY_MS, MONDAY_MS + 101 * DAY_MS]) {
        const days = planDays(building, 60, fromMs);
        const keys = new Set(days.flatMap(({ incidents }) => incidents.map(({ key }) => key)));

        assert.deepEqual([...keys].toSorted(), ALL_KEYS);
      }
    });
  }
}

for (const [key, reasons] of [
  [
    "multi_access_denied",
    [
      "invalid_identifier",
      "invalid_identifier_time_rules",
      "not_enough_identifiers_for_current_authentication_type",
      "not_enough_passes_for_identifier",
      "not_valid_time_profile_for_identifier",
      "not_valid_time_profile_for_user",
      "recognition_type_is_not_enabled",
    ],
  ],
  [
    "access_denied_by_not_valid_shared_identifier",
    [
      "invalid_shared_identifier_time_rules",
      "not_enough_passes_for_shared_identifier",
      "not_valid_time_profile_for_shared_identifier",
      "not_valid_time_profile_for_user",
    ],
  ],
] as const) {
  test(`gives each documented reason of ${key} within 60 days`, () => {
    const incidents = incidentsOf(Building.open({ seed: 5, panels: 12 }), 60);

    const given = incidents
      .filter((incident) => incident.key === key)
      .flatMap(({ model }) => model["reject_reasons"] as object[])
      .flatMap((reason) => Object.keys(reason));

    assert.deepEqual([...new Set(given)].toSorted(), reasons);
  });
}
