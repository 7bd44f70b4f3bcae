import assert from "node:assert/strict";
import { test } from "node:test";

import { compileTemplate } from "../../../src/basip/texts/compile-template.ts";
import { readModel } from "../../../src/basip/texts/read-model.ts";

const FORMATS = {
  identifierType: { card: "Card", other: "<{value}>" },
  accountType: {},
  requestor: {},
  answered: { true: "yes", false: "no" },
  accountChange: {},
  gapReason: {},
  identifier: ["{n}[ ({who})]", "extra {x}"],
  sharedIdentifier: [],
  user: [],
  sharedOwner: [],
  rejectReason: [],
};

for (const [template, model, text] of [
  ["plain", "{}", "plain"],
  ["a[ {b}] c", '{"b":"x"}', "a x c"],
  ["a[ {b}] c", "{}", "a c"],
  ["a[ {b}] c", '{"b":null}', "a c"],
  ["a[ {b}] c", '{"b":""}', "a c"],
  ["a[ {b}] c", '{"b":" \\n "}', "a c"],
  ["a[ {b}] c", '{"b":true}', "a c"],
  ["a[ {b}] c", '{"b":{"c":1}}', "a c"],
  ["a[ {b}] c", '{"b":[]}', "a c"],
  ["a[ {b}] c", '{"b":[[1]]}', "a c"],
  ["a[ {b}] c", '{"b":["x",2,null,"",true]}', "a x, 2 c"],
  ["a[ {b}] c", '{"b":0}', "a 0 c"],
  ["a[ {b}] c", '{"b":-5}', "a -5 c"],
  ["a[ {b}] c", '{"b": 12345678901234567890}', "a 12345678901234567890 c"],
  ["a[ {b}] c", '{"b":1.50}', "a 1.50 c"],
  ["a[ {b}] c", '{"b":1E2}', "a 1E2 c"],
  ["a[ {b}] c", '{"b":-0}', "a -0 c"],
  [
    "a[ {b}] c",
    '{"b":[12345678901234567890,\n -12345678901234567890.5]}',
    "a 12345678901234567890, -12345678901234567890.5 c",
  ],
  ["a[ {b}] c", '{"b":"{c} [d]|$&","c":1}', "a {c} [d]|$& c"],
  ["a[ {b}] c", '{"b":"  one\\n\\ttwo  "}', "a one two c"],
  ["a[ {b}] c", '{"b":1,"b":2}', "a 2 c"],
  ["a[ {b}] c", '{"__proto__":{"b":1}}', "a c"],
  ["a[ {b}] c", '[{"b":1}]', "a c"],
  ["a[ {b}] c", '"b"', "a c"],
  ["a[ {b}] c", "{broken", "a c"],
  ["[{a.b.c}]", '{"a":{"b":{"c":"x"}}}', "x"],
  ["[{a.b.c}]", '{"a":{"b":[{"c":"x"}]}}', ""],
  ["[{a|b}]", '{"b":"x"}', "x"],
  ["[{a|b}]", '{"a":"","b":"x"}', "x"],
  ["[{a|b}]", '{"a":"y","b":"x"}', "y"],
  ["[{a}|{b}|neither]", '{"b":"x"}', "x"],
  ["[{a}|{b}|neither]", "{}", "neither"],
  ["[{a}[ {b}]|none]", '{"a":1}', "1"],
  ["[{a}[ {b}]|none]", '{"b":1}', "none"],
  ["[{a?}has a]", '{"a":{"x":1}}', "has a"],
  ["[{a?}has a]", '{"a":{}}', ""],
  ["[{a?}has a]", '{"a":[]}', ""],
  ["[{a?}has a]", '{"a":false}', ""],
  ["[{a?}has a]", '{"a":0}', "has a"],
  ["[{a:identifierType}]", '{"a":"card"}', "Card"],
  ["[{a:identifierType}]", '{"a":"nfc"}', "<nfc>"],
  ["[{a:identifierType}]", '{"a":"$&"}', "<$&>"],
  ["[{a:identifierType}]", '{"a":"other"}', "<other>"],
  ["[{a:identifierType}]", '{"a":"constructor"}', "<constructor>"],
  ["[{a:identifierType}]", '{"a":["card",5]}', "Card, <5>"],
  ["[{a:identifierType}]", '{"a":true}', ""],
  ["[{a:answered}]", '{"a":true}', "yes"],
  ["[{a:answered}]", '{"a":"false"}', "no"],
  ["[{a:answered}]", '{"a":"perhaps"}', ""],
  ["[{a:identifier}]", '{"a":[{"n":1,"who":"J"},{"n":2},{"who":"K"},"3",null]}', "1 (J); 2; 3"],
  ["[{a:identifier}]", '{"a":{"n":1,"x":"y"}}', "1; extra y"],
  ["[{a:identifier}]", '{"a":[{}]}', ""],
  ["{a} b", "{}", undefined],
] as const) {
  test(`renders ${template} over ${model}`, () => {
    const render = compileTemplate(template, FORMATS);

    assert.equal(render(readModel(model)), text);
  });
}

test("shows ten elements of a list and says that there are more", () => {
  const render = compileTemplate("[{a}]", FORMATS);

  assert.equal(
    render({ a: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"] }),
    "1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
  );
  assert.equal(
    render({ a: Array.from({ length: 11 }, () => "x") }),
    "x, x, x, x, x, x, x, x, x, x, …",
  );
});

test("cuts a value after 256 characters, never in the middle of one", () => {
  const render = compileTemplate("[{a}]", FORMATS);

  assert.equal(render({ a: "x".repeat(256) }), "x".repeat(256));
  assert.equal(render({ a: "x".repeat(60_000) }), `${"x".repeat(256)}…`);
  assert.equal(render({ a: `${"x".repeat(255)}😀😀` }), `${"x".repeat(255)}…`);
});

test("does not break on a model as deep as it is long", () => {
  const render = compileTemplate("a[ {b}][ {n}]", FORMATS);
  const deep = `{"n":12345678901234567890,"b":${"[".repeat(32_000)}${"]".repeat(32_000)}}`;

  assert.match(render(readModel(deep)) ?? "", /^a/);
});

for (const template of [
  "[a",
  "a]",
  "{a",
  "a}",
  "{}",
  "{a b}",
  "{a:}",
  "{a:nothing}",
  "{a.}",
  "{a|}",
]) {
  test(`refuses the template ${template}`, () => {
    assert.throws(() => compileTemplate(template, FORMATS), /^Error: Template /);
  });
}
