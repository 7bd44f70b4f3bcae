import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DICTIONARY } from "./dictionary-table.ts";
import { LANGUAGES } from "./languages.ts";
import { EXTRA_KEY, found, SAMPLE_LOG, SAMPLE_PUSH } from "./sample-log.ts";
import { expression, search, triple, Twin } from "./twin.ts";

let twin: Twin;

before(async () => {
  twin = await Twin.open();
  await twin.push(SAMPLE_PUSH);
});

after(() => twin[Symbol.asyncDispose]());

for (const [order, isRising] of [
  ["timestamp asc", true],
  ["timestamp desc", false],
  ["timestamp", true],
  ["timestamp, timestamp desc", false],
  ["  timestamp   desc ", false],
] as const) {
  test(`§4.4 sorts by order_by=${order}`, async () => {
    const numbers = SAMPLE_LOG.map(({ nth }) => nth);

    assert.deepEqual(
      await found(twin, search({ order_by: order })),
      isRising ? numbers : numbers.toReversed(),
    );
  });
}

for (const order of [
  "name asc",
  "category",
  "timestamp, name desc",
  "Timestamp asc",
  "owner",
  ", asc",
]) {
  test(`§4.4 refuses order_by=${order}`, async () => {
    assert.equal(await twin.refusal(search({ order_by: order })), "Wrong sort field");
  });
}

for (const order of [
  "timestamp up",
  "timestamp ASC",
  "timestamp asc timestamp",
  "name descending",
]) {
  test(`§4.5 refuses the direction of order_by=${order}`, async () => {
    assert.equal(await twin.refusal(search({ order_by: order })), "Wrong sort type");
  });
}

for (const text of [
  "name",
  "name eq",
  "eq 'access'",
  "name eq access",
  "name = 'access'",
  'name eq "access"',
  "name eq 'access",
  "(name eq 'access'",
  "name eq 'access')",
  "category eq 'access' and",
  "category eq 'access' category eq 'info'",
  "category eq 'access' xor category eq 'info'",
  "not",
  "()",
  "timestamp ge 1.5",
  "timestamp ge 1e3",
  "category eq 'access'; drop",
  "NOT category eq 'access'",
]) {
  test(`§4.6 refuses filter=${text}, which cannot be read`, async () => {
    assert.equal(await twin.refusal(expression(text)), "Wrong filter format");
  });
}

for (const text of [
  "floor le 3",
  "owner eq 'Ann'",
  "Name eq 'x'",
  "__proto__ eq 'x'",
  "not model nq 'x'",
]) {
  test(`§4.7 refuses the field in ${text}`, async () => {
    assert.equal(await twin.refusal(expression(text)), "Wrong filter field");
  });
}

for (const text of [
  "name gt 'access'",
  "priority le 'high'",
  "category lt 'info'",
  "category like 'access'",
  "timestamp equal 1",
  "timestamp EQ 1",
]) {
  test(`§4.8 refuses the operator in ${text}`, async () => {
    assert.equal(await twin.refusal(expression(text)), "Wrong filter type");
  });
}

for (const text of [
  "category eq 'doors'",
  "priority nq 'urgent'",
  "name eq 'no_such_key'",
  "category eq ''",
  "category eq 1",
  "timestamp ge '1711919100000'",
  "timestamp ge 'yesterday'",
  "timestamp ge -1",
  "timestamp ge 9223372036854775808",
]) {
  test(`§4.9 refuses the value in ${text}`, async () => {
    assert.equal(await twin.refusal(expression(text)), "Wrong filter value");
  });
}

for (const locale of LANGUAGES) {
  test(`§4.10 has answers of one shape to either dialect, in ${locale}`, async () => {
    const camdroid = search({ filter: "priority eq 'high'", order_by: "timestamp desc", locale });
    const android = `${triple("priority", "high")}&sort_type=desc&locale=${locale}`;

    const page = await twin.page(camdroid);

    assert.deepEqual(page, await twin.page(android));
    assert.equal(page.list_items.length, 10);
  });
}

for (const question of ["", "sort_type=desc", expression("timestamp ge 1")]) {
  test(`§4.10 says how each field compares, and to what, for ${question || "no question"}`, async () => {
    const { available_fields: fields } = (await twin.page(question)).list_option.filter;

    const [priority, category, name] = fields.map(
      ({ field_name: field, compare_operators: operators, options }) => ({
        field,
        operators,
        options: Array.isArray(options) ? options.map(String).toSorted() : options,
      }),
    );
    const operators = ["eq", "nq"];
    assert.equal(fields.length, 3);
    assert.deepEqual(priority, {
      field: "priority",
      operators,
      options: ["critical", "high", "low", "medium"],
    });
    assert.deepEqual(category, {
      field: "category",
      operators,
      options: ["access", "emergency", "info", "system"],
    });
    assert.deepEqual(name, {
      field: "name",
      operators,
      options: [...DICTIONARY.map(({ key }) => key), EXTRA_KEY].toSorted(),
    });
  });
}

for (const question of [
  "filter=",
  "filter=%20%20",
  "order_by=",
  "order_by=%20",
  "filter=&order_by=",
]) {
  test(`§4.14 takes ${question} for nothing said`, async () => {
    assert.deepEqual(await twin.page(question), await twin.page());
  });
}

for (const [sort, order] of [
  ["asc", "timestamp desc"],
  ["desc", "timestamp asc"],
  ["desc", "name up"],
] as const) {
  test(`§4.16 sorts by sort_type=${sort} beside order_by=${order}`, async () => {
    const question = search({ sort_type: sort, order_by: order });

    assert.deepEqual(await twin.page(question), await twin.page(`sort_type=${sort}`));
    assert.equal((await twin.page(question)).list_option.sort.asc, sort === "asc");
  });
}

for (const [android, camdroid] of [
  ["", ""],
  ["from=1713015700&to=1713015720", "timestamp ge 1713015700 and timestamp le 1713015720"],
  [triple("name", "device_booted"), "name eq 'device_booted'"],
  [
    `${triple("priority", "medium")}&from=1713015700315`,
    "priority eq 'medium' and timestamp ge 1713015700315",
  ],
] as const) {
  for (const order of ["asc", "desc"]) {
    test(`§4.18 answers "${camdroid}", ${order}, as the Android panels' ${android || "nothing"}`, async () => {
      const events = async (question: string) => (await twin.page(question)).list_items;

      for (const page of ["1", "2"]) {
        assert.deepEqual(
          await events(
            search({ filter: camdroid, order_by: `timestamp ${order}`, page_number: page }),
          ),
          await events(`${android}&sort_type=${order}&page_number=${page}`),
        );
      }
    });
  }
}
