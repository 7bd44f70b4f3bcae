import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseExactJson } from "../../src/book-client/exact-json.ts";

for (const [text, value] of [
  ['{"number":12345678901234567890}', { number: "12345678901234567890" }],
  ['{"number":-12345678901234567890}', { number: "-12345678901234567890" }],
  ["[9007199254740993, 9007199254740991]", ["9007199254740993", 9007199254740991]],
  ["[0.1234567890123456789]", ["0.1234567890123456789"]],
  ["[1.50, 1e3, -0.5, 3090069]", [1.5, 1000, -0.5, 3090069]],
  ['{"12345678901234567890":1}', { "12345678901234567890": 1 }],
  [
    '["12345678901234567890 \\" 12345678901234567890"]',
    ['12345678901234567890 " 12345678901234567890'],
  ],
  ["[1", undefined],
] as const) {
  test(`reads ${text} without rounding`, () => {
    assert.deepEqual(parseExactJson(text), value);
  });
}

test("reads whatever has no long numbers as JSON.parse does", () => {
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: "small" }), (value) => {
      const text = JSON.stringify(value, (_, part: unknown) =>
        typeof part === "number" ? Math.round(part) % 1_000_000 : part,
      );

      assert.deepEqual(parseExactJson(text), JSON.parse(text));
    }),
  );
});
