import assert from "node:assert/strict";
import { test } from "node:test";
import { checkScope, parseScope, renderScope } from "../../src/accounts/scope.ts";

test("a scope is kept sorted, each name once, and read back as it was", () => {
  const scope = checkScope({ sites: ["Yard", "Gate", "Yard"], panels: ["b", "a"] });

  assert.deepEqual(scope, { sites: ["Gate", "Yard"], panels: ["a", "b"] });
  assert.deepEqual(parseScope(renderScope(scope)), scope);
});

for (const text of ["{}", "[]", "null", "7", '{"sites":"Yard"}', '{"panels":[7,null]}']) {
  test(`what is no scope, as ${text}, lets nothing be seen rather than everything`, () => {
    assert.deepEqual(parseScope(text), { sites: [], panels: [] });
  });
}

for (const [what, sites, panels] of [
  ["nothing", [], []],
  ["an empty name", [""], []],
  ["a name of two lines", [], ["a\nb"]],
  ["half a character", [], ["\ud83d"]],
  ["a name of 129 characters", ["s".repeat(129)], []],
  ["Doorbook itself", [], ["doorbook"]],
  ["5,001 panels", [], Array.from({ length: 5_001 }, (_, i) => String(i))],
] as const) {
  test(`refuses a scope of ${what}`, () => {
    assert.throws(() => checkScope({ sites, panels }), { name: "AppError", code: "invalid" });
  });
}
