import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { event } from "../../support/events.ts";
import { BookReader } from "../../support/read-book.ts";

interface Facets {
  readonly facets: Readonly<Record<string, readonly (readonly [string, string, number])[]>>;
  readonly total: number;
}

interface Histogram {
  readonly buckets: readonly {
    readonly start: number;
    readonly counts: Readonly<Record<string, number>>;
    readonly rest?: number;
  }[];
  readonly zone: string;
  readonly total: number;
}

/** 12:00 in Kyiv, on the day before clocks are put forward. */
const NOON_MS = Date.UTC(2026, 2, 28, 10);
const HOUR_MS = 3_600_000;
const NOW_MS = NOON_MS + 24 * HOUR_MS;

let book: BookReader;

before(async () => {
  book = await BookReader.open({ now: () => NOW_MS });
  await book.say("site", { North: { zone: "Europe/Kyiv" } });
  await book.say("panel", {
    P1: { name: "Main", site: "North", locks: { "0": "Gate" } },
    P2: { site: "North", locks: { "1": "Gate" } },
  });
  await book.say("owner", { "77": { name: "Olena", apartment: "" } });
  const of = (occurredAtMs: number, model: object) =>
    event({ occurredAtMs, model: JSON.stringify(model) });
  await book.log("P1", [
    of(NOON_MS, { owner: "Olena", number: "1", lock: 0, type: "card" }),
    of(NOON_MS + HOUR_MS, { number: "77", lock: 0, type: "card" }),
    { ...of(NOON_MS + HOUR_MS, { number: "78", lock: 7, type: "odd" }), isLate: true },
  ]);
  await book.log("P2", [of(NOON_MS + 20 * HOUR_MS, { owner: "Petro", lock: 1, type: "ukey" })]);
  await book.log("P3", [
    event({
      occurredAtMs: NOON_MS + 21 * HOUR_MS,
      key: "tamper_event",
      category: undefined,
      priority: undefined,
      model: "{}",
    }),
  ]);
});

after(() => book[Symbol.asyncDispose]());

/** Facets, each value as a row. */
async function facetsOf(search: Readonly<Record<string, string | number>>): Promise<Facets> {
  const { facets, total } = await book.good<{
    facets: Record<string, { value: string; text: string; count: number }[]>;
    total: number;
  }>("/facets", search);
  const rows = Object.entries(facets).map(
    ([field, values]) =>
      [field, values.map(({ value, text, count }) => [value, text, count] as const)] as const,
  );
  return { facets: Object.fromEntries(rows), total };
}

test("counts events by every field, the most frequent value first, in the asked language", async () => {
  const field = "category,priority,name,panel,site,owner,lock,type,source,late";

  const { facets, total } = await facetsOf({ field, locale: "uk" });

  assert.equal(total, 5);
  assert.deepEqual(facets, {
    category: [
      ["access", "доступ", 4],
      ["emergency", "тривога", 1],
    ],
    priority: [
      ["medium", "середній", 4],
      ["critical", "критичний", 1],
    ],
    name: [
      ["access_granted_by_valid_identifier", "Замок відкрито ідентифікатором", 4],
      ["tamper_event", "Спрацював тампер", 1],
    ],
    panel: [
      ["P1", "Main", 3],
      ["P2", "P2", 1],
      ["P3", "P3", 1],
    ],
    site: [["North", "North", 4]],
    owner: [
      ["Olena", "Olena", 2],
      ["Petro", "Petro", 1],
    ],
    lock: [
      ["Gate", "Gate", 3],
      ["7", "7", 1],
    ],
    type: [
      ["card", facets["type"]?.[0]?.[1], 2],
      ["odd", "odd", 1],
      ["ukey", facets["type"]?.[2]?.[1], 1],
    ],
    source: [["push", "надіслано", 5]],
    late: [
      ["false", "вчасно", 4],
      ["true", "із запізненням", 1],
    ],
  });
});

