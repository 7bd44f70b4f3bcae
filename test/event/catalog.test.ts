import assert from "node:assert/strict";
import { test } from "node:test";

import {
  CATEGORIES,
  effectiveCategory,
  effectivePriority,
  EVENT_CATALOG,
  EVENT_KEYS,
  isEventKey,
  PRIORITIES,
} from "../../src/event/catalog.ts";

const five = ["number", "type", "owner", "apartment_address", "lock"];
const lists = ["used_identifiers_list", "apartments_list"];

/** Key, category, priority, fields of the model; in the order of the dictionary. */
const ROWS = [
  ["access_denied_by_not_valid_identifier", "access", "high", five],
  ["access_denied_by_not_valid_face_identifier", "access", "high", five],
  ["access_denied_by_not_valid_input_code", "access", "high", ["code"]],
  ["access_denied_by_remote_server_api_call", "access", "high", []],
  ["access_denied_by_unknown_card", "access", "high", ["card"]],
  ["access_denied_by_unknown_qr", "access", "high", ["qr"]],
  ["access_denied_unknown_identifier", "access", "high", ["identifier_number", "identifier_type"]],
  ["access_denied_by_not_valid_shared_identifier", "access", "high", [...lists, "reject_reasons"]],
  [
    "identifiers_without_linkage_to_user_access_denied",
    "access",
    "high",
    ["identifier_number", "identifier_type"],
  ],
  ["multi_access_denied", "access", "high", [...lists, "reject_reasons"]],
  ["access_granted_by_api_call", "access", "medium", ["lock", "requestor"]],
  ["access_granted_by_call_host", "access", "medium", ["host", "lock"]],
  ["access_granted_by_master_code", "access", "medium", ["code", "lock"]],
  ["access_granted_by_remote_server_api_call", "access", "medium", ["lock"]],
  ["access_granted_by_valid_identifier", "access", "medium", [...five, "link_id"]],
  ["access_granted_by_valid_face_identifier", "access", "medium", [...five, "link_id"]],
  ["access_granted_by_shared_identifier", "access", "medium", [...lists, "lock_number"]],
  ["multi_access_granted", "access", "medium", [...lists, "lock_number"]],
  ["lock_was_opened_by_exit_btn", "access", "low", ["lock"]],
  ["lock_was_opened_by_free_access_button", "access", "low", ["lock"]],
  ["emergency_lock_is_opened", "access", "critical", ["lock"]],
  ["door_was_opened", "access", "low", []],
  ["door_was_closed", "access", "low", []],
  ["door_sensor_was_opened", "access", "low", []],
  ["door_sensor_was_closed", "access", "low", []],
  ["lift_call_success", "access", "low", ["info"]],
  ["lift_call_error", "access", "medium", ["info"]],
  ["lift_module_access_error", "access", "medium", ["info"]],
  ["incoming_call", "info", "low", ["number", "answered"]],
  ["outgoing_call", "info", "low", ["number", "answered"]],
  ["outgoing_call_missed", "info", "low", ["number", "answered"]],
  ["outgoing_call_web", "info", "low", ["number", "answered"]],
  ["device_booted", "info", "medium", []],
  ["sip_registration_lost", "info", "high", []],
  ["successful_login_api_call", "system", "medium", ["account_type"]],
  ["successful_login_gui_settings", "system", "medium", ["account_type"]],
  ["incorrect_login_api_call", "system", "high", ["account_type"]],
  ["incorrect_login_gui_settings", "system", "high", ["account_type"]],
  ["door_was_not_closed_too_long", "emergency", "high", ["lock_opened_time"]],
  ["tamper_event", "emergency", "critical", []],
] as const;

test("has the 40 events of the page and no others, in the order of the dictionary", () => {
  assert.equal(ROWS.length, 40);
  assert.deepEqual(
    EVENT_KEYS,
    ROWS.map(([key]) => key),
  );
});

for (const [key, category, priority, fields] of ROWS) {
  test(`knows category, priority and model of ${key}`, () => {
    const definition = EVENT_CATALOG[key];

    assert.equal(definition.category, category);
    assert.equal(definition.priority, priority);
    assert.deepEqual(Object.keys(definition.model.fields).toSorted(), fields.toSorted());
  });
}

test("marks what was observed or is on the page, and only that, as such", () => {
  const marked = (member: "category" | "priority" | "model", source: string) =>
    EVENT_KEYS.filter((key) => EVENT_CATALOG[key].source[member] === source);

  assert.deepEqual(marked("category", "assumed"), ["access_denied_by_unknown_qr"]);
  assert.equal(marked("category", "spec").length, 39);
  assert.deepEqual(marked("priority", "observed"), [
    "access_granted_by_valid_identifier",
    "successful_login_api_call",
  ]);
  assert.equal(marked("priority", "assumed").length, 38);
  assert.deepEqual(marked("model", "spec"), ["successful_login_api_call"]);
  assert.deepEqual(marked("model", "observed"), ["access_granted_by_valid_identifier"]);
});

test("says which events come as often without a model", () => {
  assert.deepEqual(
    EVENT_KEYS.filter((key) => EVENT_CATALOG[key].isModelOptional),
    [
      "lock_was_opened_by_exit_btn",
      "lock_was_opened_by_free_access_button",
      "emergency_lock_is_opened",
      "incorrect_login_api_call",
      "incorrect_login_gui_settings",
    ],
  );
});

test("lists categories and priorities in the page's order", () => {
  assert.deepEqual(CATEGORIES, ["access", "emergency", "system", "info"]);
  assert.deepEqual(PRIORITIES, ["critical", "high", "low", "medium"]);
});

test("takes no name of an object's own machinery for a key", () => {
  for (const key of ["constructor", "__proto__", "toString", "hasOwnProperty", ""]) {
    assert.equal(isEventKey(key), false);
    assert.equal(effectiveCategory({ key, category: undefined }), "info");
  }
});

for (const [key, category, priority, shown] of [
  ["tamper_event", undefined, undefined, ["emergency", "critical"]],
  ["tamper_event", "access", undefined, ["access", "critical"]],
  ["tamper_event", undefined, "low", ["emergency", "low"]],
  ["tamper_event", "own words", "urgent", ["own words", "urgent"]],
  ["bond_lift_request", undefined, undefined, ["info", "low"]],
  ["bond_lift_request", "access", "high", ["access", "high"]],
  [undefined, undefined, undefined, ["info", "low"]],
  [undefined, "system", undefined, ["system", "low"]],
] as const) {
  test(`shows ${key} sent as ${category}, ${priority} under ${shown.join(", ")}`, () => {
    const said = { key, category, priority };

    assert.deepEqual([effectiveCategory(said), effectivePriority(said)], shown);
  });
}
