import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { renderCursor } from "../../../src/book/page-cursor.ts";
import { DAY_MS, event, eventsInARow } from "../../support/events.ts";
import { BookReader } from "../../support/read-book.ts";

let book: BookReader;

before(async () => {
  book = await BookReader.open();
  await book.say("site", { North: { zone: "Europe/Kyiv" } });
  await book.say("panel", {
    P1: { name: "Main", site: "North", entrance: "2", locks: { "0": "Gate" } },
  });
  await book.say("owner", { "20000000000000000001": { name: "Olena", apartment: "7" } });
  await book.log("P1", [
    event({ occurredAtMs: DAY_MS }),
    event({
      occurredAtMs: DAY_MS + 1,
      model: '{ "number": 20000000000000000001,\n "lock": 1 }',
      extra: '{"photo": "x"}',
      isLate: true,
    }),
  ]);
  await book.log("P2", [
    event({
      occurredAtMs: DAY_MS + 2,
      key: "bond_lift_request",
      category: undefined,
      priority: undefined,
      model: undefined,
    }),
  ]);
});

after(() => book[Symbol.asyncDispose]());

test("shows all that is known of an event, its model as it was sent", async () => {
  const url = "/book/v1/events?order=asc&limit=2&locale=uk";
  const { text } = await book.app.get(url, book.headers);

  const { events } = JSON.parse(text) as { events: Record<string, unknown>[] };

  assert.deepEqual(
    { ...events[0], receivedAt: 0 },
    {
      seq: 1,
      panel: "P1",
      panelName: "Main",
      site: "North",
      entrance: "2",
      occurredAt: DAY_MS,
      receivedAt: 0,
      key: "access_granted_by_valid_identifier",
      category: "access",
      priority: "medium",
      name: "Замок відкрито ідентифікатором",
      text: events[0]?.["text"],
      owner: "Apartment 12",
      number: "3090069",
      lock: "Gate",
      source: "push",
      late: false,
      echo: false,
      model: { lock: 0, owner: "Apartment 12", number: "3090069", type: "card" },
    },
  );
  assert.match(String(events[0]?.["text"]), /Apartment 12/);
  assert.ok(
    text.includes('"model":{"number":20000000000000000001,"lock":1},"extra":{"photo":"x"}'),
  );
});

test("names whose identifier it was where the event does not say, and what else is looked up", async () => {
  const { events } = await book.page({ from: DAY_MS + 1, to: DAY_MS + 1 });

  const [shown] = events;

  assert.deepEqual(
    [shown?.["owner"], shown?.["apartment"], shown?.["number"], shown?.["lock"], shown?.["late"]],
    ["Olena", "7", "20000000000000000001", "1", true],
  );
});

test("shows {} for no model, and what the catalog says where a panel said nothing", async () => {
  const { events } = await book.page({ limit: 1 });

  const [shown] = events;

  assert.deepEqual(
    [shown?.["model"], shown?.["category"], shown?.["priority"], shown?.["name"]],
    [{}, "info", "low", "Bond lift request"],
  );
  assert.equal("site" in (shown ?? {}), false);
});