test("each value of a facet is what a query finds as many events by", async () => {
  const field = "category,priority,name,panel,site,owner,lock,type,source,late";
  const { facets } = await facetsOf({ field });

  for (const [name, values] of Object.entries(facets)) {
    for (const [value, , count] of values) {
      const literal = name === "late" ? value : `'${value}'`;
      const { total } = await book.page({ q: `${name} eq ${literal}`, limit: 1, total: "exact" });
      assert.equal(total, count, `${name} eq ${literal}`);
    }
  }
});

test("takes fields several times, and as many values as are asked for", async () => {
  const url = "/book/v1/facets?field=panel&field=type,panel&top=1";
  const { text } = await book.app.get(url, book.headers);

  const { facets } = JSON.parse(text) as { facets: Record<string, unknown[]> };

  assert.deepEqual(
    Object.entries(facets).map(([field, values]) => [field, values.length]),
    [
      ["panel", 1],
      ["type", 1],
    ],
  );
});

test("counts what a query and a stretch of time leave", async () => {
  const { facets, total } = await facetsOf({ field: "panel", q: "owner exists", to: NOON_MS });

  assert.deepEqual([facets["panel"], total], [[["P1", "Main", 1]], 1]);
});

test("counts events by hours, empty ones too, the last day where nothing else is asked", async () => {
  const { buckets, total, zone } = await book.good<Histogram>("/histogram");

  assert.equal(zone, "UTC");
  assert.equal(total, 5);
  assert.equal(buckets.length, 25);
  assert.equal(buckets[0]?.start, NOON_MS);
  assert.deepEqual(
    buckets.flatMap(({ counts }, i) => (counts["all"] === 0 ? [] : [[i, counts["all"]]])),
    [
      [0, 1],
      [1, 2],
      [20, 1],
      [21, 1],
    ],
  );
});

test("counts days in the zone of the site that the query names: one has 23 hours", async () => {
  const search = { bucket: "day", q: "site eq 'North'", from: "2026-03-28", to: "2026-03-30" };

  const { buckets, zone } = await book.good<Histogram>("/histogram", search);

  assert.equal(zone, "Europe/Kyiv");
  const [first, second, third] = buckets;
  assert.deepEqual([buckets.length, first?.counts, second?.counts], [3, { all: 3 }, { all: 1 }]);
  assert.equal(((third?.start ?? 0) - (second?.start ?? 0)) / HOUR_MS, 23);
});

test("counts values apart, and the others together", async () => {
  const search = { bucket: "day", split: "owner", top: 1, from: NOON_MS, to: NOW_MS };

  const { buckets } = await book.good<Histogram>("/histogram", search);

  assert.deepEqual(
    buckets.map(({ counts, rest }) => [counts, rest]),
    [
      [{ Olena: 2 }, 1],
      [{}, 2],
    ],
  );
});

test("takes its time from the query", async () => {
  const { buckets } = await book.good<Histogram>("/histogram", { bucket: "day", q: "2026-03-28" });

  assert.deepEqual(
    buckets.map(({ counts }) => counts),
    [{ all: 3 }],
  );
});

for (const [path, search, message] of [
  ["/facets", {}, /parameter \\"field\\" is missing/],
  ["/facets", { field: "colour" }, /field must be of category.*not \\"colour\\"/],
  ["/facets", { field: "panel", top: 0 }, /top must be >= 1/],
  ["/histogram", { bucket: "year" }, /bucket must be one of minute, 5m/],
  ["/histogram", { bucket: "minute", from: 0 }, /more than 5000.*bucket=week|bucket=day/],
  ["/histogram", { from: "2026-03-02", to: "2026-03-01" }, /from is after to/],
  ["/histogram", { split: "colour" }, /split must be one of/],
  ["/histogram", { from: "8639999999999999", bucket: "month" }, /no event happens so late/],
] as const) {
  test(`refuses ${path} ${JSON.stringify(search)} and says why`, async () => {
    const { status, body } = await book.ask(path, search);

    assert.equal(status, 400);
    assert.match(JSON.stringify(body), message);
  });
}
