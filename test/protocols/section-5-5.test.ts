import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ADMIN_PASSWORD, basic } from "../support/app.ts";
import { requestBytes, Wire } from "../support/wire.ts";
import { PANEL, READER, Twin } from "./twin.ts";

const NOW_MS = 1_750_000_000_999;
const BASES = ["", `/panels/${PANEL}`] as const;
const CLEAR = "/api/v1/system/data/clear";
const LOGS = '{"clear_fields":["logs"]}';

let twin: Twin;
/** An account that clears panels, a fresh one in each test. */
const reader = basic("reader", ADMIN_PASSWORD);
/** An account that clears the fleet. */
const sweeper = basic("sweeper", ADMIN_PASSWORD);

before(async () => {
  twin = await Twin.open({ now: () => NOW_MS });
  for (const name of ["reader", "sweeper"]) await twin.app.addAccount(name, "admin");
});

after(() => twin[Symbol.asyncDispose]());

/** Holds the answer of a call against what it should be, at the root and for one panel. */
async function assertAnswers(method: string, path: string, body: string): Promise<void> {
  for (const base of BASES) {
    const url = `${base}/api/v1/${path}`;
    const { status, text, headers } = await twin.app.request(method, url, { headers: READER });
    const stranger = await twin.app.request(method, url);

    assert.deepEqual([status, text], [200, body]);
    assert.equal(headers.get("content-type"), "application/json");
    assert.deepEqual([stranger.status, stranger.text], [401, '{"error":"Log In"}']);
  }
}

test("§5.5.1 says that the door is closed", () =>
  assertAnswers(
    "GET",
    "access/door/status",
    '{"status":"closed","opentime":0,"is_timeout_exceed":false,"mode":"door_sensor"}',
  ));

test("§5.5.2 says that the exit button works", () =>
  assertAnswers("GET", "access/exit/button/toggle", '{"enable":true}'));

test("§5.5.3 says that the clock is set over the network", () =>
  assertAnswers("GET", "network/ntp", '{"enabled":true}'));

test("§5.5.3 takes a body with the question about the clock", async () => {
  using wire = await Wire.connect(Number(new URL(twin.app.address).port));
  const start = "GET /api/v1/network/ntp";

  for (const body of ['{"enabled":true}', "not JSON"]) {
    await wire.write(requestBytes(start, { ...READER, "content-type": "application/json" }, body));
    const answer = await wire.answer();

    assert.deepEqual([answer?.status, answer?.text], [200, '{"enabled":true}']);
  }
});

test("§5.5.4 takes a time zone, without effect on the time", async () => {
  const time = '{"device_time_unix":1750000000,"device_timezone":"UTC+00:00"}';

  await assertAnswers("POST", "network/timezone/manual", "{}");
  const set = await twin.app.post(
    "/api/v1/network/timezone/manual",
    '{"timezone":"UTC+05:00"}',
    READER,
  );

  assert.deepEqual([set.status, set.text], [200, "{}"]);
  await assertAnswers("GET", "device/time", time);
});

test("§5.5.5 tells the time in whole seconds", () =>
  assertAnswers(
    "GET",
    "device/time",
    '{"device_time_unix":1750000000,"device_timezone":"UTC+00:00"}',
  ));

test("§5.5.6 has an empty page of identifiers", () =>
  assertAnswers(
    "GET",
    "access/identifier/items",
    '{"list_option":{"pagination":{"total_items":0,"items_limit":10,"total_pages":1,"current_page":1},' +
      '"filter":{"available_filtering":true,"is_filtered":false,"available_fields":[],' +
      '"available_values":{"category":[],"priority":[],"name":[]}},' +
      '"sort":{"asc":true,"available_sorting":["asc","desc"],"available_values":["asc","desc"]},' +
      '"locale":{"locale":"en","available_locales":["en","es","ru","uk","pl","nl","tr","fr","da"]}},' +
      '"list_items":[]}',
  ));

/** The times of the events of doors that an account sees, ms: every event but Doorbook's own. */
async function seenBy(headers: { authorization: string }, base: string): Promise<number[]> {
  const filter = "filter_field=category&filter_type=equal&filter_value=access&limit=50";
  const { status, text } = await twin.app.get(`${base}/api/v1/log/items?${filter}`, headers);
  assert.equal(status, 200, text);
  const { list_items: items } = JSON.parse(text) as { list_items: { timestamp: number }[] };
  return items.map(({ timestamp }) => timestamp);
}

