import assert from "node:assert/strict";
import { test } from "node:test";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { ADMIN_PASSWORD, basic } from "../../support/app.ts";
import type { TestApp } from "../../support/app.ts";
import { openBook } from "../../support/book.ts";
import { eventsInARow } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { Random } from "../../support/random.ts";
import { StreamClient } from "../../support/stream-client.ts";

const RETENTION = "/book/v1/retention";
const HEADERS = basic("admin", ADMIN_PASSWORD);
const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 25, 12, 34);
const EDGE_MS = Date.UTC(2026, 7, 27, 12);
const WITHIN_MS = 30_000;

async function ask(app: TestApp, method: string, path: string, body?: object) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const { status, text } = await app.request(method, path, { headers: HEADERS, ...sent });
  return { status, body: text === "" ? undefined : JSON.parse(text) };
}

/** Appends events that are newer than all, so that those before them go into the indexes. */
async function settle({ stores: { log } }: TestApp): Promise<void> {
  await log.append("FILLER-1", eventsInARow(300, { occurredAtMs: NOW_MS - 1_000_000 }));
  assert.ok(log instanceof SqliteStore);
  await eventually(WITHIN_MS, async () => assert.ok(log.examine(false).unmerged < 256));
}

async function applied(app: TestApp): Promise<void> {
  await eventually(WITHIN_MS, async () => {
    const { body } = await ask(app, "GET", RETENTION);
    assert.equal(body.rules[0].state, "kept");
  });
}

test("sets, shows, previews, runs and removes rules and holds", async () => {
  await using book = await openBook({ now: () => NOW_MS });
  const { app } = book;
  const old = eventsInARow(3, { occurredAtMs: EDGE_MS - DAY_MS });
  await app.stores.log.append("AA-1", old);
  await settle(app);

  const set = await ask(app, "PUT", `${RETENTION}/rules/all`, { days: 90 });
  const hold = await ask(app, "PUT", `${RETENTION}/holds/case`, { query: "number eq '2'" });
  const preview = await ask(app, "POST", `${RETENTION}/preview`, { days: 90 });
  await ask(app, "POST", `${RETENTION}/run`);
  await applied(app);
  const [shown] = (await ask(app, "GET", RETENTION)).body.rules;
  const released = await ask(app, "DELETE", `${RETENTION}/holds/case`);
  const removed = await ask(app, "DELETE", `${RETENTION}/rules/all`);
  const again = await ask(app, "DELETE", `${RETENTION}/rules/all`);

  assert.deepEqual([set.status, set.body.state, set.body.edge], [200, "new", null]);
  assert.deepEqual(hold.body, { name: "case", query: "number eq '2'", setAt: NOW_MS });
  assert.deepEqual(
    [preview.body.count, preview.body.held, preview.body.categories],
    [2, 1, [{ name: "access", count: 2 }]],
  );
  assert.deepEqual([shown.edge, shown.deleted, shown.refused], [EDGE_MS, 2, 0]);
  assert.deepEqual([released.status, removed.status, again.status], [204, 204, 404]);
});

test("refuses rules and holds that cannot be meant, and says why", async () => {
  await using book = await openBook({ now: () => NOW_MS });
  const { app } = book;

  const answers = [
    await ask(app, "PUT", `${RETENTION}/rules/all`, { days: 0 }),
    await ask(app, "PUT", `${RETENTION}/rules/all`, { days: 90, site: "Nowhere" }),
    await ask(app, "PUT", `${RETENTION}/rules/all`, { days: 90, categories: ["acess"] }),
    await ask(app, "PUT", `${RETENTION}/holds/case`, { query: "panel eq" }),
  ];

  assert.deepEqual(
    answers.map(({ status }) => status),
    [400, 400, 400, 400],
  );
  assert.deepEqual((await ask(app, "GET", RETENTION)).body.rules, []);
});

test("a push from below the edge is acknowledged, counted and not kept, unless it is held", async () => {
  await using book = await openBook({ now: () => NOW_MS });
  const { app } = book;
  await settle(app);
  await ask(app, "PUT", `${RETENTION}/rules/all`, { days: 90 });
  await ask(app, "PUT", `${RETENTION}/holds/case`, { query: "number eq '7'" });
  await ask(app, "POST", `${RETENTION}/run`);
  await applied(app);
  const pushed = [EDGE_MS - 1, EDGE_MS - 2, EDGE_MS].map((created_at, nth) => ({
    created_at,
    code: "access_granted_by_valid_identifier",
    info: { number: nth === 1 ? "7" : "1" },
  }));

  const statuses = [await book.push("AA-1", pushed), await book.push("AA-1", pushed)];

  const shown = await book.shown("AA-1");
  assert.deepEqual(statuses, [200, 200]);
  assert.deepEqual(
    shown.map(({ timestamp }) => timestamp),
    [EDGE_MS - 2, EDGE_MS],
  );
  assert.equal((await ask(app, "GET", RETENTION)).body.rules[0].refused, 2);
});

