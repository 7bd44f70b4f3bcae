import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ValueTest } from "../../src/event/event-condition.ts";
import { prepareValueTest } from "../../src/event/match-value.ts";

type Compared = "gt" | "ge" | "lt" | "le";

const CASES: readonly (readonly [value: string, test: ValueTest, passes: boolean])[] = [
  ["12", { operator: "eq", values: ["12", "13"] }, true],
  ["12", { operator: "eq", values: ["012"] }, false],
  ["Bob", { operator: "eq", values: ["bob"] }, false],
  ["9", { operator: "lt", value: "10" }, true],
  ["09", { operator: "ge", value: "9" }, true],
  ["12345678901234567891", { operator: "gt", value: "12345678901234567890" }, true],
  ["-2", { operator: "lt", value: "-1" }, true],
  ["-0", { operator: "ge", value: "0" }, true],
  ["1.50", { operator: "le", value: "1.5" }, true],
  ["1.05", { operator: "lt", value: "1.5" }, true],
  ["b", { operator: "gt", value: "a" }, true],
  ["b", { operator: "gt", value: "10" }, true],
  ["Žižkov 3", { operator: "contains", value: "ZIZ" }, true],
  ["Žižkov 3", { operator: "starts", value: "iz" }, false],
  ["", { operator: "exists" }, false],
  ["0", { operator: "exists" }, true],
];

for (const [value, asked, passes] of CASES) {
  const what = JSON.stringify(asked);
  test(`${JSON.stringify(value)} ${passes ? "passes" : "does not pass"} ${what}`, () => {
    assert.equal(prepareValueTest(asked)(value), passes);
  });
}

test("whole numbers of any length compare as numbers do", () => {
  const big = fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n });
  fc.assert(
    fc.property(big, fc.oneof(big, fc.constant(0n)), (a, b) => {
      const is = (operator: Compared): boolean =>
        prepareValueTest({ operator, value: String(b) })(String(a));

      assert.deepEqual([is("gt"), is("ge"), is("lt"), is("le")], [a > b, a >= b, a < b, a <= b]);
    }),
    { seed: 1, numRuns: 1_000 },
  );
});
