import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { renderOldItem, type ShownEvent } from "../../../src/basip/android/render-item.ts";
import { renderLogItems, type ShownPage } from "../../../src/basip/android/render-log-items.ts";
import { EVENT_KEYS } from "../../../src/event/catalog.ts";
import { spacedJson } from "../../support/spaced-json.ts";
import { ask } from "./ask.ts";

const NONE: ShownPage = { total: 0, events: [] };

function event(over: Partial<ShownEvent>): ShownEvent {
  return {
    occurredAtMs: 1_678_077_114_137,
    key: "tamper_event",
    category: undefined,
    priority: undefined,
    model: undefined,
    extra: undefined,
    ...over,
  };
}

/** What of an answer's shape these tests walk through. */
interface Answer {
  list_option: {
    pagination: object;
    filter: { is_filtered: boolean; available_values: { name: { text: string; key: string }[] } };
    sort: { asc: boolean };
    locale: { locale: string };
  };
  list_items: object[];
}

function answer(search: string, page: ShownPage, extraKeys: readonly string[] = []): Answer {
  const read: Answer = JSON.parse(renderLogItems(ask(search, { extraKeys }), page, extraKeys));
  return read;
}

/** The answer to one event, from `list_items` on. */
function itemText(one: ShownEvent, search = ""): string {
  const text = renderLogItems(ask(search), { total: 1, events: [one] }, []);
  return text.slice(text.indexOf('"list_items":') + '"list_items":'.length, -1);
}

const VALUES_BUT_NAMES = {
  category: ["access", "emergency", "system", "info"],
  priority: ["critical", "high", "low", "medium"],
};

/** A field in the words of Android panels, then in those of Camdroid panels. */
function availableField(field: string, options: readonly string[]): object {
  return {
    filter_field: field,
    available_types: ["equal"],
    field_name: field,
    compare_operators: ["eq", "nq"],
    options,
  };
}

test("answers an empty log in the shape of the page", () => {
  const { list_option: option, list_items: items, ...others } = answer("", NONE);

  assert.deepEqual(others, {});
  assert.deepEqual(items, []);
  const { name: names, ...values } = option.filter.available_values;
  assert.deepEqual(values, VALUES_BUT_NAMES);
  assert.equal(names.length, 40);
  assert.deepEqual(option, {
    pagination: { total_items: 0, items_limit: 10, total_pages: 1, current_page: 1 },
    filter: {
      available_filtering: true,
      is_filtered: false,
      available_fields: [
        availableField("priority", VALUES_BUT_NAMES.priority),
        availableField("category", VALUES_BUT_NAMES.category),
        availableField("name", EVENT_KEYS),
      ],
      available_values: { ...VALUES_BUT_NAMES, name: names },
    },
    sort: { asc: true, available_sorting: ["asc", "desc"], available_values: ["asc", "desc"] },
    locale: {
      locale: "en",
      available_locales: ["en", "es", "ru", "uk", "pl", "nl", "tr", "fr", "da"],
    },
  });
});

test("keeps the order of members that the page's schema has", () => {
  const option = answer("", NONE).list_option;

  assert.deepEqual(Object.keys(option), ["pagination", "filter", "sort", "locale"]);
});

for (const [search, total, pagination] of [
  ["", 1, [1, 10, 1, 1]],
  ["", 10, [10, 10, 1, 1]],
  ["", 11, [11, 10, 2, 1]],
  ["limit=50&page_number=2", 101, [101, 50, 3, 2]],
  ["limit=20&page_number=2147483647", 5, [5, 20, 1, 2_147_483_647]],
  ["limit=10", 1_000_000_001, [1_000_000_001, 10, 100_000_001, 1]],
] as const) {
  test(`counts the pages of ${total} events asked for with "${search}"`, () => {
    const [total_items, items_limit, total_pages, current_page] = pagination;

    assert.deepEqual(answer(search, { total, events: [] }).list_option.pagination, {
      total_items,
      items_limit,
      total_pages,
      current_page,
    });
  });
}

test("echoes order, language and that there is a filter", () => {
  const search =
    "sort_type=desc&locale=uk&filter_field=category&filter_type=equal&filter_value=info";
  const option = answer(search, NONE).list_option;

  assert.equal(option.sort.asc, false);
  assert.equal(option.locale.locale, "uk");
  assert.equal(option.filter.is_filtered, true);
});

test("lists the names of the catalog, then those of the extra keys, in the language asked for", () => {
  const extraKeys = ["bond_lift_request", 'odd "key"'];
  const names = answer("locale=uk", NONE, extraKeys).list_option.filter.available_values.name;

  assert.equal(names.length, 42);
  assert.deepEqual(names[0], {
    text: "Недійсний ідентифікатор",
    key: "access_denied_by_not_valid_identifier",
  });
  assert.deepEqual(names[39], { text: "Спрацював тампер", key: "tamper_event" });
  assert.deepEqual(names.slice(40), [
    { text: "Bond lift request", key: "bond_lift_request" },
    { text: 'Odd "key"', key: 'odd "key"' },
  ]);
});

test("lists extra keys in each language, with the same array too", () => {
  const extraKeys = ["bond_lift_request"];
  const first = (search: string) =>
    answer(search, NONE, extraKeys).list_option.filter.available_values.name[0]?.text;

  assert.deepEqual(["", "locale=uk", ""].map(first), [
    "Not valid identifier",
    "Недійсний ідентифікатор",
    "Not valid identifier",
  ]);
});

