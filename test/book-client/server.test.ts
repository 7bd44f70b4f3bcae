import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DoorbookClient } from "../../src/book-client/client.ts";
import type { BookEvent } from "../../src/book-client/book-event.ts";
import { ADMIN_PASSWORD } from "../support/app.ts";
import { type Book, openBook, type PushedEvent } from "../support/book.ts";
import { CuttingRelay } from "../support/cutting-relay.ts";
import { wholeLog } from "../support/events.ts";
import { Random } from "../support/random.ts";

const BEGAN_MS = Date.parse("2026-11-02T08:00:00Z");
const ADMIN = { username: "admin", password: ADMIN_PASSWORD };

const GRANTED = "access_granted_by_valid_identifier";
const DENIED = "access_denied_by_unknown_card";

let book: Book;
let client: DoorbookClient;

before(async () => {
  book = await openBook({});
  client = new DoorbookClient({ url: book.app.address, ...ADMIN });
  await book.push(
    "P1",
    Array.from({ length: 60 }, (_, nth) => visit(nth, nth % 3 === 0 ? DENIED : GRANTED)),
  );
});

after(() => book[Symbol.asyncDispose]());

/** Someone comes, one every ten minutes. */
function visit(nth: number, code = GRANTED): PushedEvent {
  const info = code === DENIED ? { card: String(nth) } : { owner: `Olena ${nth % 2}`, number: nth };
  return { created_at: BEGAN_MS + nth * 600_000, code, info };
}

async function gather(events: AsyncIterable<BookEvent>, count = Infinity): Promise<BookEvent[]> {
  const all: BookEvent[] = [];
  for await (const event of events) if (all.push(event) === count) break;
  return all;
}

test("finds what a query asks for, with the exact total and texts in a language", async () => {
  const page = await client.events({
    q: "owner eq 'Olena 1'",
    from: BEGAN_MS,
    order: "asc",
    limit: 5,
    total: "exact",
    locale: "uk",
  });

  assert.equal(page.total, 20);
  const [first] = page.events;
  assert.deepEqual(
    [first?.panel, first?.owner, first?.number, first?.model],
    ["P1", "Olena 1", "1", { owner: "Olena 1", number: 1 }],
  );
  assert.match(first?.name ?? "", /\p{Script=Cyrillic}/u);
});

test("walks through all events of one state, whatever arrives meanwhile, there and in pages back", async () => {
  const q = `key eq '${DENIED}'`;
  const seqs: number[] = [];

  for await (const { seq } of client.eachEvent({ q, order: "asc", limit: 7 })) {
    seqs.push(seq);
    if (seqs.length === 5) await book.push("P1", [visit(-1, DENIED), visit(500, DENIED)]);
  }

  const denied = (await wholeLog(book.app.stores.log)).filter(({ key }) => key === DENIED);
  assert.deepEqual(
    seqs,
    denied.slice(0, 20).map(({ seq }) => seq),
  );
  const first = await client.events({ q, order: "asc", limit: 7 });
  const second = await client.events({ q, order: "asc", limit: 7, after: first.next });
  const back = await client.events({ q, order: "asc", limit: 7, before: second.previous });
  assert.deepEqual(back.events, first.events);
});

test("counts by value and over time", async () => {
  const q = `key eq '${GRANTED}'`;
  const within = { from: BEGAN_MS, to: BEGAN_MS + 59 * 600_000 };

  const { facets, total } = await client.facets({ q, ...within, fields: ["owner", "category"] });
  const { buckets } = await client.histogram({ q, ...within, bucket: "hour", split: "category" });

  assert.equal(total, 40);
  assert.deepEqual(facets.category, [{ value: "access", text: "access", count: 40 }]);
  assert.deepEqual(
    facets.owner?.map(({ count }) => count),
    [20, 20],
  );
  assert.deepEqual(
    buckets.map(({ counts }) => counts["access"]),
    Array(10).fill(4),
  );
});

test("shows one event with its neighbours, and tells one that is not there", async () => {
  const { events } = await client.events({ q: "number eq 31", limit: 1 });
  const seq = events[0]?.seq ?? 0;

  const event = await client.event(seq, { span: "15m" });

  assert.equal(event.seq, seq);
  assert.deepEqual(
    event.neighbours.map(({ number }) => number),
    ["30", "32"],
  );
  await assert.rejects(client.event(1_000_000), { code: "not_found", status: 404 });
});

test("says where a query is wrong", async () => {
  await assert.rejects(client.events({ q: "owner eq" }), { code: "bad_query", position: 8 });
});

test("makes a personal token, asks with it, and revokes it", async () => {
  const made = await client.addToken({
    name: "reader",
    rights: ["events:read"],
    scope: { panels: ["P2"] },
  });
  const reader = new DoorbookClient({ url: book.app.address, token: made.token });

  const who = await reader.session();
  const { events } = await reader.events();
  await assert.rejects(reader.addToken({ name: "x", rights: ["admin"] }), { code: "forbidden" });
  await client.removeToken(made.id);

  assert.deepEqual([who.account, who.rights], ["admin", ["events:read"]]);
  assert.deepEqual(who.scope?.panels, ["P2"]);
  assert.deepEqual(events, []);
  await assert.rejects(reader.events(), { code: "unauthorised", status: 401 });
  const tokens = await client.tokens();
  assert.ok(!tokens.some(({ id }) => id === made.id));
});

test("follows each event once, in order, over connections that are cut again and again", async () => {
  const random = new Random(7);
  let cuts = 0;
  await using relay = await CuttingRelay.open(book.app.address, () =>
    cuts++ < 60 ? 300 + random.skewed(6_000) : Infinity,
  );
  const follower = new DoorbookClient({ url: relay.address, ...ADMIN, retryDelayMs: 1 });
  await follower.login();
  let reconnects = 0;
  const stream = follower.stream({ q: "panel eq P9", after: 0, onReconnect: () => reconnects++ });
  const following = gather(stream, 600);

  for (let nth = 0; nth < 60; nth++) {
    await book.push(
      "P9",
      Array.from({ length: 10 }, (_, i) => visit(nth * 10 + i)),
    );
  }

  const followed = await following;
  const log = (await wholeLog(book.app.stores.log)).filter(({ panel }) => panel === "P9");
  assert.deepEqual(
    followed.map(({ seq }) => seq),
    log.map(({ seq }) => seq),
  );
  assert.ok(reconnects > 3, `${reconnects} times`);
});

test("refuses a place of another history", async () => {
  const stream = client.stream({ after: "another.7" });

  await assert.rejects(gather(stream, 1), { name: "DoorbookError", code: "stale_cursor" });
});
