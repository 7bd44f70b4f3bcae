import assert from "node:assert/strict";
import { test } from "node:test";
import { EventValues } from "../../src/event/event-values.ts";

const MODEL = `{"number":12345678901234567890,"owner":"Ann  Lee","empty":"","none":null,"on":true,
  "list":[{"a":{"b":["x",["y"]]}},{"a":{"b":"z"}}],"__proto__":{"c":"d"}}`;

function valuesOf(model: string | undefined, extra?: string): EventValues {
  return new EventValues({ model, extra });
}

test("gives the values at a path as they were sent, through lists", () => {
  const values = valuesOf(MODEL, '{"account":"root"}');

  assert.deepEqual(values.at(["model", "number"]), ["12345678901234567890"]);
  assert.deepEqual(values.at(["model", "on"]), ["true"]);
  assert.deepEqual(values.at(["model", "list", "a", "b"]), ["x", "y", "z"]);
  assert.deepEqual(values.at(["model", "__proto__", "c"]), ["d"]);
  assert.deepEqual(values.at(["extra", "account"]), ["root"]);
});

test("gives nothing where there is nothing, an object or an empty value", () => {
  const values = valuesOf(MODEL);

  for (const member of ["empty", "none", "list", "constructor", "toString", "missing"]) {
    assert.deepEqual(values.at(["model", member]), []);
  }
  assert.deepEqual(values.at(["extra", "account"]), []);
});

test("gives the words of all values in the order sent, the model's first", () => {
  const values = valuesOf('{"b":"Two words","a":[7,{"c":"Three"}]}', '{"d":"four"}');

  assert.deepEqual(values.words(), ["two", "words", "7", "three", "four"]);
});

test("what somebody searched for is not searched, and is still a value", () => {
  const values = valuesOf('{"account":"root","query":"olena"}');

  assert.deepEqual(values.words(), ["root"]);
  assert.deepEqual(values.at(["model", "query"]), ["olena"]);
});

for (const [what, model] of [
  ["no model", undefined],
  ["a model that is no JSON", '{"a":'],
  ["a model that is a number", "12.50"],
  ["a model that is null", "null"],
] as const) {
  test(`an event with ${what} has no members`, () => {
    assert.deepEqual(valuesOf(model).at(["model", "a"]), []);
  });
}

test("what is nested very deep is passed over", () => {
  const deep = `${'{"a":['.repeat(20_000)}"word"${"]}".repeat(20_000)}`;

  assert.deepEqual(valuesOf(deep).words(), []);
});
