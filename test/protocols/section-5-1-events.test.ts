import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openStore, startServer } from "../../src/compose.ts";
import { mergeSettings } from "../../src/settings.ts";
import { TestFolder } from "../support/folder.ts";
import { LINK_PASSWORD, Twin } from "./twin.ts";

let twin: Twin;

before(async () => {
  twin = await Twin.open();
});

after(() => twin[Symbol.asyncDispose]());

const event = (time: number, model = "{}") =>
  `{"created_at":${String(time)},"code":"door_was_opened","info":${model}}`;

/** The text of every event of a panel, in rising order. */
async function shownIn(path: string): Promise<string[]> {
  const texts: string[] = [];
  for (let page = 1; ; page++) {
    const { list_items: items } = await twin.pageAt(path, `limit=50&page_number=${String(page)}`);
    if (items.length === 0) return texts;
    texts.push(...items.map((item) => JSON.stringify([item.timestamp, item.info.model])));
  }
}

const serialOf = (path: string) => path.split("/")[2] ?? "";

for (const [key, priority] of [
  ["tamper_event", "critical"],
  ["door_was_opened", "low"],
  ["never_heard_of", "low"],
] as const) {
  test(`§5.1.10 takes ${key} without a priority, and shows it as ${priority}`, async () => {
    const path = await twin.pushAsNew([`{"created_at":1,"category":"access","code":"${key}"}`]);

    const [shown] = (await twin.pageAt(path)).list_items;

    assert.deepEqual([shown?.category, shown?.priority], ["access", priority]);
  });
}

for (const number of ['"3090069"', '"0003090069"', '"99999999999999999999"', "3090069"]) {
  test(`§5.1.11 keeps the number ${number} as it was pushed`, async () => {
    const path = await twin.pushAsNew([event(1, `{"number":${number},"type":"card"}`)]);

    const { text } = await twin.get(path);

    assert.ok(text.includes(`"model":{"number":${number},"type":"card"}`));
  });
}

test("§5.1.13 takes a whole history by 100 events a push, each behind a login, and goes on live", async () => {
  const history = Array.from({ length: 350 }, (_, nth) => [1_000_000 + nth * 10, nth] as const);
  const serial = "HISTORY";

  for (let from = 0; from < history.length; from += 100) {
    const burst = history.slice(from, from + 100);
    await twin.push(
      burst.map(([time, nth]) => event(time, `{"nth":${String(nth)}}`)),
      serial,
    );
  }
  await twin.push([event(9_000_000, '{"nth":350}')], serial);

  assert.deepEqual(
    await shownIn(`/panels/${serial}/api/v1/log/items`),
    [...history, [9_000_000, 350]].map(([time, nth]) => JSON.stringify([time, { nth }])),
  );
});

test("§5.1.14 puts what comes late where it belongs, at the panel's own time", async () => {
  const path = await twin.pushAsNew([event(5_000), event(9_000)]);

  // what was kept while the server was away, and what a clock that jumps says
  await twin.push([event(7_000), event(6_000)], serialOf(path));
  await twin.push([event(1), event(4_000_000_000_000)], serialOf(path));

  const { list_items: items } = await twin.pageAt(path);
  assert.deepEqual(
    items.map(({ timestamp }) => timestamp),
    [1, 5_000, 6_000, 7_000, 9_000, 4_000_000_000_000],
  );
});

test("§5.1.15 has the events of a packet once, however often and in whatever company it comes", async () => {
  const events = Array.from({ length: 20 }, (_, nth) => event(nth, `{"nth":${String(nth)}}`));
  const path = await twin.pushAsNew(events);
  const once = await shownIn(path);

  await twin.push(events, serialOf(path));
  await Promise.all(Array.from({ length: 5 }, () => twin.push(events, serialOf(path))));
  await twin.push([...events.slice(10), event(99, '{"nth":99}')], serialOf(path));

  assert.equal(once.length, 20);
  assert.deepEqual(await shownIn(path), [...once, '[99,{"nth":99}]']);
});

