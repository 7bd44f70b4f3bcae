import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { WireError } from "../../../src/basip/android/errors.ts";
import { parseLogQuery } from "../../../src/basip/android/parse-log-query.ts";
import { ask, decode } from "./ask.ts";

const TRIPLE = "filter_field=category&filter_type=equal&filter_value=access";
const json = (filter: unknown) => `filter=${encodeURIComponent(JSON.stringify(filter))}`;
const text = (filter: string) => `filter=${encodeURIComponent(filter)}`;
const good = { filter_field: "category", filter_type: "equal", filter_value: "access" };

const LIMIT = "Wrong pagination limit";
const PAGE = "Wrong page number";
const TYPE = "Wrong filter type";
const FIELD = "Wrong filter field";
const FORMAT = "Wrong filter format";
const VALUE = "Wrong filter value";
const SORT = "Wrong sort type";
const SORT_FIELD = "Wrong sort field";
const TIME = "Wrong time format";
const RANGE = "Wrong time range: 'to' must be greater then 'from'";

const BAD_NUMBERS = ["", "-10", "+10", "10.0", "1e1", "0x0A", " 10", "10 ", "ten", "١٠", "10,20"];

const REFUSED: readonly (readonly [search: string, error: string])[] = [
  ...["0", "1", "11", "25", "40", "100", "1000", "99999999999999999999", ...BAD_NUMBERS].map(
    (value) => [`limit=${encodeURIComponent(value)}`, LIMIT] as const,
  ),
  ["limit=10&limit=10", LIMIT],
  ...["0", "00", "2147483648", "9007199254740993", "99999999999999999999", ...BAD_NUMBERS].map(
    (value) => [`page_number=${encodeURIComponent(value)}`, PAGE] as const,
  ),
  ["page_number=1&page_number=2", PAGE],
  ...["", "ASC", "up", "asc,desc", " asc"].map((value) => [`sort_type=${value}`, SORT] as const),
  ["sort_type=asc&sort_type=asc", SORT],
  ...["9223372036854775808", "18446744073709551616", "1".repeat(400), ...BAD_NUMBERS].flatMap(
    (value) => [
      [`from=${encodeURIComponent(value)}`, TIME] as const,
      [`to=${encodeURIComponent(value)}`, TIME] as const,
    ],
  ),
  ["from=1&from=2", TIME],
  ["to=1&to=2", TIME],
  ["from=2&to=1", RANGE],
  ["from=1&to=1", RANGE],
  ["from=0&to=0", RANGE],
  ["from=1711919100&to=1711919100000", RANGE],
  ["from=1711919100000&to=1711919100", RANGE],
  ["from=1711919100001&to=1711919100", RANGE],
  ["from=1711919100000&to=1711919100000", RANGE],
  ["from=9223372036854775807&to=9223372036854775807", RANGE],
  ["from=9223372036854775807&to=9223372036854775806", RANGE],
  ["from=9007199254740993&to=9007199254740992", RANGE],
  ["from=9007199254740993&to=9007199254740991", RANGE],

  ["filter_field=category", TYPE],
  ["filter_value=access", TYPE],
  ["filter_field=category&filter_value=access", TYPE],
  ["filter_type=equal", FIELD],
  ["filter_type=equal&filter_value=access", FIELD],
  ["filter_field=category&filter_type=equal", VALUE],
  ["filter_field=&filter_type=&filter_value=", TYPE],
  ...["", "EQUAL", "like", "eq"].map(
    (type) => [`filter_field=category&filter_type=${type}&filter_value=access`, TYPE] as const,
  ),
  ...["", "Category", "timestamp", "owner", "constructor", "__proto__"].map(
    (field) => [`filter_field=${field}&filter_type=equal&filter_value=access`, FIELD] as const,
  ),
  ...["", "Access", "high", "tamper_event", "access,info", "constructor"].map(
    (value) => [`filter_field=category&filter_type=equal&filter_value=${value}`, VALUE] as const,
  ),
  ...["", "urgent", "access", "tamper_event"].map(
    (value) => [`filter_field=priority&filter_type=equal&filter_value=${value}`, VALUE] as const,
  ),
  ...["", "access", "bond_lift_request", "Tamper triggered", "constructor", "__proto__"].map(
    (value) => [`filter_field=name&filter_type=equal&filter_value=${value}`, VALUE] as const,
  ),
  [`${TRIPLE}&filter_format=`, FORMAT],
  [`${TRIPLE}&filter_format=number`, FORMAT],
  ["filter_format=number", FORMAT],
  [`${TRIPLE}&filter_format=string&filter_format=string`, FORMAT],
  [`${TRIPLE}&filter_type=equal`, TYPE],
  [`${TRIPLE}&filter_field=category`, FIELD],
  [`${TRIPLE}&filter_value=access`, VALUE],

  [text("{"), FORMAT],
  [text('{"filter_field":"category",}'), FORMAT],
  [text("{'filter_field':'category'}"), FORMAT],
  [text(`{"a":${"[".repeat(5000)}`), FORMAT],
  [text("[]"), FORMAT],
  [text("null"), FORMAT],
  [text('"category"'), FORMAT],
  [`${json(good)}&${json(good)}`, FORMAT],
  [json({ filter_field: "category" }), TYPE],
  [json({ filter_type: "equal" }), FIELD],
  [json({ filter_field: "category", filter_type: "equal" }), VALUE],
  [json({ ...good, filter_type: null }), TYPE],
  [json({ ...good, filter_type: ["equal"] }), TYPE],
  [json({ ...good, filter_field: 7 }), FIELD],
  [json({ ...good, filter_value: true }), VALUE],
  [json({ ...good, filter_value: ["access"] }), VALUE],
  [json({ ...good, filter_value: "urgent" }), VALUE],
  [json({ ...good, filter_format: "number" }), FORMAT],
  [json({ filter_format: 1 }), FORMAT],
  [`${TRIPLE}&${json({ ...good, filter_value: "x" })}`, VALUE],
  [`${TRIPLE}&${json({ ...good, filter_type: "x" })}`, TYPE],
  [`filter_field=x&filter_type=equal&filter_value=y&${json({ ...good, filter_type: "x" })}`, TYPE],
  [`filter_field=x&filter_type=equal&filter_value=y&${text("{")}`, FIELD],
  [`filter_field=name&filter_type=equal&filter_value=y&${text("{")}`, FORMAT],
];

