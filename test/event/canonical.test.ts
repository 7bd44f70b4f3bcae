import assert from "node:assert/strict";
import { test } from "node:test";
import { canonicalModel } from "../../src/event/canonical.ts";

for (const empty of [
  undefined,
  "null",
  "{}",
  " { } ",
  '""',
  "[]",
  '{"a":null}',
  '{"a":"","b":[],"c":{}}',
  '{"a":{"b":{"c":[]}}}',
]) {
  test(`knows ${String(empty)} as no model`, () => {
    assert.equal(canonicalModel(empty), "");
  });
}

for (const [what, one, other] of [
  ["members in another order", '{"lock":0,"owner":"A"}', '{"owner":"A","lock":0}'],
  ["white space", '{"a":[1,{"b":2}]}', ' {\t"a" :\r\n[ 1 , { "b" : 2 } ] } '],
  ["a number as a string", '{"number":3090069}', '{"number":"3090069"}'],
  ["a 20-digit number as a string", '{"n":12345678901234567890}', '{"n":"12345678901234567890"}'],
  ["a negative number as a string", '{"n":-1.5e3}', '{"n":"-1.5e3"}'],
  ["a boolean as a string", '{"answered":true}', '{"answered":"true"}'],
  ["a member that is null", '{"lock":0,"link_id":null}', '{"lock":0}'],
  ["a member that is an empty string", '{"apartment_address":"","lock":0}', '{"lock":0}'],
  ["a member that is an empty array", '{"list":[],"lock":0}', '{"lock":0}'],
  ["a member that becomes an empty object", '{"a":{"b":{"c":null}},"lock":0}', '{"lock":0}'],
  ["an escape", '{"owner":"\\u0041\\/b"}', '{"owner":"A/b"}'],
  ["an escape in a name", '{"own\\u0065r":"A","x":1}', '{"x":1,"owner":"A"}'],
  ["escapes in upper and lower case", '{"a":"\\u00E9"}', '{"a":"\\u00e9"}'],
  ["an escaped pair of surrogates", '{"a":"\\ud83d\\ude00"}', '{"a":"😀"}'],
  ["an empty object in an element", '[{"a":null}]', "[{}]"],
  ["a member named __proto__ elsewhere", '{"__proto__":1,"a":2}', '{"a":2,"__proto__":"1"}'],
] as const) {
  test(`takes no notice of ${what}`, () => {
    assert.equal(canonicalModel(one), canonicalModel(other));
  });
}

for (const [what, one, other] of [
  ["another value", '{"lock":0}', '{"lock":1}'],
  ["another name", '{"lock":0}', '{"relay":0}'],
  ["a case", '{"a":"True"}', '{"a":"true"}'],
  ["digits beyond a float", '{"n":12345678901234567890}', '{"n":12345678901234567891}'],
  ["another spelling of a number", '{"n":1}', '{"n":1.0}'],
  ["a zero", '{"lock":0}', "{}"],
  ["a false", '{"answered":false}', "{}"],
  ["the word null", '{"a":"null"}', '{"a":null}'],
  ["the order of elements", "[1,2]", "[2,1]"],
  ["an empty element", '{"a":[1,""]}', '{"a":[1]}'],
  ["a null element from an empty one", "[null]", '[""]'],
  ["a null element from none", '{"a":[null]}', '{"a":[]}'],
  ["an empty array from an empty object in an array", "[[]]", "[{}]"],
  ["a text that looks like JSON", '{"a":{"b":1}}', '{"a":"{\\"b\\":\\"1\\"}"}'],
  ["a text that looks like more members", '{"a":"1\\",\\"b\\":\\"2"}', '{"a":1,"b":2}'],
  ["a member twice", '{"a":1,"a":1}', '{"a":1}'],
  ["the order of a member twice", '{"a":1,"a":2}', '{"a":2,"a":1}'],
  ["a member named __proto__", '{"__proto__":{"a":1}}', "{}"],
  ["a NUL", '{"a":"x\\u0000"}', '{"a":"x"}'],
  ["a lone surrogate", '{"a":"\\ud800"}', '{"a":"\\ufffd"}'],
  ["letters composed and decomposed", '{"a":"é"}', '{"a":"e\u0301"}'],
] as const) {
  test(`tells apart ${what}`, () => {
    assert.notEqual(canonicalModel(one), canonicalModel(other));
  });
}

test("keeps a member twice in the order sent among others", () => {
  assert.equal(canonicalModel('{"b":2,"a":1,"b":1,"a":2}'), '{"a":"1","a":"2","b":"2","b":"1"}');
});

test("keeps members of one name in the order sent however many there are", () => {
  const many = Array.from({ length: 1000 }, (_, i) => `"${i % 3}":${i}`);

  const form = canonicalModel(`{${many.join()}}`);

  const byName = [0, 1, 2].flatMap((rest) =>
    Array.from({ length: 1000 }, (_, i) => i).filter((i) => i % 3 === rest),
  );
  assert.equal(form, `{${byName.map((i) => `"${i % 3}":"${i}"`).join()}}`);
});

test("reads 128 levels and no more", () => {
  const nest = (depth: number, inner: string) => "[".repeat(depth) + inner + "]".repeat(depth);

  assert.equal(canonicalModel(nest(128, " 1 ")), canonicalModel(nest(128, '"1"')));
  assert.notEqual(canonicalModel(nest(129, " 1 ")), canonicalModel(nest(129, '"1"')));
});

test("takes what is nested too deep as it was sent, strings with brackets included", () => {
  const deep = (owner: string) => '{"a":'.repeat(129) + `{"owner":"${owner}"}` + "}".repeat(129);

  assert.equal(canonicalModel(deep(']}\\"[{')), canonicalModel(deep(']}\\"[{')));
  assert.notEqual(canonicalModel(deep(']}\\"[{')), canonicalModel(deep(']}\\"[[')));
});

test("reads on after what is nested too deep", () => {
  const after = (lock: number) => `{"deep":${"[".repeat(500)}${"]".repeat(500)},"lock":${lock}}`;

  assert.notEqual(canonicalModel(after(0)), canonicalModel(after(1)));
});

for (const depth of [30_000, 1_000_000]) {
  test(`bears arrays ${depth} deep`, () => {
    const text = "[".repeat(depth) + "]".repeat(depth);

    assert.equal(canonicalModel(text), canonicalModel(text));
    assert.notEqual(canonicalModel(text), "");
  });
}

for (const broken of [
  "",
  "{",
  "[",
  '"',
  '{"a',
  '{"a":',
  "[1,",
  "nul",
  "{,}",
  '"\\',
  "]",
  "[".repeat(999),
]) {
  test(`ends on what is no JSON: ${broken.slice(0, 9)}`, () => {
    assert.equal(typeof canonicalModel(broken), "string");
  });
}
