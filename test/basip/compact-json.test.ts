import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { compactJson } from "../../src/basip/compact-json.ts";
import { spacedJson } from "../support/spaced-json.ts";

for (const [text, compact] of [
  ["{}", "{}"],
  [" { } ", "{}"],
  ['{"a":1}', '{"a":1}'],
  ['\n{\t"a" : 1 ,\r\n"b":[ 1, 2 ] }', '{"a":1,"b":[1,2]}'],
  ['{"a": "x  y"}', '{"a":"x  y"}'],
  ['{"a b":"x, y: z"}', '{"a b":"x, y: z"}'],
  ['{"a": "\\" : \\" "}', '{"a":"\\" : \\" "}'],
  ['{"a": "\\\\" , "b": " "}', '{"a":"\\\\","b":" "}'],
  ['{"a": "\\\\\\" , " , "b": 1}', '{"a":"\\\\\\" , ","b":1}'],
  ['{"a": "", "b": 1}', '{"a":"","b":1}'],
  [
    '{"a": 12345678901234567890, "b": 1.50, "c": 1E2}',
    '{"a":12345678901234567890,"b":1.50,"c":1E2}',
  ],
  ['{"b": 1, "a": 2, "b": 3}', '{"b":1,"a":2,"b":3}'],
  ['{"a": "\\u0416\u00a0\\/"}', '{"a":"\\u0416\u00a0\\/"}'],
] as const) {
  test(`makes ${JSON.stringify(text)} compact`, () => {
    assert.equal(compactJson(text), compact);
  });
}

test("takes out the white space between tokens and nothing else", () => {
  fc.assert(
    fc.property(spacedJson(), ({ spaced, compact }) => {
      assert.equal(compactJson(spaced), compact);
      assert.equal(compactJson(compact), compact);
    }),
    { numRuns: 2_000 },
  );
});

test("ends on a text that is cut off inside a string", () => {
  assert.equal(compactJson('{"a": "b c'), '{"a":"b c');
});
