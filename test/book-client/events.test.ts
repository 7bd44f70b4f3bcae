import assert from "node:assert/strict";
import { test } from "node:test";
import { DoorbookClient } from "../../src/book-client/client.ts";
import { eventJson } from "../support/book-events.ts";
import { json, ScriptedServer } from "../support/scripted-server.ts";

const page =
  (events: readonly string[], rest: object) => (response: { end(text: string): void }) => {
    response.end(`{"events":[${events.join(",")}],${JSON.stringify(rest).slice(1)}`);
  };

function clientOf(url: string): DoorbookClient {
  return new DoorbookClient({ url, token: "t", zone: "Europe/Kyiv", locale: "uk" });
}

test("reads an event without rounding, with its model as it was sent", async () => {
  const modelText = '{ "number": 12345678901234567890, "lock":1e0 }';
  const event = eventJson({ modelText, extraText: '{"n":98765432109876543210}' });
  await using server = await ScriptedServer.open(page([event], { total: 1, asOf: 4 }));

  const found = await clientOf(server.url).events();

  const [first] = found.events;
  assert.deepEqual(first?.model, { number: "12345678901234567890", lock: 1 });
  assert.equal(first?.modelText, modelText);
  assert.deepEqual(
    [first?.extra, first?.extraText],
    [{ n: "98765432109876543210" }, '{"n":98765432109876543210}'],
  );
  assert.deepEqual([found.total, found.asOf, found.complete, found.next], [1, 4, true, undefined]);
});

test("asks with what the question names, else with what the client does", async () => {
  await using server = await ScriptedServer.open(page([], { asOf: 0 }));

  await clientOf(server.url).events({
    q: "owner eq 'O''Neil & Söhne'",
    from: new Date(0),
    to: "2026-11-07",
    order: "asc",
    limit: 5,
    page: 2,
    total: "exact",
    zone: "UTC",
  });

  const search = new URL(server.calls[0]?.slice(4) ?? "", server.url).searchParams;
  assert.deepEqual(Object.fromEntries(search), {
    q: "owner eq 'O''Neil & Söhne'",
    from: "1970-01-01T00:00:00.000Z",
    to: "2026-11-07",
    zone: "UTC",
    locale: "uk",
    order: "asc",
    limit: "5",
    page: "2",
    total: "exact",
  });
});

test("walks over cursors to the end, also past a page that time cut short", async () => {
  const [one, two, three] = [1, 2, 3].map((seq) => eventJson({ seq }));
  await using server = await ScriptedServer.open(
    page([one ?? ""], { asOf: 9, next: "c1", total: 3 }),
    page([], { asOf: 9, next: "c2", complete: false, reached: "2026-11-01T00:00:00Z" }),
    page([two ?? "", three ?? ""], { asOf: 9, next: null }),
  );
  const seqs: number[] = [];

  for await (const { seq } of clientOf(server.url).eachEvent({ q: "late", limit: 2 }))
    seqs.push(seq);

  assert.deepEqual(seqs, [1, 2, 3]);
  const cursors = server.calls.map((call) =>
    new URL(call.slice(4), server.url).searchParams.get("after"),
  );
  assert.deepEqual(cursors, [null, "c1", "c2"]);
});

test("reads only the members that are picked", async () => {
  await using server = await ScriptedServer.open(page(['{"seq":7,"owner":"Olena"}'], { asOf: 9 }));

  const { events } = await clientOf(server.url).events({ fields: ["seq", "owner"] });

  assert.deepEqual(events, [{ seq: 7, owner: "Olena" }]);
  assert.match(server.calls[0] ?? "", /fields=seq%2Cowner/);
});

test("reads one event with its neighbours", async () => {
  const neighbours = `[${eventJson({ seq: 2 })}]`;
  const body = `${eventJson({ seq: 3 }).slice(0, -1)},"neighbours":${neighbours}}`;
  await using server = await ScriptedServer.open((response) => response.end(body));

  const event = await clientOf(server.url).event(3, { span: "15m" });

  assert.deepEqual([event.seq, event.neighbours.map(({ seq }) => seq)], [3, [2]]);
  assert.equal(server.calls[0], "GET /book/v1/events/3?zone=Europe%2FKyiv&locale=uk&span=15m");
});

test("reads numbers by value and over time", async () => {
  await using server = await ScriptedServer.open(
    json(200, { facets: { late: [{ value: true, text: "late", count: 2 }] }, asOf: 3 }),
    json(200, { buckets: [{ start: 0, counts: { access: 2 } }], asOf: 3 }),
  );
  const client = clientOf(server.url);

  const facets = await client.facets({ fields: ["late"], top: 3 });
  const histogram = await client.histogram({ bucket: "hour", split: "category" });

  assert.deepEqual(facets.facets, { late: [{ value: "true", text: "late", count: 2 }] });
  assert.deepEqual(histogram.buckets, [{ start: 0, counts: { access: 2 } }]);
});

test("refuses an event that lacks what every event has", async () => {
  await using server = await ScriptedServer.open(page(['{"seq":1}'], { asOf: 1 }));

  await assert.rejects(clientOf(server.url).events(), {
    code: "bad_answer",
    message: 'the answer lacks "panel", or has something else in its place',
  });
});
