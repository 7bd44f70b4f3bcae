import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { readableKey } from "../../src/event/readable-key.ts";

for (const [key, text] of [
  ["bond_lift_request", "Bond lift request"],
  ["firmware_update", "Firmware update"],
  ["lock_is_opened_to_long", "Lock is opened to long"],
  ["access_denied_by_web_api_call", "Access denied by web API call"],
  ["access_denied_by_unknown_qr_code", "Access denied by unknown QR code"],
  ["_door__forced_", "Door forced"],
  ["двері_відчинено", "Двері відчинено"],
  ["x", "X"],
  ["___", "___"],
  ["CustomEvent-7", "CustomEvent-7"],
] as const) {
  test(`reads ${key} as "${text}"`, () => {
    assert.equal(readableKey(key), text);
  });
}

test("is never empty, for a key that is not", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "binary" }), (key) => readableKey(key) !== ""),
  );
});
