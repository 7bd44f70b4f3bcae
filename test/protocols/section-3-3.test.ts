import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  CALLS_AND_DEVICE,
  DENIED,
  DICTIONARY,
  type DictionaryRow,
  EMERGENCIES,
  GRANTED,
  LIFTS,
  LOCKS_AND_DOORS,
  LOGINS,
} from "./dictionary-table.ts";
import { LANGUAGES } from "./languages.ts";
import { expression, search, triple, Twin, type ShownEvent } from "./twin.ts";

const NOBODY = "/panels/nobody/api/v1/log/items";

let twin: Twin;

before(async () => {
  twin = await Twin.open();
});

after(() => twin[Symbol.asyncDispose]());

/** The events of a panel that sent these, in their order: at most 50. */
async function shownOf(events: readonly string[], question = ""): Promise<readonly ShownEvent[]> {
  const path = await twin.pushAsNew(events);
  return (await twin.pageAt(path, `limit=50&${question}`)).list_items;
}

const bare = (key: string, nth = 0) =>
  `{"created_at":${String(nth)},"code":${JSON.stringify(key)}}`;

/** How the events of some keys are shown that a panel sends without category and priority. */
async function assertShownAs(rows: readonly DictionaryRow[]): Promise<void> {
  const path = await twin.pushAsNew(rows.map(({ key }, nth) => bare(key, nth)));

  const { list_items: items } = await twin.pageAt(path, "limit=50");
  assert.deepEqual(
    items.map(({ category, priority, name }) => [category, priority, name.key]),
    rows.map(({ category, priority, key }) => [category, priority, key]),
  );
  for (const { category, priority } of rows) {
    for (const [field, value] of [
      ["category", category],
      ["priority", priority],
    ] as const) {
      const { list_items: found } = await twin.pageAt(path, `limit=50&${triple(field, value)}`);
      const expected = rows.filter((row) => row[field] === value);
      assert.deepEqual(
        found.map(({ name }) => name.key),
        expected.map(({ key }) => key),
      );
    }
  }
}

test("§3.3.1 shows ten keys as refused access", async () => {
  assert.equal(DENIED.length, 10);
  await assertShownAs(DENIED);
});

test("§3.3.2 shows eight keys as granted access", async () => {
  assert.equal(GRANTED.length, 8);
  await assertShownAs(GRANTED);
});

test("§3.3.3 shows seven keys as what locks and doors did", async () => {
  assert.equal(LOCKS_AND_DOORS.length, 7);
  await assertShownAs(LOCKS_AND_DOORS);
});

test("§3.3.4 shows three keys as calls of a lift", async () => {
  assert.equal(LIFTS.length, 3);
  await assertShownAs(LIFTS);
});

test("§3.3.5 shows six keys as calls and the device's own", async () => {
  assert.equal(CALLS_AND_DEVICE.length, 6);
  await assertShownAs(CALLS_AND_DEVICE);
});

test("§3.3.6 shows four keys as logins", async () => {
  assert.equal(LOGINS.length, 4);
  await assertShownAs(LOGINS);
});

test("§3.3.7 shows two keys as emergencies", async () => {
  assert.equal(EMERGENCIES.length, 2);
  await assertShownAs(EMERGENCIES);
});

test("§3.3.8 shows an unknown QR code under access", async () => {
  const [shown] = await shownOf(
    [bare("access_denied_by_unknown_qr")],
    triple("category", "access"),
  );

  assert.equal(shown?.category, "access");
});

test("§3.3.9 names every key in English as the page does", async () => {
  const expected = new Map(DICTIONARY.map(({ key, name }) => [key, name]));
  const path = await twin.pushAsNew(DICTIONARY.map(({ key }, nth) => bare(key, nth)));

  const { list_items: items, list_option: option } = await twin.pageAt(path, "limit=50");

  const { name: dictionary } = option.filter.available_values;
  assert.deepEqual(new Map(dictionary.map(({ key, text }) => [key, text])), expected);
  assert.deepEqual(new Map(items.map(({ name }) => [name.key, name.text])), expected);
});

for (const locale of LANGUAGES) {
  test(`§3.3.10 names each of the forty keys in ${locale}`, async () => {
    const { list_option: option } = await twin.pageAt(NOBODY, `locale=${locale}`);

    const { name: dictionary } = option.filter.available_values;
    const texts = new Map(dictionary.map(({ key, text }) => [key, text]));
    assert.deepEqual([...texts.keys()].toSorted(), DICTIONARY.map(({ key }) => key).toSorted());
    assert.equal(new Set(texts.values()).size, 40);
    for (const { key, name } of DICTIONARY) {
      assert.match(texts.get(key) ?? "", /^\S(?:.*\S)$/u);
      assert.equal(texts.get(key) === name, locale === "en", key);
      if (locale === "ru" || locale === "uk") assert.match(texts.get(key) ?? "", /\p{sc=Cyrl}/u);
    }
  });

  test(`§3.3.11 adds a key to the dictionary in ${locale} where it occurs, and only there`, async () => {
    const key = `strange_key_${locale}`;
    const path = await twin.pushAsNew([bare("tamper_event"), bare(key)]);
    const keysAt = async (where: string) => {
      const { list_option: option } = await twin.pageAt(where, `locale=${locale}`);
      return option.filter.available_values.name;
    };

    const [here, elsewhere, fleet] = [
      await keysAt(path),
      await keysAt(NOBODY),
      await keysAt("/api/v1/log/items"),
    ];

    assert.deepEqual(here, [...elsewhere, { text: `Strange key ${locale}`, key }]);
    assert.equal(fleet.filter((pair) => pair.key === key).length, 1);
    assert.equal((await twin.pageAt(path, triple("name", key))).list_items.length, 1);
    const refused = await twin.get(`${NOBODY}?${triple("name", key)}`);
    assert.deepEqual([refused.status, refused.text], [400, '{"error":"Wrong filter value"}']);
  });
}

