import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DICTIONARY } from "./dictionary-table.ts";
import { LANGUAGES } from "./languages.ts";
import { numbersWhere, SAMPLE_LOG, SAMPLE_PUSH } from "./sample-log.ts";
import { expression, LOG_PATHS, PANEL, search, triple, Twin } from "./twin.ts";

const ITEMS = `/panels/${PANEL}/api/v1/log/items`;
/** A panel without an event. */
const EMPTY = "/panels/nobody/api/v1/log/items";

let twin: Twin;

before(async () => {
  twin = await Twin.open();
  await twin.push(SAMPLE_PUSH);
});

after(() => twin[Symbol.asyncDispose]());

test("§3.2.1 answers with nothing but options and events, for an empty panel to the letter", async () => {
  const { text } = await twin.get(EMPTY);

  const { list_option: option } = await twin.pageAt(EMPTY);
  const { available_fields: fields, available_values: values } = option.filter;
  assert.equal(
    text,
    '{"list_option":{"pagination":{"total_items":0,"items_limit":10,"total_pages":1,"current_page":1},' +
      '"filter":{"available_filtering":true,"is_filtered":false,' +
      `"available_fields":${JSON.stringify(fields)},"available_values":${JSON.stringify(values)}},` +
      '"sort":{"asc":true,"available_sorting":["asc","desc"],"available_values":["asc","desc"]},' +
      '"locale":{"locale":"en","available_locales":["en","es","ru","uk","pl","nl","tr","fr","da"]}},' +
      '"list_items":[]}',
  );
});

for (const path of LOG_PATHS) {
  test(`§3.2.1 has the same members in every language at ${path}`, async () => {
    for (const locale of LANGUAGES) {
      const page = await twin.pageAt(path, `locale=${locale}&limit=20`);

      assert.deepEqual(Object.keys(page), ["list_option", "list_items"]);
      assert.deepEqual(Object.keys(page.list_option).toSorted(), [
        "filter",
        "locale",
        "pagination",
        "sort",
      ]);
      assert.equal(page.list_items.length, 20);
    }
  });
}

for (const [question, holds] of [
  ["", () => true],
  [triple("category", "access"), ({ category }) => category === "access"],
  [triple("name", "multi_access_granted"), () => false],
  [expression("priority eq 'high'"), ({ priority }) => priority === "high"],
  ["from=1713015700315", ({ timestamp }) => timestamp >= 1_713_015_700_315],
  [
    `from=1713015700315&to=1713015760315&${triple("priority", "medium")}`,
    ({ timestamp, priority }) =>
      timestamp >= 1_713_015_700_315 && timestamp <= 1_713_015_760_315 && priority === "medium",
  ],
] as const satisfies readonly (readonly [string, Parameters<typeof numbersWhere>[0]])[]) {
  const total = numbersWhere(holds).length;

  test(`§3.2.2 counts ${String(total)} events of ${question || "all"}`, async () => {
    const { pagination } = (await twin.page(question)).list_option;

    assert.equal(pagination.total_items, total);
  });

  for (const limit of [10, 30]) {
    test(`§3.2.3 has pages of ${String(limit)} for ${String(total)} events of ${question || "all"}`, async () => {
      const pages = Math.max(1, Math.ceil(total / limit));

      for (const page of [1, pages]) {
        const { list_option: option, list_items: items } = await twin.page(
          `${question}&limit=${String(limit)}&page_number=${String(page)}`,
        );

        assert.equal(option.pagination.total_pages, pages);
        assert.equal(option.pagination.current_page, page);
        assert.equal(items.length, Math.min(limit, total - (page - 1) * limit));
      }
    });
  }
}

