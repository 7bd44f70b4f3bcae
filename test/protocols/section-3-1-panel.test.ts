import assert from "node:assert/strict";
import { test } from "node:test";
import { PanelProcess } from "./panel-process.ts";

/** A panel whose events are of times a second apart. @returns their times, the earliest first */
async function withEvents(panel: PanelProcess): Promise<number[]> {
  const keys = [
    "door_was_opened",
    "access_denied_by_unknown_card",
    "tamper_event",
    "door_was_closed",
  ];
  for (const [nth, key] of keys.entries()) {
    await panel.act("clock", { offsetMs: nth * 1_000 });
    await panel.act("events", { key });
  }
  await panel.act("clock");
  return (await panel.log("limit=50&sort_type=asc")).map(({ timestamp }) => timestamp);
}

async function times(panel: PanelProcess, search: string): Promise<number[]> {
  return (await panel.log(`limit=50&sort_type=asc&${search}`)).map(({ timestamp }) => timestamp);
}

test("§3.1.6 an emulated panel takes both bounds as inclusive, in milliseconds", async () => {
  await using panel = await PanelProcess.take();
  const [, second = 0, third = 0] = await withEvents(panel);

  assert.deepEqual(await times(panel, `from=${second}&to=${third}`), [second, third]);
});

test("§3.1.5 it takes seconds as seconds, or with the quirk as milliseconds", async () => {
  await using panel = await PanelProcess.take();
  await using odd = await PanelProcess.start("--quirks", "seconds-as-milliseconds");
  const search = "from=1000000000";
  const until = "to=1000000000";

  await withEvents(panel);
  await withEvents(odd);

  assert.equal((await times(panel, until)).length, 0);
  assert.equal((await times(panel, search)).length, 4);
  // the first days of 1970 in milliseconds: all is later
  assert.equal((await times(odd, search)).length, 4);
  assert.equal((await times(odd, "from=4000000000")).length, 4);
  assert.equal((await times(panel, "from=4000000000")).length, 0);
});

test("§3.1.19 without sort_type it is oldest first, or with the quirk newest first", async () => {
  await using panel = await PanelProcess.take();
  await using odd = await PanelProcess.start("--quirks", "newest-first");
  const rising = await withEvents(panel);
  const others = await withEvents(odd);

  const shown = async (one: PanelProcess) =>
    (await one.log("limit=50")).map(({ timestamp }) => timestamp);

  assert.deepEqual(await shown(panel), rising);
  assert.deepEqual(await shown(odd), others.toReversed());
});

test("§3.1.17 past the end it answers 200 without events and repeats the page's number", async () => {
  await using panel = await PanelProcess.take();
  await withEvents(panel);

  const answer = (await panel.json("/api/v1/log/items?limit=10&page_number=7")) as {
    list_option: { pagination: object };
    list_items: unknown[];
  };

  assert.deepEqual(answer.list_items, []);
  assert.deepEqual(answer.list_option.pagination, {
    total_items: 4,
    items_limit: 10,
    total_pages: 1,
    current_page: 7,
  });
});

test("§3.1.21 it filters by three parameters, as those who know Android panels ask", async () => {
  await using panel = await PanelProcess.start("--quirks", "one-dialect");
  await withEvents(panel);

  const found = await panel.log(
    "limit=50&filter_field=category&filter_type=equal&filter_value=access",
  );

  assert.deepEqual(
    found.map(({ category }) => category),
    ["access", "access", "access"],
  );
});

test("§3.1.31 it refuses what is wrong in the words and the order that are known", async () => {
  await using panel = await PanelProcess.take();

  for (const [search, error] of [
    ["limit=11&page_number=x", "Wrong pagination limit"],
    ["page_number=0&sort_type=up", "Wrong page number"],
    ["filter_field=floor&filter_type=equal&filter_value=x", "Wrong filter field"],
    ["sort_type=up&from=x", "Wrong sort type"],
    ["from=x", "Wrong time format"],
    ["from=2&to=1", "Wrong time range: 'to' must be greater then 'from'"],
  ] as const) {
    const response = await panel.call(`/api/v1/log/items?${search}`);
    assert.equal(response.status, 400, search);
    assert.deepEqual(await response.json(), { error });
  }
});

test("§3.1.34 a path that it does not have is 404 Not found, in JSON", async () => {
  await using panel = await PanelProcess.take();

  const response = await panel.call("/api/v1/nowhere");

  assert.equal(response.status, 404);
  assert.equal(await response.text(), '{"error":"Not found"}');
});