test("shows the members that are asked for, in the order of all", async () => {
  const { text } = await book.app.get("/book/v1/events?fields=key,%20seq&limit=1", book.headers);

  assert.match(text, /^\{"events":\[\{"seq":3,"key":"bond_lift_request"\}\],/);
});

for (const [what, search, headers, name] of [
  ["no language", {}, {}, /^Lock opened/],
  ["a parameter", { locale: "pl" }, { "accept-language": "uk" }, /^Otwarto/],
  ["Accept-Language", {}, { "accept-language": "pt-BR, fr-CA;q=0.8, uk;q=0.5" }, /^Serrure/],
  ["a language that there are no texts in", {}, { "accept-language": "ja" }, /^Lock opened/],
] as const) {
  test(`answers ${what} in its language`, async () => {
    const { body } = await book.ask("/events", { to: DAY_MS, ...search }, headers);

    const { events } = body as { events: { name: string }[] };

    assert.match(events[0]?.name ?? "", name);
  });
}

for (const [search, code, message] of [
  [{ q: "colour eq 'red'" }, "bad_query", /colour/],
  [{ from: "soon" }, "invalid", /^from: Expected a time/],
  [{ to: "2026-13-01" }, "invalid", /^to: Expected a time/],
  [{ zone: "Mars/Base" }, "invalid", /no time zone "Mars\/Base"/],
  [{ fields: "seq,nam" }, "invalid", /events have no "nam": did you mean name/],
  [{ fields: "zzzzzz" }, "invalid", /seq, panel, panelName/],
  [{ locale: "xx" }, "invalid", /locale must be one of en, es/],
  [{ order: "up" }, "invalid", /order must be one of desc, asc/],
  [{ limit: 0 }, "invalid", /limit must be >= 1/],
  [{ limit: 1001 }, "invalid", /limit must be <= 1000/],
  [{ limit: "ten" }, "invalid", /limit must be integer/],
  [{ page: 0 }, "invalid", /page must be >= 1/],
  [{ limt: 10 }, "invalid", /there is no parameter "limt"/],
  [{ after: "bm90aGluZw" }, "invalid", /after is no cursor/],
  [{ after: "a", page: 2 }, "invalid", /only one of after, before and page/],
] as const) {
  test(`refuses ${JSON.stringify(search)} and says why`, async () => {
    const { status, body } = await book.ask("/events", search);

    const { error } = body as { error: { code: string; message: string } };

    assert.equal(status, 400);
    assert.equal(error.code, code);
    assert.match(error.message, message);
  });
}

test("refuses a cursor whose present lies beyond all calendars", async () => {
  const question = { q: "last 24h", order: "asc", limit: 1, from: "0" } as const;
  const cursor = renderCursor(
    { place: { occurredAtMs: 0, seq: 0 }, epoch: "e", asOf: 1, nowMs: 9_000_000_000_000_000 },
    question,
  );

  const { status, body } = await book.ask("/events", { ...question, after: cursor });

  assert.equal(status, 400);
  assert.match(JSON.stringify(body), /after is no cursor/);
});

test("says where in a query it is wrong", async () => {
  const { body } = await book.ask("/events", { q: "category eq" });

  const { error } = body as { error: { position: number } };

  assert.equal(error.position, 11);
});

test("refuses a parameter that is given twice", async () => {
  const answer = await book.app.get("/book/v1/events?q=a&q=b", book.headers);

  assert.equal(answer.status, 400);
});

test("takes days in the zone of the site that the query names, else in UTC", async () => {
  // 2025-06-15, 15:06:40 UTC; 18:06:40 in Kyiv
  const midnight = Date.UTC(2025, 5, 14, 21);
  await using other = await BookReader.open();
  await other.say("site", { North: { zone: "Europe/Kyiv" } });
  await other.say("panel", { P1: { site: "North" } });
  await other.log("P1", [event({ occurredAtMs: midnight }), event({ occurredAtMs: midnight - 1 })]);
  const day = { from: "2025-06-15", to: "2025-06-15" };

  const inUtc = await other.page(day);
  const inKyiv = await other.page({ ...day, q: "site eq 'North'" });
  const byQuery = await other.page({ q: "site eq 'North' and 2025-06-15" });
  const byZone = await other.page({ ...day, zone: "Europe/Kyiv" });
  const inOffset = await other.page({ from: "2025-06-15T00:00:00 03:00", to: "2025-06-15T00:00" });

  assert.deepEqual(
    [inUtc, inKyiv, byQuery, byZone, inOffset].map(({ total }) => total),
    [0, 1, 1, 1, 1],
  );
});

test("a walk by cursors holds each event once, in order, while events arrive", async () => {
  await using other = await BookReader.open();
  await other.log("P1", eventsInARow(23));
  const walked: number[] = [];
  let cursor: string | null = "";
  let round = 0;

  while (cursor !== null) {
    const page = await other.page({ limit: 5, ...(cursor !== "" && { after: cursor }) });
    walked.push(...page.events.map(({ seq }) => seq));
    round += 1;
    // newer and older ones
    await other.log("P2", eventsInARow(3, { occurredAtMs: DAY_MS - 60_000 + round }));
    await other.log("P2", eventsInARow(3, { occurredAtMs: DAY_MS + 60_000 + round }));
    cursor = page.next;
  }

  assert.deepEqual(
    walked,
    Array.from({ length: 23 }, (_, i) => 23 - i),
  );
});

test("a walk goes back the way it came", async () => {
  await using other = await BookReader.open();
  await other.log("P1", eventsInARow(10));
  const first = await other.page({ limit: 4, order: "asc" });
  const second = await other.page({ limit: 4, order: "asc", after: first.next ?? "" });
  const third = await other.page({ limit: 4, order: "asc", after: second.next ?? "" });

  const back = await other.page({ limit: 4, order: "asc", before: third.previous ?? "" });
  const start = await other.page({ limit: 4, order: "asc", before: back.previous ?? "" });

  assert.deepEqual(back.events, second.events);
  assert.deepEqual(start.events, first.events);
  assert.deepEqual([first.previous, start.previous, third.next], [null, null, null]);
  assert.deepEqual(
    third.events.map(({ seq }) => seq),
    [9, 10],
  );
});

test("refuses the cursor of another question", async () => {
  const { next } = await book.page({ limit: 1 });

  const { status, body } = await book.ask("/events", { after: next ?? "", order: "asc" });

  assert.equal(status, 400);
  assert.match(JSON.stringify(body), /cursor of another question/);
});

test("takes a page by its number, with the exact total, and one past the end as empty", async () => {
  const second = await book.page({ limit: 2, page: 2 });
  const ninth = await book.page({ limit: 2, page: 9 });

  assert.deepEqual(
    second.events.map(({ seq }) => seq),
    [1],
  );
  assert.deepEqual([second.total, ninth.total, ninth.events.length], [3, 3, 0]);
});

test("describes an earlier state of the log when asked to", async () => {
  const { events, total, asOf } = await book.page({ asOf: 1 });

  assert.deepEqual([events.length, total, asOf], [1, 1, 1]);
});

test("leaves the total out when it is not wanted", async () => {
  const { total } = await book.page({ total: "none" });

  assert.equal(total, null);
});