const event = (time: number) => `{"created_at":${String(time)},"code":"door_was_opened"}`;

/** Delivers events as a panel that nobody has heard of. @returns its base path */
async function pushAsNew(...times: number[]): Promise<string> {
  return (await twin.pushAsNew(times.map(event))).replace("/api/v1/log/items", "");
}

for (const [body, type] of [
  [LOGS, "application/json"],
  ['{"data_types":["logs"]}', "application/json"],
  ['{"data_types":["photos","logs"]}', "text/plain"],
  [LOGS, "application/x-www-form-urlencoded"],
  [LOGS, "x"],
  ['{"clear_fields":["logs"],"data_types":[]}', ""],
] as const) {
  test(`§5.5.7 clears the log for ${body} of the type "${type}"`, async () => {
    const base = await pushAsNew(1, 2);

    const answer = await twin.app.post(base + CLEAR, body, { ...reader, "content-type": type });

    assert.deepEqual([answer.status, answer.text], [200, "{}"]);
    assert.deepEqual(await seenBy(reader, base), []);
  });
}

for (const body of ['{"clear_fields":["identifiers"]}', '{"data_types":[]}']) {
  test(`§5.5.7 answers ${body} and leaves the log as it is`, async () => {
    const base = await pushAsNew(1, 2);

    const answer = await twin.app.post(base + CLEAR, body, reader);

    assert.deepEqual([answer.status, answer.text], [200, "{}"]);
    assert.deepEqual(await seenBy(reader, base), [1, 2]);
  });
}

test("§5.5.8 shows an account that has cleared a panel what arrives later, however old", async () => {
  const base = await pushAsNew(1000, 2000);
  const serial = base.split("/")[2] ?? "";

  await twin.app.post(base + CLEAR, LOGS, reader);
  await twin.push([event(5), event(3000)], serial);
  const later = await seenBy(reader, base);
  await twin.app.post(base + CLEAR, LOGS, reader);

  assert.deepEqual(later, [5, 3000]);
  assert.deepEqual(await seenBy(reader, base), []);
});

test("§5.5.8 shows an account that has cleared the fleet what arrives later from any panel", async () => {
  const base = await pushAsNew(1000);

  await twin.app.post(CLEAR, LOGS, sweeper);
  await twin.push([event(7)], base.split("/")[2]);
  await pushAsNew(6);

  assert.deepEqual(await seenBy(sweeper, ""), [6, 7]);
});

test("§5.5.8 holds for the old list and for the names to filter by as well", async () => {
  const base = (await twin.pushAsNew(['{"created_at":1,"code":"strange_key"}'])).replace(
    "/api/v1/log/items",
    "",
  );

  await twin.app.post(base + CLEAR, LOGS, reader);

  for (const path of ["/api/v0/log/list", "/api/v1/log/items"]) {
    const { text } = await twin.app.get(base + path, reader);
    assert.match(text, /"total_items":0,.*"list_items":\[\]\}$/);
    assert.doesNotMatch(text, /strange_key/);
  }
});

test("§5.5.9 deletes nothing: other accounts and other base paths see what they saw", async () => {
  const [base, beside] = [await pushAsNew(1, 2), await pushAsNew(3)];
  const fleet = await seenBy(reader, "");

  await twin.app.post(base + CLEAR, LOGS, reader);

  assert.deepEqual(await seenBy(READER, base), [1, 2]);
  assert.deepEqual(await seenBy(reader, beside), [3]);
  assert.deepEqual(await seenBy(reader, ""), fleet);
  assert.ok(fleet.length >= 3);
});

test("§5.5.9 leaves a panel to an account that has cleared the fleet", async () => {
  const base = await pushAsNew(1, 2);

  await twin.app.post(CLEAR, LOGS, sweeper);

  assert.deepEqual(await seenBy(sweeper, ""), []);
  assert.deepEqual(await seenBy(sweeper, base), [1, 2]);
});

for (const base of BASES) {
  test(`§5.5.10 has no picture at ${base}/api/v1/photo/file`, async () => {
    const answer = await twin.get(`${base}/api/v1/photo/file`);

    assert.deepEqual([answer.status, answer.text], [404, '{"error":"Not found"}']);
  });
}
