import assert from "node:assert/strict";
import { test } from "node:test";
import { ADMIN_PASSWORD, basic, openApp, refusal, type TestApp } from "../support/app.ts";
import { sharedApp } from "../support/shared-app.ts";
import { DAY_MS, event, eventsInARow, wholeLog } from "../support/events.ts";

const CLEAR = "/api/v1/system/data/clear";
const ANDROID = '{"clear_fields":["logs"]}';
const CAMDROID = '{"data_types":["logs"]}';

interface Shown {
  readonly total: number;
  readonly times: readonly number[];
  /** The keys that may be filtered by. */
  readonly names: readonly string[];
}

/** What an account sees under a base path. */
async function shown(app: TestApp, name: string, base = "", search = ""): Promise<Shown> {
  const path = `${base}/api/v1/log/items?limit=50${search}`;
  const { text } = await app.get(path, basic(name, ADMIN_PASSWORD));
  const { list_option: option, list_items: items } = JSON.parse(text) as {
    list_option: {
      pagination: { total_items: number };
      filter: { available_values: { name: { key: string }[] } };
    };
    list_items: { timestamp: number }[];
  };
  return {
    total: option.pagination.total_items,
    times: items.map(({ timestamp }) => timestamp),
    names: option.filter.available_values.name.map(({ key }) => key),
  };
}

async function openWithReaders(clearing?: "ignore" | "refuse"): Promise<TestApp> {
  const app = await openApp(clearing === undefined ? {} : { settings: { twinClear: clearing } });
  for (const name of ["one", "other"]) await app.addAccount(name, "admin");
  return app;
}

for (const [what, body] of [
  ["Android", ANDROID],
  ["Camdroid", CAMDROID],
] as const) {
  test(`a clearing as on ${what} leaves the account what arrives later, however old`, async () => {
    await using app = await openWithReaders();
    await app.stores.log.append("p1", eventsInARow(5));

    const answer = await app.post(CLEAR, body, basic("one", ADMIN_PASSWORD));
    const after = await shown(app, "one");
    await app.stores.log.append("p1", [event({ occurredAtMs: 7 }), ...eventsInARow(5)]);
    await app.stores.log.append("p2", eventsInARow(2, { occurredAtMs: DAY_MS + 90_000 }));

    assert.deepEqual([answer.status, answer.text], [200, "{}"]);
    assert.equal(answer.headers.get("content-type"), "application/json");
    assert.deepEqual([after.total, after.times], [0, []]);
    const { total, times } = await shown(app, "one");
    assert.deepEqual([total, times], [3, [7, DAY_MS + 90_000, DAY_MS + 91_000]]);
  });
}

test("a clearing deletes nothing, and other accounts and base paths see no difference", async () => {
  await using app = await openWithReaders();
  await app.stores.log.append("p1", eventsInARow(5));

  await app.post(CLEAR, ANDROID, basic("one", ADMIN_PASSWORD));

  assert.equal((await shown(app, "one", "/panels/p1")).total, 5);
  // and the event that records it
  assert.equal((await shown(app, "other")).total, 6);
  assert.equal((await wholeLog(app.stores.log)).length, 6);
});

test("a panel is cleared for an account under its own base path alone", async () => {
  await using app = await openWithReaders();
  for (const panel of ["p1", "p2"]) await app.stores.log.append(panel, eventsInARow(3));

  await app.post(`/panels/p1${CLEAR}`, ANDROID, basic("one", ADMIN_PASSWORD));
  await app.stores.log.append("p1", eventsInARow(4));

  assert.equal((await shown(app, "one", "/panels/p1")).total, 1);
  assert.equal((await shown(app, "one", "/panels/p2")).total, 3);
  assert.equal((await shown(app, "one")).total, 8);
  assert.equal((await shown(app, "other", "/panels/p1")).total, 4);
});

test("what was cleared counts neither in a filtered total nor among the names to filter by", async () => {
  await using app = await openWithReaders();
  await app.stores.log.append("p1", eventsInARow(5, { key: "bond_lift_request" }));
  const search = "&filter_field=category&filter_type=equal&filter_value=access";
  const before = await shown(app, "one", "", search);

  await app.post(CLEAR, ANDROID, basic("one", ADMIN_PASSWORD));
  await app.stores.log.append("p1", eventsInARow(2, { occurredAtMs: 9 }));

  const after = await shown(app, "one", "", search);
  assert.deepEqual([before.total, after.total], [5, 2]);
  assert.equal(before.names.includes("bond_lift_request"), true);
  assert.equal(after.names.includes("bond_lift_request"), false);
});

test("a second clearing moves the floor on", async () => {
  await using app = await openWithReaders();
  const clear = () => app.post(CLEAR, ANDROID, basic("one", ADMIN_PASSWORD));
  const totals: number[] = [];

  for (const count of [3, 2]) {
    await app.stores.log.append("p1", eventsInARow(count, { occurredAtMs: DAY_MS + count }));
    totals.push((await shown(app, "one")).total);
    await clear();
    totals.push((await shown(app, "one")).total);
  }

  assert.deepEqual(totals, [3, 0, 2, 0]);
});