test("renders the real event of a panel", () => {
  const model =
    '{"lock":0,"owner":"Administrator","number":"3090069","apartment_address":"","type":"card"}';

  assert.equal(
    itemText(
      event({
        key: "access_granted_by_valid_identifier",
        category: "access",
        priority: "medium",
        model,
      }),
    ),
    '[{"timestamp":1678077114137,"category":"access","priority":"medium",' +
      '"name":{"key":"access_granted_by_valid_identifier","text":"Lock opened by identifier"},' +
      '"info":{"text":"Valid identifier 3090069 was used, owner Administrator, lock 0 was opened",' +
      `"model":${model}}}]`,
  );
});

test("renders the event of the page's real example", () => {
  assert.deepEqual(
    JSON.parse(
      itemText(
        event({
          occurredAtMs: 1_608_292_485_815,
          key: "successful_login_api_call",
          model: '{"account_type":"admin"}',
        }),
      ),
    ),
    [
      {
        timestamp: 1_608_292_485_815,
        category: "system",
        priority: "medium",
        name: { text: "Login to the web interface", key: "successful_login_api_call" },
        info: {
          text: "Successful (admin) login to the web interface",
          model: { account_type: "admin" },
        },
      },
    ],
  );
});

for (const [sent, shown] of [
  [{ key: "tamper_event" }, ["emergency", "critical", "Tamper triggered"]],
  [{ key: "tamper_event", category: "access" }, ["access", "critical", "Tamper triggered"]],
  [{ key: "tamper_event", priority: 'a "b"' }, ["emergency", 'a "b"', "Tamper triggered"]],
  [{ key: "bond_lift_request" }, ["info", "low", "Bond lift request"]],
  [{ key: 'quo"te\\' }, ["info", "low", 'Quo"te\\']],
  [{ key: "bond_lift_request", extra: '{"name":"Bound"}' }, ["info", "low", "Bound"]],
] as const) {
  test(`shows ${JSON.stringify(sent)} as ${shown.join(", ")}`, () => {
    const [item] = JSON.parse(itemText(event(sent)));

    assert.deepEqual([item.category, item.priority, item.name.text], shown);
    assert.equal(item.name.key, sent.key);
  });
}

for (const [model, shown] of [
  [undefined, "{}"],
  ["null", "{}"],
  ["[]", "{}"],
  ['[{"lock":1}]', "{}"],
  ["7", "{}"],
  ['"{}"', "{}"],
  ["true", "{}"],
  ["{}", "{}"],
  [" \n{ }", "{}"],
  ['{ "lock" : 1,\n "owner": "John  Smith" }', '{"lock":1,"owner":"John  Smith"}'],
  ['{"number": 12345678901234567890}', '{"number":12345678901234567890}'],
  ['{"b":1,"a":1.0,"b":"\\u0416"}', '{"b":1,"a":1.0,"b":"\\u0416"}'],
] as const) {
  test(`shows the model ${JSON.stringify(model)} as ${shown}`, () => {
    const text = itemText(event({ model }));

    assert.ok(text.endsWith(`"model":${shown}}}]`), text);
  });
}

test("an answer is valid JSON on one line whose models are the sent ones token for token", () => {
  const key = fc.oneof(
    fc.constantFrom("access_granted_by_valid_identifier", "multi_access_denied", "tamper_event"),
    fc.string({ minLength: 1, unit: "binary" }),
  );
  const said = fc.option(fc.string({ unit: "binary" }), { nil: undefined });
  const events = fc.array(fc.tuple(fc.nat(), key, said, said, spacedJson()), { maxLength: 5 });

  fc.assert(
    fc.property(events, fc.constantFrom("en", "uk"), (sent, locale) => {
      const page = {
        total: sent.length,
        events: sent.map(([occurredAtMs, eventKey, category, priority, { spaced }]) =>
          event({ occurredAtMs, key: eventKey, category, priority, model: spaced }),
        ),
      };

      const text = renderLogItems(ask(`locale=${locale}`), page, []);

      const items = JSON.parse(text).list_items;
      assert.doesNotMatch(text, /[\n\r]/);
      assert.equal(items.length, sent.length);
      for (const [at, [timestamp, eventKey, , , { compact }]] of sent.entries()) {
        assert.equal(items[at].timestamp, timestamp);
        assert.equal(items[at].name.key, eventKey);
        assert.deepEqual(items[at].info.model, JSON.parse(compact));
        assert.ok(text.includes(`,"model":${compact}}}`));
      }
    }),
  );
});

test("offers the extra keys of the log among the values that names can be compared with", () => {
  const text = renderLogItems(ask(""), NONE, ["bond_lift_request"]);

  assert.match(text, /"options":\["access_denied[^\]]*"tamper_event","bond_lift_request"\]/);
});

for (const [locale, name, text] of [
  ["en", "Tamper triggered", "Tamper sensor was triggered"],
  ["uk", "Спрацював тампер", "Спрацював датчик відкриття корпусу (тампер)"],
] as const) {
  test(`writes an event in the old shape, in English and in the language asked for: ${locale}`, () => {
    const page = { total: 1, events: [event({ model: ' { "a" : 12345678901234567890 } ' })] };

    const answered = renderLogItems(ask(`locale=${locale}`), page, [], renderOldItem);

    const items = answered.slice(answered.indexOf('"list_items":'), -1);
    assert.equal(
      items,
      '"list_items":[{"timestamp":1678077114137,"category":"emergency","priority":"critical",' +
        `"name":{"english":"Tamper triggered","key":"tamper_event","localized":"${name}"},` +
        `"info":{"english":"Tamper sensor was triggered","localized":"${text}",` +
        '"model":{"a":12345678901234567890}}}]',
    );
  });
}
