import assert from "node:assert/strict";
import { test } from "node:test";

import { WireError } from "../../../src/basip/android/errors.ts";
import { ALWAYS } from "../../../src/event/query.ts";
import { ask } from "../android/ask.ts";

const filter = (expression: string) => `filter=${encodeURIComponent(expression)}`;
const MS = 1_711_919_100_000;
const S = 1_711_919_100;
const END = ALWAYS.toMs;

for (const [expression, windows] of [
  [`timestamp ge ${MS}`, [[MS, END]]],
  [`timestamp gt ${MS}`, [[MS + 1, END]]],
  [`timestamp le ${MS}`, [[0, MS]]],
  [`timestamp lt ${MS}`, [[0, MS - 1]]],
  [`timestamp eq ${MS}`, [[MS, MS]]],
  [
    `timestamp nq ${MS}`,
    [
      [0, MS - 1],
      [MS + 1, END],
    ],
  ],
  [`timestamp ge ${S}`, [[MS, END]]],
  [`timestamp gt ${S}`, [[MS + 1000, END]]],
  [`timestamp le ${S}`, [[0, MS + 999]]],
  [`timestamp lt ${S}`, [[0, MS - 1]]],
  [`timestamp eq ${S}`, [[MS, MS + 999]]],
  [`timestamp ge ${S} and timestamp lt ${S + 1}`, [[MS, MS + 999]]],
  [`not timestamp ge ${MS}`, [[0, MS - 1]]],
  [`timestamp lt 0`, []],
  [`timestamp ge 9223372036854775807`, [[END, END]]],
  [`timestamp le 9223372036854775807`, [[0, END]]],
  [`timestamp ge ${MS} and timestamp lt ${MS}`, []],
] as const) {
  test(`answers ${expression} with its windows`, () => {
    const { spans, isFiltered } = ask(filter(expression));

    assert.deepEqual(
      spans.map(({ fromMs, toMs }) => [fromMs, toMs]),
      windows,
    );
    assert.equal(isFiltered, true);
  });
}

test("the window of from and to and that of the expression must both hold", () => {
  const { spans } = ask(`from=${MS}&to=${MS + 500}&${filter(`timestamp gt ${MS + 99}`)}`);

  assert.deepEqual(spans, [{ fromMs: MS + 100, toMs: MS + 500, kinds: undefined }]);
});

test("an expression and the triple must both hold", () => {
  const triple = "filter_field=category&filter_type=equal&filter_value=access";

  const both = ask(`${triple}&${filter("priority eq 'high'")}`);
  const one = ask(filter("priority eq 'high' and category eq 'access'"));

  assert.deepEqual(both, one);
  assert.deepEqual(ask(`${triple}&${filter("category nq 'access'")}`).spans, []);
});

const TYPE = "Wrong filter type";
const FIELD = "Wrong filter field";
const FORMAT = "Wrong filter format";
const VALUE = "Wrong filter value";

for (const [expression, error] of [
  ["name", FORMAT],
  ["name eq", FORMAT],
  ["name eq tamper_event", FORMAT],
  ["(name eq 'tamper_event'", FORMAT],
  ["name eq 'tamper_event' AND priority eq 'high'", FORMAT],
  [`name eq '${"x".repeat(4096)}'`, FORMAT],
  [`${"(".repeat(101)}name eq 'x'${")".repeat(101)}`, FORMAT],
  ["owner eq 'x'", FIELD],
  ["Name eq 'tamper_event'", FIELD],
  ["__proto__ eq 'x'", FIELD],
  ["constructor eq 'x'", FIELD],
  ["owner like 'x'", FIELD],
  ["name gt 'tamper_event'", TYPE],
  ["name like 'tamper_event'", TYPE],
  ["priority le 'high'", TYPE],
  ["timestamp equal 1", TYPE],
  ["timestamp toString 1", TYPE],
  ["name eq 'nobody'", VALUE],
  ["name eq 5", VALUE],
  ["category eq 'Access'", VALUE],
  ["priority nq 'urgent'", VALUE],
  ["timestamp ge '1711919100000'", VALUE],
  ["timestamp ge -1", VALUE],
  ["timestamp ge 9223372036854775808", VALUE],
  ["owner eq 'x' or name gt 'x'", TYPE],
  ["name eq 'nobody' or owner eq 'x'", FIELD],
  ["name eq 'nobody' or name gt 'x' or owner eq 'y'", TYPE],
] as const) {
  test(`refuses ${expression.slice(0, 60)} with "${error}"`, () => {
    assert.throws(
      () => ask(filter(expression)),
      (thrown) => thrown instanceof WireError && thrown.message === error,
    );
  });
}

test("a key beside the catalog's may be named where the caller can see it", () => {
  const search = filter("name nq 'lift_called_to_floor'");

  assert.equal(ask(search, { extraKeys: ["lift_called_to_floor"] }).spans.length, 1);
  assert.throws(() => ask(search), { message: VALUE });
});

for (const [search, order] of [
  ["order_by=timestamp%20asc", "asc"],
  ["order_by=timestamp%20desc", "desc"],
  ["order_by=timestamp", "asc"],
  ["order_by=%20timestamp%20%20desc%20", "desc"],
  ["order_by=timestamp,timestamp%20desc", "desc"],
  ["order_by=timestamp+desc", "desc"],
  ["order_by=", "desc"],
  ["order_by=timestamp%20asc&sort_type=desc", "desc"],
  ["order_by=timestamp%20desc&sort_type=asc", "asc"],
  ["order_by=name%20up&sort_type=asc", "asc"],
] as const) {
  test(`answers ${search} in the order ${order}`, () => {
    assert.equal(ask(search, { defaultOrder: "desc" }).order, order);
  });
}

for (const [search, error] of [
  ["order_by=name%20asc", "Wrong sort field"],
  ["order_by=name", "Wrong sort field"],
  ["order_by=desc", "Wrong sort field"],
  ["order_by=timestamp,name%20desc", "Wrong sort field"],
  ["order_by=timestamp%20asc,timestamp%20desc", "Wrong sort field"],
  ["order_by=,timestamp", "Wrong sort field"],
  ["order_by=timestamp%20asc&order_by=timestamp%20asc", "Wrong sort field"],
  ["order_by=timestamp%20up", "Wrong sort type"],
  ["order_by=timestamp%20DESC", "Wrong sort type"],
  ["order_by=name%20up", "Wrong sort type"],
  ["order_by=timestamp%20asc&sort_type=up", "Wrong sort type"],
] as const) {
  test(`refuses ${search} with "${error}"`, () => {
    assert.throws(() => ask(search), { message: error });
  });
}