test("the event of a clearing says who cleared what, in the language asked for", async () => {
  await using app = await openWithReaders();

  await app.post(`/panels/p1${CLEAR}`, ANDROID, basic("one", ADMIN_PASSWORD));

  const headers = basic("other", ADMIN_PASSWORD);
  for (const [locale, name, text] of [
    [
      "en",
      "Log cleared for one account",
      "Log of panel p1 was cleared for one account: one; no event was deleted",
    ],
    [
      "uk",
      "Журнал очищено для одного облікового запису",
      "Журнал панелі p1 очищено для одного облікового запису: one; жодної події не видалено",
    ],
  ] as const) {
    const answer = await app.get(`/panels/doorbook/api/v1/log/items?locale=${locale}`, headers);
    const { list_items: items } = JSON.parse(answer.text) as { list_items: object[] };
    assert.deepEqual(
      items.map((item) => ({ ...item, timestamp: 0 })),
      [
        {
          timestamp: 0,
          category: "system",
          priority: "medium",
          name: { key: "doorbook_log_cleared", text: name },
          info: { text, model: { account: "one", panel: "p1" } },
        },
      ],
    );
  }
});

test("clears nothing where other data is to be cleared", async () => {
  await using app = await openWithReaders();
  await app.stores.log.append("p1", eventsInARow(5));

  const answer = await app.post(
    CLEAR,
    '{"clear_fields":["identifiers"]}',
    basic("one", ADMIN_PASSWORD),
  );

  assert.deepEqual([answer.status, answer.text], [200, "{}"]);
  assert.equal((await shown(app, "one")).total, 5);
  assert.equal((await wholeLog(app.stores.log)).length, 5);
});

const shared = sharedApp();

for (const body of ["", "{}", "logs", "{", '{"clear_fields":"logs"}']) {
  test(`misses what to clear in ${JSON.stringify(body)}`, async () => {
    const app = shared();

    const answer = await app.post(CLEAR, body, basic("admin", ADMIN_PASSWORD));

    assert.equal(answer.status, 400);
    assert.equal(answer.text, refusal("Required parameters missed"));
  });
}

for (const type of ["application/json", "text/plain", "x"]) {
  test(`takes a clearing of the type ${type}`, async () => {
    await using app = await openWithReaders();
    await app.stores.log.append("p1", eventsInARow(5));
    const headers = { ...basic("one", ADMIN_PASSWORD), "content-type": type };

    await app.post(CLEAR, ANDROID, headers);

    assert.equal((await shown(app, "one")).total, 0);
  });
}

test("asks who it is before what is to be cleared", async () => {
  await using app = await openWithReaders();
  await app.addAccount("concierge", "manager");

  const stranger = await app.post(CLEAR, "");
  const manager = await app.post(CLEAR, "", basic("concierge", ADMIN_PASSWORD));

  assert.deepEqual([stranger.status, stranger.text], [401, refusal("Log In")]);
  assert.deepEqual([manager.status, manager.text], [400, refusal("Administrator rights required")]);
});

test("with --twin-clear ignore a clearing is answered and has no effect", async () => {
  await using app = await openWithReaders("ignore");
  await app.stores.log.append("p1", eventsInARow(5));

  const answer = await app.post(CLEAR, ANDROID, basic("one", ADMIN_PASSWORD));

  assert.deepEqual([answer.status, answer.text], [200, "{}"]);
  assert.equal((await shown(app, "one")).total, 5);
  assert.equal((await wholeLog(app.stores.log)).length, 5);
});

test("with --twin-clear refuse a clearing of the log is refused, that of other data is not", async () => {
  await using app = await openWithReaders("refuse");
  await app.stores.log.append("p1", eventsInARow(5));
  const headers = basic("one", ADMIN_PASSWORD);

  const refused = await app.post(CLEAR, ANDROID, headers);
  const other = await app.post(CLEAR, '{"data_types":["photos"]}', headers);

  assert.deepEqual([refused.status, refused.text], [400, refusal("Administrator rights required")]);
  assert.equal(other.status, 200);
  assert.equal((await shown(app, "one")).total, 5);
});

test("what is cleared while others push is seen by no one as half cleared", async () => {
  await using app = await openWithReaders();
  const { log } = app.stores;
  const pushes = Array.from({ length: 40 }, (_, nth) =>
    log.append("p1", eventsInARow(20, { occurredAtMs: DAY_MS + nth * 100_000 })),
  );

  await app.post(CLEAR, ANDROID, basic("one", ADMIN_PASSWORD));
  await Promise.all(pushes);

  const events = await wholeLog(log);
  const record = events.find(({ key }) => key === "doorbook_log_cleared");
  const later = events.filter(({ seq }) => seq > (record?.seq ?? 0));
  assert.equal((await shown(app, "one")).total, later.length);
});
