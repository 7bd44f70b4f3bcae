import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import { CATEGORIES, EVENT_KEYS, PRIORITIES } from "../../src/event/catalog.ts";
import { openApp, refusal, type TestApp } from "../support/app.ts";
import { DAY_MS, event } from "../support/events.ts";

interface Item {
  readonly timestamp: number;
  readonly name: { readonly key: string };
  readonly info: { readonly model: { readonly nth: number } };
}

interface Answered {
  readonly total: number;
  readonly items: readonly Item[];
}

let app: TestApp;
let headers: Record<string, string>;

/** 400 events of every key, some with a category or priority of their own, some at one time. */
before(async () => {
  app = await openApp();
  const events = Array.from({ length: 400 }, (_, nth) =>
    event({
      key: EVENT_KEYS[(nth * 7) % EVENT_KEYS.length] ?? "",
      category: nth % 3 === 0 ? CATEGORIES[nth % CATEGORIES.length] : undefined,
      priority: nth % 5 === 0 ? PRIORITIES[nth % PRIORITIES.length] : undefined,
      occurredAtMs: DAY_MS + Math.floor(nth / 2) * 500,
      model: `{"nth":${String(nth)}}`,
    }),
  );
  await app.stores.log.append("p1", events);
  const { authorization } = await app.bearer();
  headers = { authorization };
});

test.after(() => app[Symbol.asyncDispose]());

async function ask(
  search: Readonly<Record<string, string>>,
  path = "/api/v1/log/items",
): Promise<Answered> {
  const query = new URLSearchParams({ limit: "50", ...search });
  const { status, text } = await app.get(`/panels/p1${path}?${query.toString()}`, headers);
  assert.equal(status, 200, text);
  const { list_option: option, list_items: items } = JSON.parse(text) as {
    list_option: { pagination: { total_items: number } };
    list_items: Item[];
  };
  return { total: option.pagination.total_items, items };
}

const triple = (field: string, value: string) => ({
  filter_field: field,
  filter_type: "equal",
  filter_value: value,
});

/** A question in the words of Android panels and in those of Camdroid panels. */
interface Both {
  readonly android: Record<string, string>;
  readonly camdroid: Record<string, string>;
}

const field = fc.oneof(
  fc.tuple(fc.constant("category"), fc.constantFrom(...CATEGORIES)),
  fc.tuple(fc.constant("priority"), fc.constantFrom(...PRIORITIES)),
  fc.tuple(fc.constant("name"), fc.constantFrom(...EVENT_KEYS)),
);
const seconds = fc.integer({ min: DAY_MS / 1000 - 2, max: DAY_MS / 1000 + 102 });
const time = fc.oneof(
  seconds,
  seconds.map((s) => s * 1000 + 500),
);

const both: fc.Arbitrary<Both> = fc
  .record({
    filter: fc.option(field, { nil: undefined }),
    from: fc.option(time, { nil: undefined }),
    to: fc.option(time, { nil: undefined }),
    order: fc.constantFrom("asc", "desc"),
    page: fc.integer({ min: 1, max: 5 }),
  })
  .filter(({ from, to }) => from === undefined || to === undefined || ms(to) > ms(from))
  .map(({ filter, from, to, order, page }) => {
    const parts = [
      ...(filter === undefined ? [] : [`${filter[0]} eq '${filter[1]}'`]),
      ...(from === undefined ? [] : [`timestamp ge ${String(from)}`]),
      ...(to === undefined ? [] : [`timestamp le ${String(to)}`]),
    ];
    return {
      android: {
        ...(filter !== undefined && triple(filter[0], filter[1])),
        ...(from !== undefined && { from: String(from) }),
        ...(to !== undefined && { to: String(to) }),
        sort_type: order,
        page_number: String(page),
      },
      camdroid: {
        filter: parts.join(" and "),
        order_by: `timestamp ${order}`,
        page_number: String(page),
      },
    };
  });

function ms(wire: number): number {
  return wire < 100_000_000_000 ? wire * 1000 : wire;
}

