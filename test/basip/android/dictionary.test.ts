import assert from "node:assert/strict";
import { test } from "node:test";

import { extraKeysOf } from "../../../src/basip/android/dictionary.ts";

test("finds the keys beside the catalog's, each once, in the order of their appearance", () => {
  const keys = [
    "tamper_event",
    "zeta",
    "alpha",
    "zeta",
    undefined,
    "constructor",
    "door_was_opened",
  ];
  const kinds = keys.map((key, index) => ({
    id: index + 1,
    key,
    category: undefined,
    priority: undefined,
  }));

  assert.deepEqual(extraKeysOf(kinds), ["zeta", "alpha", "constructor"]);
});
