import assert from "node:assert/strict";
import { test } from "node:test";

import type { LogQuery } from "../../../src/basip/android/parse-log-query.ts";
import { ask } from "./ask.ts";

const EVER = [0, Number.MAX_SAFE_INTEGER];

function windowOf({ spans: [span, ...others] }: LogQuery): (number | undefined)[] {
  assert.equal(others.length, 0);
  return [span?.fromMs, span?.toMs];
}

test("asks for the first ten events of all time in English when nothing is said", () => {
  assert.deepEqual(ask(""), {
    locale: "en",
    spans: [{ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, kinds: undefined }],
    order: "asc",
    offset: 0,
    limit: 10,
    pageNumber: 1,
    isFiltered: false,
  });
});

for (const [search, locale] of [
  ["locale=en", "en"],
  ["locale=uk", "uk"],
  ["locale=de", "en"],
  ["locale=", "en"],
  ["locale=UK", "en"],
  ["locale=uk&locale=uk", "en"],
  ["locale=toString", "en"],
] as const) {
  test(`answers ${search} in ${locale}`, () => {
    assert.equal(ask(search).locale, locale);
  });
}

for (const [search, limit] of [
  ["limit=10", 10],
  ["limit=20", 20],
  ["limit=30", 30],
  ["limit=50", 50],
] as const) {
  test(`takes ${search}`, () => {
    assert.equal(ask(search).limit, limit);
  });
}

for (const [search, pageNumber, offset] of [
  ["page_number=1", 1, 0],
  ["page_number=7", 7, 60],
  ["page_number=007", 7, 60],
  ["page_number=3&limit=50", 3, 100],
  ["page_number=2147483647&limit=50", 2_147_483_647, 107_374_182_300],
] as const) {
  test(`takes ${search}`, () => {
    const query = ask(search);

    assert.deepEqual([query.pageNumber, query.offset], [pageNumber, offset]);
  });
}

for (const [search, defaultOrder, order] of [
  ["", "asc", "asc"],
  ["", "desc", "desc"],
  ["sort_type=asc", "desc", "asc"],
  ["sort_type=desc", "asc", "desc"],
] as const) {
  test(`orders "${search}" ${order} where the default is ${defaultOrder}`, () => {
    assert.equal(ask(search, { defaultOrder }).order, order);
  });
}

for (const [search, window] of [
  ["", EVER],
  ["from=1711919100000", [1_711_919_100_000, EVER[1]]],
  ["to=1711919100000", [0, 1_711_919_100_000]],
  ["from=1711919100", [1_711_919_100_000, EVER[1]]],
  ["to=1711919100", [0, 1_711_919_100_999]],
  ["from=1711919100&to=1711919101", [1_711_919_100_000, 1_711_919_101_999]],
  ["from=1711919100000&to=1711919100001", [1_711_919_100_000, 1_711_919_100_001]],
  ["from=1711919100&to=1711919100001", [1_711_919_100_000, 1_711_919_100_001]],
  ["from=1711919099999&to=1711919100", [1_711_919_099_999, 1_711_919_100_999]],
  ["from=99999999999", [99_999_999_999_000, EVER[1]]],
  ["from=100000000000", [100_000_000_000, EVER[1]]],
  ["to=99999999999", [0, 99_999_999_999_999]],
  ["to=100000000000", [0, 100_000_000_000]],
  ["from=0", [0, EVER[1]]],
  ["to=0", [0, 999]],
  ["from=0&to=1", [0, 1999]],
  ["from=000000000000000000000000001", [1000, EVER[1]]],
  ["to=9007199254740991", [0, Number.MAX_SAFE_INTEGER]],
  ["to=9223372036854775807", [0, Number.MAX_SAFE_INTEGER]],
  ["from=9223372036854775806&to=9223372036854775807", [EVER[1], EVER[1]]],
] as const) {
  test(`reads the window of "${search}" as ${window.join(" to ")}`, () => {
    assert.deepEqual(windowOf(ask(search)), window);
  });
}

test("ignores parameters that it does not know", () => {
  const search = "sort_field=name&order=desc&timeFrom=x&timeTo=y&page=9&toString=1&__proto__=2";

  assert.deepEqual(ask(search), ask(""));
});

for (const [line, expected] of [
  [
    "locale=ru&limit=10&page_number=7&filter_field=category&filter_type=equal&filter_value=access",
    { limit: 10, offset: 60, window: EVER, isFiltered: true },
  ],
  [
    "locale=ru&limit=10&page_number=8&from=1711919100000&filter_field=category&filter_type=equal&filter_value=access",
    { limit: 10, offset: 70, window: [1_711_919_100_000, EVER[1]], isFiltered: true },
  ],
  [
    "locale=en&from=1713015696315&limit=50&page_number=2&sort_type=asc&filter_field=category&filter_type=equal&filter_value=access",
    { limit: 50, offset: 50, window: [1_713_015_696_315, EVER[1]], isFiltered: true },
  ],
  ["limit=10&page_number=1", { limit: 10, offset: 0, window: EVER, isFiltered: false }],
] as const) {
  test(`reads the line ${line} of a real client`, () => {
    const query = ask(line);

    const { limit, offset, isFiltered } = query;
    assert.deepEqual({ limit, offset, window: windowOf(query), isFiltered }, expected);
    assert.equal(query.order, "asc");
  });
}
