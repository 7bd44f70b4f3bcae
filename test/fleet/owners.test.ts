import assert from "node:assert/strict";
import { test } from "node:test";

import type { Owner } from "../../src/fleet/owner.ts";
import { Owners } from "../../src/fleet/owners.ts";

const OWNERS = new Owners([
  { number: "1", name: "Олена Шевченко", apartment: "12" },
  { number: "2", name: "Zoë Müller", apartment: "12a" },
  { number: "3", name: "Zoë Müller", apartment: "" },
  { number: "4", name: "", apartment: "Müller 7" },
]);

test("the last owner of a number counts", () => {
  const [first, last]: Owner[] = ["A", "B"].map((name) => ({ number: "1", name, apartment: "" }));

  const owners = new Owners([first!, last!]);

  assert.deepEqual([owners.size, owners.get("1"), [...owners]], [1, last, [last]]);
});

for (const [text, test_, numbers] of [
  ["name", { operator: "eq", values: ["Zoë Müller", "Zoë Müller", "nobody"] }, ["2", "3"]],
  ["name", { operator: "eq", values: ["zoë müller"] }, []],
  ["name", { operator: "contains", value: "MULL" }, ["2", "3"]],
  ["name", { operator: "contains", value: "шевч" }, ["1"]],
  ["name", { operator: "starts", value: "muller" }, []],
  ["apartment", { operator: "starts", value: "12" }, ["1", "2"]],
  ["apartment", { operator: "exists" }, ["1", "2", "4"]],
  ["apartment", { operator: "gt", value: "11" }, ["1", "2", "4"]],
] as const) {
  test(`finds numbers whose ${text} passes ${JSON.stringify(test_)}`, () => {
    const found = OWNERS.numbersWhere(text, test_);

    assert.deepEqual(found.toSorted(), numbers);
  });
}

for (const [words, isPrefix, numbers] of [
  [["muller"], false, ["2", "3", "4"]],
  [["zoe", "muller"], false, ["2", "3"]],
  [["muller", "zoe"], false, []],
  [["mull"], false, []],
  [["mull"], true, ["2", "3", "4"]],
  [["олена", "ш"], true, ["1"]],
  [["12"], false, ["1"]],
  [["12"], true, ["1", "2"]],
  [["nobody"], false, []],
  [["nobody", "muller"], false, []],
  [["zz"], true, []],
] as const) {
  test(`finds numbers with ${words.join(" ")}${isPrefix ? "*" : ""} in name or apartment`, () => {
    const found = OWNERS.numbersWithWords({ words, isPrefix });

    assert.deepEqual(found.toSorted(), numbers);
  });
}