test("the same question in either dialect, and as JSON, gives the same events", async () => {
  await fc.assert(
    fc.asyncProperty(both, async ({ android, camdroid }) => {
      const { filter_field, filter_type, filter_value, ...rest } = android;
      const asJson = JSON.stringify({ filter_field, filter_type, filter_value });

      const one = await ask(android);

      assert.deepEqual(await ask(camdroid), one);
      assert.deepEqual(await ask({ ...rest, filter: asJson }), one);
    }),
    { numRuns: 150 },
  );
});

test("an expression is answered as it reads, over every event", async () => {
  const { items: first, total } = await ask({});
  const all = [...first];
  for (let page = 2; all.length < total; page++)
    all.push(...(await ask({ page_number: String(page) })).items);
  const expression =
    "(name eq 'access_denied_by_unknown_card' or priority eq 'high') and not (category eq 'system')" +
    ` and (timestamp lt ${DAY_MS + 20_000} or timestamp gt ${DAY_MS + 60_000})`;
  const holds = (item: Item & { priority?: string; category?: string }) =>
    (item.name.key === "access_denied_by_unknown_card" || item.priority === "high") &&
    item.category !== "system" &&
    (item.timestamp < DAY_MS + 20_000 || item.timestamp > DAY_MS + 60_000);

  const answered = await ask({ filter: expression });

  const expected = all.filter(holds);
  assert.ok(expected.length > 20 && expected.length < all.length);
  assert.equal(answered.total, expected.length);
  assert.deepEqual(answered.items, expected.slice(0, 50));
});

test("the old list shows the same events as the new one, in the old shape", async () => {
  for (const search of [{}, { locale: "uk", sort_type: "desc" }, triple("category", "access")]) {
    const one = await ask(search);
    const old = await ask(search, "/api/v0/log/list");

    assert.equal(old.total, one.total);
    assert.deepEqual(
      old.items.map(({ timestamp, name, info }) => [timestamp, name.key, info.model]),
      one.items.map(({ timestamp, name, info }) => [timestamp, name.key, info.model]),
    );
    const [item] = old.items;
    assert.deepEqual(Object.keys(item ?? {}), [
      "timestamp",
      "category",
      "priority",
      "name",
      "info",
    ]);
    assert.deepEqual(Object.keys(item?.name ?? {}), ["english", "key", "localized"]);
    assert.deepEqual(Object.keys(item?.info ?? {}), ["english", "localized", "model"]);
  }
});

test("the shape of the answer does not depend on the dialect of the question", async () => {
  const shape = async (search: string): Promise<unknown> => {
    const { text } = await app.get(`/panels/p1/api/v1/log/items?${search}`, headers);
    const { list_option: option } = JSON.parse(text) as { list_option: { filter: object } };
    return { ...option, filter: { ...option.filter, is_filtered: true }, pagination: null };
  };

  assert.deepEqual(
    await shape("filter=priority%20eq%20%27high%27&order_by=timestamp%20asc"),
    await shape("sort_type=asc"),
  );
});

for (const path of ["/api/v1/log/items", "/api/v0/log/list"]) {
  for (const [search, error] of [
    ["filter=name", "Wrong filter format"],
    ["filter=name%20gt%20%27x%27", "Wrong filter type"],
    ["filter=owner%20eq%20%27x%27", "Wrong filter field"],
    ["filter=name%20eq%20%27x%27", "Wrong filter value"],
    ["order_by=name%20asc", "Wrong sort field"],
    ["order_by=timestamp%20up", "Wrong sort type"],
    ["order_by=name%20asc&from=x", "Wrong sort field"],
    ["limit=11", "Wrong pagination limit"],
  ] as const) {
    test(`refuses ${path}?${search} in the panel's words`, async () => {
      const answer = await app.get(`${path}?${search}`, headers);

      assert.equal(answer.status, 400);
      assert.equal(answer.text, refusal(error));
    });
  }
}

test("the old list, too, is for those who are logged in", async () => {
  const answer = await app.get("/api/v0/log/list");

  assert.deepEqual([answer.status, answer.text], [401, refusal("Log In")]);
});
