import assert from "node:assert/strict";
import { test } from "node:test";
import { Recent } from "../../src/fleet/recent.ts";

test("forgets what was used longest ago", () => {
  const recent = new Recent<number>(2);
  recent.set("a", 1);
  recent.set("b", 2);
  recent.get("a");

  recent.set("c", 3);

  assert.deepEqual([recent.get("a"), recent.get("b"), recent.get("c")], [1, undefined, 3]);
});

test("holds one value for a key", () => {
  const recent = new Recent<number>(2);
  recent.set("a", 1);
  recent.set("b", 2);

  recent.set("a", 3);
  recent.delete("b");

  assert.deepEqual([recent.get("a"), recent.get("b")], [3, undefined]);
});