for (const [question, isFiltered] of [
  ["", false],
  ["from=1&to=2", false],
  ["sort_type=desc&page_number=3&locale=uk", false],
  ["filter=", false],
  ["filter_format=string", false],
  [triple("category", "access"), true],
  [triple("name", "multi_access_granted"), true],
  [
    search({ filter: '{"filter_field":"priority","filter_type":"equal","filter_value":"low"}' }),
    true,
  ],
  [expression("timestamp ge 1"), true],
] as const) {
  test(`§3.2.4 says that filtering is available for ${question || "no question"}`, async () => {
    assert.equal((await twin.page(question)).list_option.filter.available_filtering, true);
  });

  test(`§3.2.5 says is_filtered ${String(isFiltered)} of ${question || "no question"}`, async () => {
    assert.equal((await twin.page(question)).list_option.filter.is_filtered, isFiltered);
  });
}

test("§3.2.6 offers priority, category and name to filter by, each by equal", async () => {
  const { available_fields: fields } = (await twin.page()).list_option.filter;

  assert.deepEqual(
    fields.map(({ filter_field: field, available_types: types }) => [field, types]),
    [
      ["priority", ["equal"]],
      ["category", ["equal"]],
      ["name", ["equal"]],
    ],
  );
});

for (const locale of LANGUAGES) {
  test(`§3.2.7 lists categories, priorities and names with their texts in ${locale}`, async () => {
    const { list_option: option } = await twin.pageAt(EMPTY, `locale=${locale}`);

    const { category, priority, name, ...others } = option.filter.available_values;
    assert.deepEqual(others, {});
    assert.deepEqual(category.toSorted(), ["access", "emergency", "info", "system"]);
    assert.deepEqual(priority.toSorted(), ["critical", "high", "low", "medium"]);
    for (const pair of name) assert.deepEqual(Object.keys(pair).toSorted(), ["key", "text"]);
    assert.deepEqual(
      name.map(({ key }) => key).toSorted(),
      DICTIONARY.map(({ key }) => key).toSorted(),
    );
  });
}

for (const order of ["asc", "desc"]) {
  for (const question of [`sort_type=${order}`, `order_by=timestamp%20${order}`]) {
    test(`§3.2.8 says how it is sorted, and how it can be, for ${question}`, async () => {
      assert.deepEqual((await twin.page(question)).list_option.sort, {
        asc: order === "asc",
        available_sorting: ["asc", "desc"],
        available_values: ["asc", "desc"],
      });
    });
  }
}

for (const locale of LANGUAGES) {
  test(`§3.2.9 says that it speaks ${locale}, and the nine that it can`, async () => {
    assert.deepEqual((await twin.page(`locale=${locale}`)).list_option.locale, {
      locale,
      available_locales: ["en", "es", "ru", "uk", "pl", "nl", "tr", "fr", "da"],
    });
  });

  test(`§3.2.10 shows an event in ${locale} with every member and no other`, async () => {
    const { list_items: items } = await twin.pageAt(ITEMS, `locale=${locale}&limit=50`);

    assert.equal(items.length, 50);
    for (const [nth, { timestamp, category, priority, name, info, ...others }] of items.entries()) {
      const { text: nameText, ...key } = name;
      const { text, ...model } = info;
      const sent = SAMPLE_LOG[nth];
      assert.ok(sent !== undefined && nameText !== "" && text !== "");
      assert.deepEqual([typeof nameText, typeof text], ["string", "string"]);
      assert.deepEqual(
        { timestamp, category, priority, key, model, others },
        {
          timestamp: sent.timestamp,
          category: sent.category,
          priority: sent.priority,
          key: { key: sent.key },
          model: { model: { nth } },
          others: {},
        },
      );
    }
  });
}

for (const locale of LANGUAGES) {
  test(`§3.2.17 has the same options in the old list, in ${locale}`, async () => {
    const question = `locale=${locale}&${triple("priority", "high")}&limit=20&page_number=2`;

    const [now, old] = [
      await twin.pageAt(ITEMS, question),
      await twin.pageAt(`/panels/${PANEL}/api/v0/log/list`, question),
    ];

    assert.deepEqual(old.list_option, now.list_option);
    assert.equal(old.list_option.pagination.total_items, numbersWhere(isHigh).length);
  });
}

function isHigh({ priority }: { readonly priority: string }): boolean {
  return priority === "high";
}