for (const [search, error] of REFUSED) {
  test(`refuses ${search.slice(0, 120)} with "${error}"`, () => {
    assert.throws(
      () => ask(search),
      (thrown) => thrown instanceof WireError && thrown.message === error,
    );
  });
}

/** One wrong parameter for each refusal, in the order in which they are reported. */
const WRONG = [
  [LIMIT, { limit: "11" }],
  [PAGE, { page_number: "0" }],
  [TYPE, { filter_type: "like" }],
  [FIELD, { filter_field: "owner" }],
  [FORMAT, { filter_format: "number" }],
  [VALUE, { filter_value: "nobody" }],
  [SORT, { sort_type: "up" }],
  [SORT_FIELD, { order_by: "name asc" }],
  [TIME, { to: "x" }],
  [RANGE, { from: "2", to: "1" }],
] as const;

test("reports the first of several mistakes in the order of the page's list", () => {
  fc.assert(
    fc.property(fc.subarray([...WRONG], { minLength: 1 }), (mistakes) => {
      // Backwards, so that of two mistakes in one parameter the first stays.
      const wrong = mistakes.toReversed().map(([, parameters]) => parameters);
      const raw = Object.assign(decode(TRIPLE), ...wrong) as Record<string, string>;

      assert.throws(() => parseLogQuery(raw, { defaultOrder: "asc", extraKeys: [] }), {
        message: mistakes[0]?.[0],
      });
    }),
    { numRuns: 2_000 },
  );
});

test("answers any parameters at all with a question or with a refusal of the panel's", () => {
  const value = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "10",
      "1",
      "asc",
      "category",
      "equal",
      "access",
      "{}",
      "1711919100",
      "{",
      "not (",
      "name eq 'tamper_event'",
    ),
    fc.array(fc.string(), { minLength: 2, maxLength: 3 }),
  );
  const names = `locale from to limit page_number sort_type order_by filter
    filter_field filter_type filter_value filter_format`.split(/\s+/);

  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), value), (raw) => {
      try {
        const query = parseLogQuery(raw, { defaultOrder: "desc", extraKeys: [] });

        assert.equal(query.offset, (query.pageNumber - 1) * query.limit);
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
      }
    }),
    { numRuns: 5_000 },
  );
});