test("§5.1.15 has two events of one packet twice that are alike, and does not add to them", async () => {
  const path = await twin.pushAsNew([event(1), event(1)]);

  await twin.push([event(1), event(1)], serialOf(path));

  assert.equal((await shownIn(path)).length, 2);
});

test("§5.1.15 has a packet for each panel that sent it", async () => {
  const paths = [await twin.pushAsNew([event(1)]), await twin.pushAsNew([event(1)])];

  for (const path of paths) assert.equal((await shownIn(path)).length, 1);
});

test("§5.1.16 answers 200 when another process finds the events in the data folder", async () => {
  await using folder = await TestFolder.make();
  const flags = { data: folder.path, port: "0" };
  const env = { DOORBOOK_LINK_PASSWORD: LINK_PASSWORD, DOORBOOK_ADMIN_PASSWORD: "x" };
  const settings = mergeSettings({ flags, env });
  const server = await startServer(settings, () => undefined);
  try {
    const devices = `${server.address}/api/v0/devices`;
    const login = await fetch(`${devices}/login`, {
      method: "POST",
      body: JSON.stringify({ login: "P-16", password: LINK_PASSWORD }),
    });
    const { token } = (await login.json()) as { token: string };

    for (const time of [1, 2, 3]) {
      const { status } = await fetch(`${devices}/logs`, {
        method: "PUT",
        headers: { authorization: `Bearer ${token}` },
        body: `{"events":[${event(time)}]}`,
      });
      await using beside = await openStore(settings);
      const stored = await beside.after(0, 10);

      assert.equal(status, 200);
      assert.deepEqual(
        stored.map(({ panel, occurredAtMs }) => [panel, occurredAtMs]),
        [1, 2, 3].slice(0, time).map((each) => ["P-16", each]),
      );
    }
  } finally {
    await server.close();
  }
});

test("§5.1.16 answers no 200 to a packet that it can keep nowhere", async () => {
  await using own = await Twin.open({ settings: { quarantineMaxBytes: 4 } });
  const headers = await own.logPanelIn();

  for (const body of [`{"events":["too long",${event(1)}]}`, "no JSON"]) {
    const { status } = await own.app.put("/api/v0/devices/logs", body, headers);

    assert.equal(status, 503);
  }
  assert.deepEqual(await own.times(), []);
});

for (const [what, first, second] of [
  ["white space", '{"lock":0,"owner":"Ann"}', '{ "lock" : 0 ,\n"owner": "Ann" }'],
  ["the order of members", '{"lock":0,"owner":"Ann"}', '{"owner":"Ann","lock":0}'],
  ["escapes", '{"owner":"Ann/Ї"}', String.raw`{"owner":"\u0041nn\/\u0407"}`],
  [
    "empty members",
    '{"lock":0}',
    '{"lock":0,"owner":"","apartment_address":null,"list":[],"object":{}}',
  ],
  ["quotes of numbers", '{"number":3090069,"lock":"0"}', '{"number":"3090069","lock":0}'],
  ["no model", "{}", "null"],
] as const) {
  test(`§5.1.21 takes models that differ in ${what} for the same, and shows the first`, async () => {
    const path = await twin.pushAsNew([event(1, first)]);

    await twin.push([event(1, second)], serialOf(path));

    const { text } = await twin.get(path);
    assert.deepEqual(
      [...text.matchAll(/"model":(\{[^}]*\})/g)].map(([, model]) => model),
      [first],
    );
  });
}

for (const [what, first, second] of [
  ["a value", '{"lock":0}', '{"lock":1}'],
  ["a number's digits", '{"number":"3090069"}', '{"number":"03090069"}'],
  ["a big number's last digit", '{"n":12345678901234567890}', '{"n":12345678901234567891}'],
  ["a name", '{"lock":0}', '{"Lock":0}'],
  ["the order of a list", '{"a":[1,2]}', '{"a":[2,1]}'],
  ["letters", '{"owner":"ann"}', '{"owner":"Ann"}'],
] as const) {
  test(`§5.1.21 takes models that differ in ${what} for two events`, async () => {
    const path = await twin.pushAsNew([event(1, first)]);

    await twin.push([event(1, second)], serialOf(path));

    assert.equal((await shownIn(path)).length, 2);
  });
}
