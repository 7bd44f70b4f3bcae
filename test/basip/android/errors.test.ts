import assert from "node:assert/strict";
import { test } from "node:test";

import { renderError, WIRE_ERRORS, WireError } from "../../../src/basip/android/errors.ts";

test("has the panel's refusals to the byte, those about parameters in the order of reporting", () => {
  assert.deepEqual(Object.entries(WIRE_ERRORS), [
    ["limit", "Wrong pagination limit"],
    ["page", "Wrong page number"],
    ["filterType", "Wrong filter type"],
    ["filterField", "Wrong filter field"],
    ["filterFormat", "Wrong filter format"],
    ["filterValue", "Wrong filter value"],
    ["sortType", "Wrong sort type"],
    ["sortField", "Wrong sort field"],
    ["timeFormat", "Wrong time format"],
    ["timeRange", "Wrong time range: 'to' must be greater then 'from'"],
    ["token", "Log In"],
    ["rights", "Administrator rights required"],
    ["login", "Wrong login or password"],
    ["parameters", "Required parameters missed"],
    ["attempts", "Too many attempts"],
    ["path", "Not found"],
  ]);
});

test("a refusal carries the panel's words", () => {
  const error = new WireError("timeRange");

  assert.equal(error.message, "Wrong time range: 'to' must be greater then 'from'");
  assert.equal(error.reason, "timeRange");
});

for (const [message, body] of [
  ["Log In", '{"error":"Log In"}'],
  ['a "quoted" word', '{"error":"a \\"quoted\\" word"}'],
] as const) {
  test(`renders the body of "${message}" as compact JSON`, () => {
    assert.equal(renderError(message), body);
  });
}
