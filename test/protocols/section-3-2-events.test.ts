import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { triple, Twin } from "./twin.ts";

let twin: Twin;

before(async () => {
  twin = await Twin.open();
});

after(() => twin[Symbol.asyncDispose]());

/** The text of an event as the log of its panel shows it. */
async function shownTextOf(event: string): Promise<string> {
  const { text } = await twin.get(await twin.pushAsNew([event]));
  const [, shown = ""] = /,"list_items":\[(.*)\]\}$/.exec(text) ?? [];
  return shown;
}

async function shownModelOf(info: string): Promise<string> {
  const event = `{"created_at":1,"code":"x"${info}}`;
  const [, model = ""] = /,"model":(.*)\}\}$/.exec(await shownTextOf(event)) ?? [];
  return model;
}

test("§3.2.2 counts an event as soon as it is delivered", async () => {
  const path = await twin.pushAsNew(['{"created_at":5,"code":"tamper_event"}']);
  const serial = path.split("/")[2] ?? "";
  const totals = [];

  for (const time of [3, 1, 2]) {
    await twin.push([`{"created_at":${String(time)},"code":"tamper_event"}`], serial);
    totals.push((await twin.pageAt(path)).list_option.pagination.total_items);
  }

  assert.deepEqual(totals, [2, 3, 4]);
});

for (const [what, info, kept] of [
  ["no model", "", undefined],
  ["null", ',"info":null', "null"],
  ["a list", ',"info":[{"lock":1}]', '[{"lock":1}]'],
  ["a text", ',"info":"{}"', '"{}"'],
  ["a number", ',"info":12', "12"],
  ["a truth", ',"info":true', "true"],
  ["an empty model", ',"info":{}', "{}"],
] as const) {
  test(`§3.2.11 shows an empty model for ${what}, and keeps what was sent`, async () => {
    const { log } = twin.app.stores;
    const head = await log.head();
    const path = await twin.pushAsNew([`{"created_at":1,"code":"x"${info}}`]);

    const [shown] = (await twin.pageAt(path)).list_items;
    const [stored] = await log.after(head, 10);

    assert.deepEqual(shown?.info.model, {});
    assert.equal(stored?.model, kept);
  });
}

for (const [sent, shown] of [
  ['{ "lock" : 0 ,\n\t"a" : [ 1 , 2 ] }', '{"lock":0,"a":[1,2]}'],
  ['{"number":12345678901234567890}', '{"number":12345678901234567890}'],
  ['{"a":1.0,"b":1e2,"c":-0}', '{"a":1.0,"b":1e2,"c":-0}'],
  ['{"z":1,"a":2,"10":3,"9":4}', '{"z":1,"a":2,"10":3,"9":4}'],
  ['{"a":1,"a":2}', '{"a":1,"a":2}'],
  [String.raw`{"a":"\u0041\/\"\\ \n"}`, String.raw`{"a":"\u0041\/\"\\ \n"}`],
  [
    '{"a b":" two  spaces ","__proto__":{"x":null}}',
    '{"a b":" two  spaces ","__proto__":{"x":null}}',
  ],
  ['{"owner":"Ольга 🚪"}', '{"owner":"Ольга 🚪"}'],
] as const) {
  test(`§3.2.12 shows the model ${JSON.stringify(sent)} as it was sent`, async () => {
    assert.equal(await shownModelOf(`,"info":${sent}`), shown);
  });
}

for (const number of ['"3090069"', "3090069", '"0003090069"', "18446744073709551615"]) {
  test(`§3.2.13 shows the number ${number} as it came`, async () => {
    const model = `{"number":${number},"type":"card","lock":0}`;

    assert.equal(await shownModelOf(`,"info":${model}`), model);
  });
}

for (const [key, said, category, priority] of [
  ["tamper_event", "", "emergency", "critical"],
  ["tamper_event", ',"category":"info"', "info", "critical"],
  ["tamper_event", ',"priority":"low"', "emergency", "low"],
  ["tamper_event", ',"category":"","priority":""', "emergency", "critical"],
  ["tamper_event", ',"category":null,"priority":null', "emergency", "critical"],
  ["sip_registration_lost", "", "info", "high"],
  ["never_heard_of", "", "info", "low"],
  ["never_heard_of", ',"category":"system"', "system", "low"],
  ["never_heard_of", ',"priority":"critical"', "info", "critical"],
] as const) {
  test(`§3.2.14 shows ${key}${said} as ${category}, ${priority}, and finds it there`, async () => {
    const path = await twin.pushAsNew([`{"created_at":1,"code":"${key}"${said}}`]);

    for (const question of ["", triple("category", category), triple("priority", priority)]) {
      const { list_items: items } = await twin.pageAt(path, question);

      assert.deepEqual(
        items.map((shown) => [shown.category, shown.priority]),
        [[category, priority]],
      );
    }
  });
}

test("§3.2.15 shows an event of a real panel as that panel does", async () => {
  const shown = await shownTextOf(
    '{"created_at":1678077114137,"category":"access","code":"access_granted_by_valid_identifier",' +
      '"priority":"medium","info":{"lock":0,"owner":"Administrator","number":"3090069",' +
      '"apartment_address":"","type":"card"}}',
  );

  assert.deepEqual(JSON.parse(shown), {
    timestamp: 1_678_077_114_137,
    category: "access",
    priority: "medium",
    info: {
      text: "Valid identifier 3090069 was used, owner Administrator, lock 0 was opened",
      model: {
        lock: 0,
        owner: "Administrator",
        number: "3090069",
        apartment_address: "",
        type: "card",
      },
    },
    name: { text: "Lock opened by identifier", key: "access_granted_by_valid_identifier" },
  });
});

test("§3.2.16 shows the event of the page's real example as the page does", async () => {
  const shown = await shownTextOf(
    '{"created_at":1608292485815,"code":"successful_login_api_call","info":{"account_type":"admin"}}',
  );

  assert.deepEqual(JSON.parse(shown), {
    timestamp: 1_608_292_485_815,
    category: "system",
    priority: "medium",
    name: { text: "Login to the web interface", key: "successful_login_api_call" },
    info: {
      text: "Successful (admin) login to the web interface",
      model: { account_type: "admin" },
    },
  });
});
