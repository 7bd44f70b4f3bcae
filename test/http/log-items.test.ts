import assert from "node:assert/strict";
import { test } from "node:test";
import { DAY_MS, event, eventsInARow } from "../support/events.ts";
import { openApp, refusal } from "../support/app.ts";
import { sharedApp } from "../support/shared-app.ts";

/** Of which tests only ask. */
const shared = sharedApp();

const ITEMS = "/api/v1/log/items";

interface Items {
  readonly list_option: {
    readonly pagination: Record<string, number>;
    readonly filter: { readonly available_values: { readonly name: { readonly key: string }[] } };
    readonly sort: { readonly asc: boolean };
    readonly locale: { readonly locale: string };
  };
  readonly list_items: { readonly timestamp: number; readonly name: { readonly key: string } }[];
}

const parseItems = (text: string): Items => JSON.parse(text) as Items;

for (const [search, error] of [
  ["limit=11", "Wrong pagination limit"],
  ["limit=", "Wrong pagination limit"],
  ["limit=10&limit=10", "Wrong pagination limit"],
  ["limit=%zz", "Wrong pagination limit"],
  ["page_number=0", "Wrong page number"],
  ["page_number=2147483648", "Wrong page number"],
  ["filter_field=category&filter_value=access", "Wrong filter type"],
  ["filter_field=category&filter_type=like&filter_value=access", "Wrong filter type"],
  ["filter_type=equal&filter_value=access", "Wrong filter field"],
  ["filter_field=door&filter_type=equal&filter_value=access", "Wrong filter field"],
  [
    "filter_field=category&filter_type=equal&filter_value=access&filter_format=number",
    "Wrong filter format",
  ],
  ["filter=%7B", "Wrong filter format"],
  ["filter_field=category&filter_type=equal", "Wrong filter value"],
  ["filter_field=name&filter_type=equal&filter_value=no_such_key", "Wrong filter value"],
  ["sort_type=up", "Wrong sort type"],
  ["from=yesterday", "Wrong time format"],
  ["to=-1", "Wrong time format"],
  ["from=2&to=1", "Wrong time range: 'to' must be greater then 'from'"],
  ["from=1711919100&to=1711919100", "Wrong time range: 'to' must be greater then 'from'"],
  ["sort_type=up&page_number=0&limit=11", "Wrong pagination limit"],
] as const) {
  for (const base of ["", "/panels/AA-12"]) {
    test(`refuses ${base}${ITEMS}?${search} in the panel's words`, async () => {
      const app = shared();

      const answer = await app.get(`${base}${ITEMS}?${search}`, await app.bearer());

      assert.equal(answer.status, 400);
      assert.equal(answer.text, refusal(error));
      assert.equal(answer.headers.get("content-type"), "application/json");
    });
  }
}

test("answers each request line of real programs", async () => {
  await using app = await openApp();
  const headers = await app.bearer();
  await app.stores.log.append("AA-12", eventsInARow(100, { occurredAtMs: 1_713_015_696_315 }));

  for (const [search, count] of [
    [
      "locale=ru&limit=10&page_number=7&filter_field=category&filter_type=equal&filter_value=access",
      10,
    ],
    [
      "locale=ru&limit=10&page_number=8&from=1711919100000&filter_field=category&filter_type=equal&filter_value=access",
      10,
    ],
    [
      "locale=en&from=1713015696315&limit=50&page_number=2&sort_type=asc&filter_field=category&filter_type=equal&filter_value=access",
      50,
    ],
    ["limit=10&page_number=1", 10],
  ] as const) {
    const answer = await app.get(`${ITEMS}?${search}`, headers);

    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "application/json");
    assert.equal(parseItems(answer.text).list_items.length, count);
    assert.equal(answer.text.includes("\n"), false);
  }
});

test("pages to the end and past it with exact totals", async () => {
  await using app = await openApp();
  const headers = await app.bearer();
  await app.stores.log.append("AA-12", eventsInARow(25));
  const page = async (number: number) =>
    parseItems((await app.get(`/panels/AA-12${ITEMS}?page_number=${number}`, headers)).text);

  assert.deepEqual((await page(1)).list_option.pagination, {
    total_items: 25,
    items_limit: 10,
    total_pages: 3,
    current_page: 1,
  });
  assert.equal((await page(3)).list_items.length, 5);
  assert.deepEqual((await page(4)).list_items, []);
  assert.equal((await page(4)).list_option.pagination["current_page"], 4);
});

for (const defaultSort of ["asc", "desc"] as const) {
  test(`sorts ${defaultSort} when the setting says so and the query says nothing`, async () => {
    await using app = await openApp({ settings: { defaultSort } });
    const headers = await app.bearer();
    await app.stores.log.append("AA-12", eventsInARow(3));

    const { text } = await app.get(`/panels/AA-12${ITEMS}`, headers);

    const { list_items: items, list_option: option } = parseItems(text);
    const times = [DAY_MS, DAY_MS + 1_000, DAY_MS + 2_000];
    assert.deepEqual(
      items.map(({ timestamp }) => timestamp),
      defaultSort === "asc" ? times : times.toReversed(),
    );
    assert.equal(option.sort.asc, defaultSort === "asc");
  });
}

test("shows and filters by a key that no dictionary has, where it occurs", async () => {
  await using app = await openApp();
  const headers = await app.bearer();
  await app.stores.log.append("AA-12", [event({ key: "bond_lift_request" }), event()]);
  const search = "filter_field=name&filter_type=equal&filter_value=bond_lift_request";

  const found = await app.get(`/panels/AA-12${ITEMS}?${search}`, headers);
  const elsewhere = await app.get(`/panels/BB-7${ITEMS}?${search}`, headers);

  const { list_items: items, list_option: option } = parseItems(found.text);
  assert.deepEqual(
    items.map(({ name }) => name.key),
    ["bond_lift_request"],
  );
  assert.equal(option.filter.available_values.name.at(-1)?.key, "bond_lift_request");
  assert.equal(elsewhere.text, refusal("Wrong filter value"));
});

for (const [asked, answered] of [
  ["uk", "uk"],
  ["en", "en"],
  ["xx", "en"],
  ["uk&locale=uk", "en"],
] as const) {
  test(`answers locale=${asked} in ${answered}`, async () => {
    const app = shared();

    const { text } = await app.get(`${ITEMS}?locale=${asked}`, await app.bearer());

    assert.equal(parseItems(text).list_option.locale.locale, answered);
  });
}

for (const search of [
  "__proto__=1&constructor=2&toString=3&hasOwnProperty=4",
  "&&&=&=1&a",
  "limit=10&%zz=%zz&a=%",
  "a[]=1&a[b]=2&limit=10",
  `${"x=1&".repeat(5000)}limit=10`,
]) {
  test(`passes over the parameters ${search.slice(0, 40)}`, async () => {
    const app = shared();

    assert.equal((await app.get(`${ITEMS}?${search}`, await app.bearer())).status, 200);
  });
}