for (const [category, priority] of [
  ["info", "low"],
  ["emergency", "high"],
  ["doors", "urgent"],
  ["Доступ", "1"],
] as const) {
  test(`§3.3.12 keeps the category ${category} and the priority ${priority} of every key`, async () => {
    const said = JSON.stringify({ category, priority }).slice(1, -1);
    const shown = await shownOf(
      DICTIONARY.map(({ key }, nth) => `{"created_at":${String(nth)},"code":"${key}",${said}}`),
    );

    assert.deepEqual(
      shown.map((event) => [event.name.key, event.category, event.priority]),
      DICTIONARY.map(({ key }) => [key, category, priority]),
    );
  });
}

for (const [what, model] of [
  ["a number as a text", '{"number":"3090069","lock":"0"}'],
  ["a text as a number", '{"owner":12,"apartment_address":7,"type":1}'],
  ["fields missing", '{"owner":"Ann"}'],
  ["nothing at all", "{}"],
  ["fields that nobody knows", '{"number":1,"floor":{"level":[3,null]},"Number":2}'],
  ["a list for a text", '{"owner":["Ann","Bob"],"number":{"value":1}}'],
  ["texts for lists", '{"used_identifiers_list":"x","apartments_list":{},"reject_reasons":1}'],
  ["nulls", '{"number":null,"owner":null,"lock":null,"info":null,"user":null}'],
  ["another key's model", '{"info":{"user":{"name":"Ann"}},"lock_opened_time":"135","qr":"x"}'],
] as const) {
  test(`§3.3.23 keeps a model with ${what} as it came, whatever its key`, async () => {
    const path = await twin.pushAsNew(
      DICTIONARY.map(
        ({ key }, nth) => `{"created_at":${String(nth)},"code":"${key}","info":${model}}`,
      ),
    );

    const { text } = await twin.get(`${path}?limit=50`);

    assert.equal(text.split(`,"model":${model}}}`).length - 1, 40);
  });
}

for (const [key, category, name] of [
  ["bond_lift_request", "access", "Bond lift request"],
  ["firmware_update", "system", "Firmware update"],
  ["abnormal_event", "info", "Abnormal event"],
  ["emergent_event", "emergency", "Emergent event"],
  ["lock_is_opened_to_long", "emergency", "Lock is opened to long"],
  ["lock_is_opened_too_long", "access", "Lock is opened too long"],
  ["lock_is_opened_too_long", "info", "Lock is opened too long"],
  ["access_denied_by_web_api_call", "access", "Access denied by web API call"],
  ["access_denied_by_unknown_qr_code", "access", "Access denied by unknown QR code"],
  ["access_denied_by_unknown_identifier", "access", "Access denied by unknown identifier"],
  ["lift_called_to_floor", "access", "Lift called to floor"],
] as const) {
  test(`§3.3.24 shows ${key} of category ${category} as "${name}"`, async () => {
    const path = await twin.pushAsNew([
      `{"created_at":1,"code":"${key}","category":"${category}","priority":"low"}`,
    ]);

    for (const locale of LANGUAGES) {
      const { list_items: items } = await twin.pageAt(
        path,
        `locale=${locale}&${triple("category", category)}`,
      );

      assert.deepEqual(items, [
        {
          timestamp: 1,
          category,
          priority: "low",
          name: { key, text: name },
          info: { text: name, model: {} },
        },
      ]);
    }
  });
}

for (const key of [
  "ключ подія",
  "UPPER-case.Key",
  "🚪",
  "__proto__",
  "constructor",
  "it's a 'key'",
  'a "quoted" \\ key',
  "a/b?c=1&d=%25",
  " spaced ",
  "_",
  "7",
  "k".repeat(128),
]) {
  test(`§3.3.25 keeps, shows and finds the key ${key.slice(0, 20)}`, async () => {
    const path = await twin.pushAsNew([bare("tamper_event", 1), bare(key, 2)]);
    const filter = { filter_field: "name", filter_type: "equal", filter_value: key };

    for (const question of [
      triple("name", key),
      search({ filter: JSON.stringify(filter) }),
      expression(`name eq '${key.replaceAll("'", "''")}'`),
    ]) {
      const { list_items: items, list_option: option } = await twin.pageAt(path, question);

      assert.deepEqual(
        items.map(({ timestamp, name }) => [timestamp, name.key]),
        [[2, key]],
      );
      assert.notEqual(items[0]?.name.text, "");
      assert.equal(option.pagination.total_items, 1);
      assert.equal(option.filter.available_values.name.at(-1)?.key, key);
    }
  });
}

for (const [key, model, sentence] of [
  [
    "access_granted_by_valid_identifier",
    '{"lock":0,"owner":"Administrator","number":"3090069","apartment_address":"","type":"card"}',
    "Valid identifier 3090069 was used, owner Administrator, lock 0 was opened",
  ],
  [
    "successful_login_api_call",
    '{"account_type":"admin"}',
    "Successful (admin) login to the web interface",
  ],
  [
    "access_granted_by_api_call",
    '{"lock":1,"requestor":"web_ui"}',
    "Lock 1 opened from the web interface",
  ],
] as const) {
  test(`§3.3.26 says "${sentence}"`, async () => {
    const [shown] = await shownOf([`{"created_at":1,"code":"${key}","info":${model}}`]);

    assert.equal(shown?.info.text, sentence);
  });
}
