import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { EXTRA_KEY, found, numbersWhere, SAMPLE_PUSH, type SampleEvent } from "./sample-log.ts";
import { expression, search, triple, Twin } from "./twin.ts";

let twin: Twin;

before(async () => {
  twin = await Twin.open();
  await twin.push(SAMPLE_PUSH);
});

after(() => twin[Symbol.asyncDispose]());

/** Filters with what they hold for. */
const FILTERS = [
  ["category", "access", ({ category }) => category === "access"],
  ["category", "emergency", ({ category }) => category === "emergency"],
  ["category", "system", ({ category }) => category === "system"],
  ["category", "info", ({ category }) => category === "info"],
  ["priority", "critical", ({ priority }) => priority === "critical"],
  ["priority", "high", ({ priority }) => priority === "high"],
  ["priority", "medium", ({ priority }) => priority === "medium"],
  ["priority", "low", ({ priority }) => priority === "low"],
  ["name", "access_denied_by_unknown_card", ({ key }) => key === "access_denied_by_unknown_card"],
  ["name", "multi_access_denied", () => false],
  ["name", EXTRA_KEY, ({ key }) => key === EXTRA_KEY],
] as const satisfies readonly (readonly [string, string, (event: SampleEvent) => boolean])[];

for (const [field, value, holds] of FILTERS) {
  test(`§3.1.21 filters by ${field} ${value} in three parameters`, async () => {
    const numbers = await found(twin, triple(field, value));

    assert.deepEqual(numbers, numbersWhere(holds));
  });

  test(`§3.1.25 knows the value ${value} of ${field}, in every form of a filter`, async () => {
    const filter = { filter_field: field, filter_type: "equal", filter_value: value };
    const expected = numbersWhere(holds);

    for (const question of [
      triple(field, value),
      search({ filter: JSON.stringify(filter) }),
      expression(`${field} eq '${value}'`),
    ])
      assert.deepEqual(await found(twin, question), expected, question);
  });

  test(`§3.1.27 filters by ${field} ${value} in one JSON object`, async () => {
    for (const text of [
      `{"filter_field":"${field}","filter_type":"equal","filter_value":"${value}"}`,
      ` { "filter_value" : "${value}" , "filter_type":"equal","x":1,"filter_field":"${field}" } `,
    ])
      assert.deepEqual(await found(twin, search({ filter: text })), numbersWhere(holds));
  });
}

for (const field of ["door", "timestamp", "Category", "", "model", "__proto__"]) {
  test(`§3.1.22 refuses filter_field=${field}`, async () => {
    assert.equal(await twin.refusal(triple(field, "access")), "Wrong filter field");
  });
}

for (const type of ["like", "eq", "EQUAL", "not_equal", ""]) {
  test(`§3.1.23 refuses filter_type=${type}`, async () => {
    const question = `filter_field=category&filter_type=${type}&filter_value=access`;

    assert.equal(await twin.refusal(question), "Wrong filter type");
  });
}

test("§3.1.24 takes filter_format=string beside a filter, and alone", async () => {
  const filter = triple("category", "access");

  assert.deepEqual(await found(twin, `${filter}&filter_format=string`), await found(twin, filter));
  assert.deepEqual(await found(twin, "filter_format=string"), await found(twin, ""));
});

for (const format of ["number", "String", "", "string&filter_format=string"]) {
  test(`§3.1.24 refuses filter_format=${format}`, async () => {
    const question = `${triple("category", "access")}&filter_format=${format}`;

    assert.equal(await twin.refusal(question), "Wrong filter format");
    assert.equal(await twin.refusal(`filter_format=${format}`), "Wrong filter format");
  });
}

for (const [field, value] of [
  ["category", "doors"],
  ["category", "high"],
  ["category", "Access"],
  ["category", ""],
  ["priority", "access"],
  ["priority", "urgent"],
  ["name", "access"],
  ["name", "no_such_key"],
  ["name", "Unknown identifier"],
  ["name", "__proto__"],
] as const) {
  test(`§3.1.25 refuses the value "${value}" of ${field}, in every form of a filter`, async () => {
    const filter = { filter_field: field, filter_type: "equal", filter_value: value };

    for (const question of [
      triple(field, value),
      search({ filter: JSON.stringify(filter) }),
      expression(`${field} eq '${value}'`),
    ])
      assert.equal(await twin.refusal(question), "Wrong filter value", question);
  });
}

for (const [members, error] of [
  [["filter_field", "filter_value"], "Wrong filter type"],
  [["filter_type", "filter_value"], "Wrong filter field"],
  [["filter_field", "filter_type"], "Wrong filter value"],
  [["filter_value"], "Wrong filter type"],
  [["filter_field"], "Wrong filter type"],
  [["filter_type"], "Wrong filter field"],
] as const) {
  const filter = { filter_field: "category", filter_type: "equal", filter_value: "access" };
  const given = Object.fromEntries(members.map((name) => [name, filter[name]]));
  const nulls = { filter_field: null, filter_type: null, filter_value: null };

  test(`§3.1.26 says "${error}" where only ${members.join(" and ")} is given`, async () => {
    assert.equal(await twin.refusal(search(given)), error);
  });

  test(`§3.1.27 says "${error}" of a JSON object with ${members.join(" and ")} alone`, async () => {
    for (const object of [given, { ...nulls, ...given }])
      assert.equal(await twin.refusal(search({ filter: JSON.stringify(object) })), error);
  });
}

for (const [name, value, error] of [
  ["filter_type", 1, "Wrong filter type"],
  ["filter_field", ["category"], "Wrong filter field"],
  ["filter_format", true, "Wrong filter format"],
  ["filter_value", 1, "Wrong filter value"],
] as const) {
  test(`§3.1.27 says "${error}" of a JSON object whose ${name} is no text`, async () => {
    const filter = { filter_field: "category", filter_type: "equal", filter_value: "access" };
    const text = JSON.stringify({ ...filter, [name]: value });

    assert.equal(await twin.refusal(search({ filter: text })), error);
  });
}

test("§3.1.27 takes a JSON object with none of the three for no filter", async () => {
  assert.deepEqual(await twin.page(search({ filter: '{"x":1}' })), await twin.page());
});

for (const text of [
  "{",
  "{}}",
  "{'filter_field':'category'}",
  "{filter_field:1}",
  '{"a":1,}',
  "{a}",
]) {
  test(`§3.1.28 refuses filter=${text}, which is no JSON`, async () => {
    assert.equal(await twin.refusal(search({ filter: text })), "Wrong filter format");
  });
}

test("§3.1.29 takes what begins with no brace for an expression", async () => {
  const question = expression("category eq 'emergency' or category eq 'info'");

  assert.deepEqual(
    await found(twin, question),
    numbersWhere(({ category }) => category === "emergency" || category === "info"),
  );
});

for (const text of ["category", "[1]", '"category"', "category=access", "null", "category eq"]) {
  test(`§3.1.29 refuses filter=${text}, which is no expression`, async () => {
    assert.equal(await twin.refusal(search({ filter: text })), "Wrong filter format");
  });
}
