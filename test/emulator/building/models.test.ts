import assert from "node:assert/strict";
import { test } from "node:test";

import { Building } from "../../../src/emulator/building/building.ts";
import { type EventKey, isEventKey } from "../../../src/event/catalog.ts";
import { incidentsOf } from "./days.ts";
import { modelFaults } from "./model-faults.ts";

const incidents = [
  ...incidentsOf(Building.open({ seed: 11, panels: 12 }), 60),
  ...incidentsOf(Building.open({ seed: 11, panels: 1 }), 60),
];

test("sends each event with the fields of its model and no others", () => {
  const faulty = incidents.filter(
    ({ key, model }) => isEventKey(key) && modelFaults(key, model).length > 0,
  );

  assert.deepEqual(faulty.slice(0, 3), []);
});

test("writes models that JSON gives back", () => {
  for (const { model } of incidents) {
    assert.deepEqual(JSON.parse(JSON.stringify(model)), model);
  }
});

test("answers every incoming call, and no missed one", () => {
  const answers = new Set(
    incidents
      .filter(({ key }) => key === "incoming_call" || key === "outgoing_call_missed")
      .map(({ key, model }) => `${key} ${String(model["answered"])}`),
  );

  assert.deepEqual([...answers].toSorted(), ["incoming_call true", "outgoing_call_missed false"]);
});

test("leaves out the lock where the page lets it, at some doors", () => {
  const models = incidents
    .filter(({ key }) => key === "lock_was_opened_by_exit_btn")
    .map(({ model }) => Object.keys(model).join());

  assert.deepEqual([...new Set(models)].toSorted(), ["", "lock"]);
});

const card = { lock: 0, owner: "A", number: "007", apartment_address: "1-1-1-1", type: "card" };
const used = { identifier_number: "1", auth_type: "card", user_name: "A", user_info: "B" };

for (const [what, key, model] of [
  ["a missing field", "access_granted_by_master_code", { code: "1" }],
  ["a field too many", "device_booted", { lock: 0 }],
  ["a text for a lock", "access_granted_by_valid_identifier", { ...card, lock: "0" }],
  ["an integer for a number", "access_granted_by_valid_identifier", { ...card, number: 7 }],
  ["an unknown type", "access_granted_by_valid_identifier", { ...card, type: "key" }],
  ["a `link_id` that is none", "access_granted_by_valid_face_identifier", { ...card, link_id: "" }],
  [
    "no reason",
    "multi_access_denied",
    { used_identifiers_list: [used], apartments_list: ["1"], reject_reasons: [{}] },
  ],
] as const satisfies readonly (readonly [string, EventKey, object])[]) {
  test(`the check of models finds ${what}`, () => {
    assert.equal(modelFaults(key, model).length, 1);
  });
}
