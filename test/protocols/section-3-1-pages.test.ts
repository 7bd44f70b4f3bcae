import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { found, numbersOf, SAMPLE_LOG, SAMPLE_PUSH } from "./sample-log.ts";
import { Twin } from "./twin.ts";

const MAX_INT64 = "9223372036854775807";

let twin: Twin;

before(async () => {
  twin = await Twin.open();
  await twin.push(SAMPLE_PUSH);
});

after(() => twin[Symbol.asyncDispose]());

for (const limit of [10, 20, 30, 50]) {
  test(`§3.1.12 shows ${String(limit)} events a page when asked to, and says so`, async () => {
    const { list_option: option, list_items: items } = await twin.page(`limit=${String(limit)}`);

    assert.equal(items.length, limit);
    assert.equal(option.pagination.items_limit, limit);
  });
}

test("§3.1.13 shows 10 events a page when not told how many", async () => {
  assert.deepEqual(await twin.page(), await twin.page("limit=10"));
});

for (const limit of [
  "25",
  "0",
  "1",
  "11",
  "40",
  "100",
  "-10",
  "010",
  "10.0",
  "1e1",
  "x",
  "",
  "%2010",
]) {
  test(`§3.1.14 refuses limit=${limit}`, async () => {
    assert.equal(await twin.refusal(`limit=${limit}`), "Wrong pagination limit");
  });
}

test("§3.1.15 counts pages from 1, and shows the first when not told which", async () => {
  assert.deepEqual(await twin.page(), await twin.page("page_number=1"));
  assert.deepEqual(
    numbersOf((await twin.page("page_number=2")).list_items),
    [10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
  );
});

for (const page of ["0", "-1", "1.5", "1e1", "x", "", "%2B1", "2147483648", MAX_INT64]) {
  test(`§3.1.16 refuses page_number=${page}`, async () => {
    assert.equal(await twin.refusal(`page_number=${page}`), "Wrong page number");
  });
}

for (const page of [17, 18, 1_000_000, 2_147_483_647]) {
  test(`§3.1.17 shows an empty page ${String(page)} past the end`, async () => {
    const { list_option: option, list_items: items } = await twin.page(
      `page_number=${String(page)}&limit=10`,
    );

    assert.deepEqual(items, []);
    assert.deepEqual(option.pagination, {
      total_items: SAMPLE_LOG.length,
      items_limit: 10,
      total_pages: 16,
      current_page: page,
    });
  });
}

for (const [dialect, name] of [
  ["sort_type=", "sort_type"],
  ["order_by=timestamp%20", "order_by"],
] as const) {
  test(`§3.1.18 sorts by time, and in exact reverse, by ${name}`, async () => {
    const rising = await found(twin, `${dialect}asc`);
    const falling = await found(twin, `${dialect}desc`);

    assert.deepEqual(
      rising,
      SAMPLE_LOG.map(({ nth }) => nth),
    );
    assert.deepEqual(falling, rising.toReversed());
    for (const [order, isRising] of [
      ["asc", true],
      ["desc", false],
    ] as const)
      assert.equal((await twin.page(dialect + order)).list_option.sort.asc, isRising);
  });
}

for (const [setting, times] of [
  [undefined, [1000, 2000]],
  ["asc", [1000, 2000]],
  ["desc", [2000, 1000]],
] as const) {
  test(`§3.1.19 sorts as ${times.join(", ")} where the setting is ${String(setting)}`, async () => {
    const settings = setting === undefined ? {} : { defaultSort: setting };
    await using own = await Twin.open({ settings });
    await own.push(['{"created_at":1000,"code":"x"}', '{"created_at":2000,"code":"x"}']);

    assert.deepEqual(await own.times(), times);
    assert.deepEqual(await own.times("sort_type=asc"), [1000, 2000]);
    assert.deepEqual(await own.times("order_by=timestamp%20desc"), [2000, 1000]);
  });
}

for (const sort of ["up", "ASC", "", "asc%20", "timestamp%20asc"]) {
  test(`§3.1.20 refuses sort_type=${sort}`, async () => {
    assert.equal(await twin.refusal(`sort_type=${sort}`), "Wrong sort type");
  });
}