test("an event that is brought in from below the edge is refused by its index, unless it is held", async () => {
  await using book = await openBook({ now: () => NOW_MS });
  const { app } = book;
  await settle(app);
  await ask(app, "PUT", `${RETENTION}/rules/all`, { days: 90 });
  await ask(app, "PUT", `${RETENTION}/holds/case`, { query: "number eq '7'" });
  await ask(app, "POST", `${RETENTION}/run`);
  await applied(app);
  const events = [EDGE_MS - 1, EDGE_MS - 2, EDGE_MS].map((occurredAt, nth) => ({
    panel: "AA-1",
    occurredAt,
    key: "access_granted_by_valid_identifier",
    model: { number: nth === 1 ? "7" : "1" },
  }));

  const first = await ask(app, "POST", "/book/v1/events", { events });
  const again = await ask(app, "POST", "/book/v1/events", { events });

  const reason = "the event is older than events are kept here (doorbook retention)";
  const refused = [{ index: 0, reason }];
  assert.deepEqual({ ...first.body, asOf: 0 }, { added: 2, known: 0, refused, asOf: 0 });
  assert.deepEqual({ ...again.body, asOf: 0 }, { added: 0, known: 2, refused, asOf: 0 });
});

test("pages are exact at every moment while events go and others come", async () => {
  await using book = await openBook({ now: () => NOW_MS });
  const { app } = book;
  const random = new Random(11);
  const kept = 700;
  const gone = 3_000;
  // every other of the old ones is held
  const old = eventsInARow(gone, { occurredAtMs: EDGE_MS - 40 * DAY_MS, category: "emergency" });
  const young = eventsInARow(kept, { occurredAtMs: EDGE_MS + DAY_MS, category: "emergency" });
  await app.stores.log.append("AA-1", old);
  await app.stores.log.append("AA-1", young);
  await settle(app);
  await ask(app, "PUT", `${RETENTION}/rules/all`, { days: 90 });
  await ask(app, "POST", `${RETENTION}/run`);

  let last = gone + kept;
  let pages = 0;
  for (let isOver = false; !isOver; pages += 1) {
    isOver = (await ask(app, "GET", RETENTION)).body.rules[0].state === "kept";
    await book.push("BB-1", [{ created_at: NOW_MS + pages, code: "door_was_opened" }]);
    const limit = 50;
    const page = 1 + random.below(Math.ceil(last / limit));
    const search = `q=category eq 'emergency'&order=asc&limit=${limit}&page=${page}`;
    const { body } = await ask(app, "GET", `/book/v1/events?${encodeURI(search)}`);
    const { total, events } = body as { total: number; events: { occurredAt: number }[] };
    // oldest first: what is there is the end of what there was, and a page is a piece of that
    const there = [...old, ...young].slice(gone + kept - total).map((one) => one.occurredAtMs);
    const wanted = there.slice((page - 1) * limit, page * limit);
    assert.ok(total <= last && total >= kept, `${total} of ${last}`);
    assert.deepEqual(
      events.map(({ occurredAt }) => occurredAt),
      wanted,
    );
    last = total;
  }

  assert.equal(last, kept);
  assert.ok(pages > 3, `${pages} pages`);
});

test("a reader of the stream who comes back is told what is gone, and gets what is there", async () => {
  await using book = await openBook({ now: () => NOW_MS });
  const { app } = book;
  await app.stores.log.append("AA-1", eventsInARow(5, { occurredAtMs: EDGE_MS - DAY_MS }));
  await settle(app);
  await ask(app, "PUT", `${RETENTION}/rules/all`, { days: 90 });
  await ask(app, "POST", `${RETENTION}/run`);
  await applied(app);

  await using early = await StreamClient.open(app.address, {
    search: "?after=2",
    headers: HEADERS,
  });
  await using late = await StreamClient.open(app.address, { search: "?after=5", headers: HEADERS });

  await eventually(WITHIN_MS, async () => {
    assert.ok(early.seqs.length > 0 && late.seqs.length > 0);
    return Promise.resolve();
  });
  const goneOf = (stream: StreamClient) =>
    stream.frames
      .filter(({ name }) => name === "gone")
      .map(({ data }): unknown => JSON.parse(data));
  assert.deepEqual(goneOf(early), [{ seq: 5, before: EDGE_MS }]);
  assert.deepEqual(goneOf(late), []);
  assert.equal(early.seqs[0], 6);
});
