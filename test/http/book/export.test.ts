import assert from "node:assert/strict";
import { request } from "node:http";
import type { IncomingMessage } from "node:http";
import { after, before, test } from "node:test";
import { parse } from "csv-parse/sync";
import { OWN_PANEL } from "../../../src/event/event.ts";
import type { StoredEvent } from "../../../src/event/event.ts";
import { uglyDeliveries } from "../../fixtures/ugly.ts";
import { DAY_MS, event, eventsInARow, wholeLog } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { BookReader } from "../../support/read-book.ts";

let book: BookReader;

before(async () => {
  book = await BookReader.open();
  await book.say("site", { North: { zone: "Europe/Kyiv" } });
  await book.say("panel", { P1: { name: "=Main", site: "North" } });
  await book.log("P1", eventsInARow(450));
  for (const { panel, events } of uglyDeliveries({ seed: 3, events: 2_000, panels: 20 })) {
    await book.log(panel, events);
  }
  // more than what lies on the way to a reader who does not read
  const large = JSON.stringify({ owner: "Їжак ".repeat(30_000) });
  await book.log("P3", eventsInARow(60, { model: large }));
  await book.log("P2", [
    event({ occurredAtMs: DAY_MS, category: undefined, priority: undefined, model: undefined }),
    event({ occurredAtMs: DAY_MS, model: '{ "a" : 20000000000000000001,\n"b":"=1" }' }),
  ]);
});

after(() => book[Symbol.asyncDispose]());

interface File {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

async function download(search: Record<string, string>): Promise<File> {
  const query = new URLSearchParams(search).toString();
  const response = await fetch(`${book.app.address}/book/v1/export?${query}`, {
    headers: book.headers,
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

type Row = Readonly<Record<string, string>>;

const rowsOf = (csv: string): Row[] => parse(csv, { columns: true });

const undone = (cell = "") => (cell.startsWith("'") ? cell.slice(1) : cell);

/** What identifies an event and all that was sent of it, out of the cells of a row. */
function sentOf(row: Row): unknown {
  const unsaid = (row["unsaid"] ?? "").split(" ");
  const said = (name: string) => (unsaid.includes(name) ? undefined : undone(row[name]));
  return {
    seq: Number(row["seq"]),
    panel: undone(row["panel"]),
    occurredAtMs: Number(row["occurredAtMs"]),
    atMs: Temporal.Instant.from(undone(row["occurredAt"])).epochMilliseconds,
    key: undone(row["key"]),
    category: said("category"),
    priority: said("priority"),
    model: said("model"),
    extra: undone(row["extra"]),
    source: row["source"],
  };
}

function sent(stored: StoredEvent): unknown {
  const { seq, panel, occurredAtMs, key, category, priority, model, extra = "", source } = stored;
  const atMs = occurredAtMs;
  return { seq, panel, occurredAtMs, atMs, key, category, priority, model, extra, source };
}

const byPlace = (a: StoredEvent, b: StoredEvent) =>
  a.occurredAtMs - b.occurredAtMs || a.seq - b.seq;

test("has all that was sent of each event, to the character, in CSV", async () => {
  const { text, headers } = await download({ format: "csv", order: "asc" });

  const asOf = Number(headers.get("doorbook-as-of"));
  const log = (await wholeLog(book.app.stores.log)).filter(
    // the book leaves out what syslog only says again
    ({ seq, isEcho }) => seq <= asOf && isEcho !== true,
  );
  const rows = rowsOf(text);
  assert.equal(headers.get("doorbook-total"), String(log.length));
  assert.deepEqual(rows.map(sentOf), log.toSorted(byPlace).map(sent));
});

test("has the events as the book shows them in JSON Lines, and the bytes that a line cannot hold", async () => {
  const { text } = await download({ format: "jsonl", order: "asc", q: "panel eq 'P2'" });

  const { events } = await book.page({ order: "asc", q: "panel eq 'P2'" });
  const lines = text.trimEnd().split("\n");
  const [first = {}, second = {}] = lines.map((line) => JSON.parse(line) as object);
  assert.deepEqual(first, {
    ...events[0],
    offset: "UTC+00:00",
    unsaid: ["category", "priority", "model"],
  });
  assert.equal(
    Object.entries(second).find(([name]) => name === "modelText")?.[1],
    '{ "a" : 20000000000000000001,\n"b":"=1" }',
  );
  assert.match(lines[1] ?? "", /"model":\{"a":20000000000000000001,"b":"=1"\}/);
});

test("tells times in the zone of the site that is asked about, or the one that is named", async () => {
  const site = await download({ format: "csv", q: "site eq 'North'", columns: "panelName" });
  const named = await download({ format: "csv", q: "site eq 'North'", zone: "Asia/Tokyo" });

  const [row] = rowsOf(site.text);
  assert.deepEqual(Object.keys(row ?? {}), [
    "seq",
    "occurredAt",
    "receivedAt",
    "offset",
    "panelName",
  ]);
  assert.deepEqual([row?.["offset"], row?.["panelName"]], ["UTC+03:00", "'=Main"]);
  assert.equal(rowsOf(named.text)[0]?.["offset"], "UTC+09:00");
});

test("goes on behind any row in the state that it began in, byte for byte", async () => {
  const search = { format: "jsonl", q: "panel eq 'P1'", order: "desc" };
  const { text, headers } = await download(search);
  const lines = text.split("\n").slice(0, -1);
  await book.log("P1", [event({ occurredAtMs: DAY_MS + 1, model: '{"number":"77"}' })]);

  for (const at of [0, 200, lines.length - 1]) {
    const { occurredAt, seq } = JSON.parse(lines[at] ?? "") as Record<string, number>;
    const resume = headers.get("doorbook-resume") ?? "";
    const rest = await download({ ...search, resume, after: `${occurredAt}.${seq}` });
    assert.equal(
      rest.text,
      lines
        .slice(at + 1)
        .map((line) => `${line}\n`)
        .join(""),
    );
    assert.equal(rest.headers.get("doorbook-total"), String(lines.length));
  }
});

test("begins with a byte order mark where that is asked for, and not where it goes on", async () => {
  const search = { format: "csv", bom: "true", q: "panel eq 'P2'" };
  const first = await fetch(
    `${book.app.address}/book/v1/export?${new URLSearchParams(search).toString()}`,
    { headers: book.headers },
  );
  const bytes = new Uint8Array(await first.arrayBuffer());
  const resume = first.headers.get("doorbook-resume") ?? "";

  const rest = await download({ ...search, resume, after: `${DAY_MS}.1` });

  assert.deepEqual(Array.from(bytes.subarray(0, 3)), [0xef, 0xbb, 0xbf]);
  assert.ok(!rest.text.startsWith("seq"));
});

test("writes a workbook", async () => {
  const response = await fetch(`${book.app.address}/book/v1/export?format=xlsx&q=panel+eq+'P2'`, {
    headers: book.headers,
  });

  const bytes = Buffer.from(await response.arrayBuffer());
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
  assert.equal(response.headers.get("doorbook-total"), "2");
  assert.match(response.headers.get("content-disposition") ?? "", /\.xlsx"$/);
});

test("tells the log who takes what before anything leaves", async () => {
  const { headers } = await download({ format: "jsonl", q: "panel eq 'P2'", from: "2000-01-01" });

  const log = await wholeLog(book.app.stores.log);
  const told = log.findLast(({ panel }) => panel === OWN_PANEL);
  assert.equal(told?.key, "doorbook_log_exported");
  assert.deepEqual(JSON.parse(told.model ?? ""), {
    account: "admin",
    query: "panel eq 'P2'",
    from: "2000-01-01",
    format: "jsonl",
    count: 2,
  });
  assert.ok(told.seq > Number(headers.get("doorbook-as-of")));
});

for (const [search, message] of [
  [{ format: "xls" }, /format/],
  [{ format: "csv", columns: "occuredAt" }, /Did you mean|occurredAt/],
  [{ format: "csv", after: "1.1" }, /resume/],
  [{ format: "csv", resume: "x" }, /Doorbook-Resume/],
] as const) {
  test(`refuses ${JSON.stringify(search)}, and says what is wrong`, async () => {
    const { status, text } = await download(search);

    assert.equal(status, 400);
    assert.match(text, message);
  });
}

test("refuses to go on with another question, from no place, or in a workbook", async () => {
  const { headers } = await download({ format: "csv", q: "panel eq 'P2'" });
  const resume = headers.get("doorbook-resume") ?? "";

  const refused = [
    await download({ format: "csv", q: "panel eq 'P1'", resume, after: "1.1" }),
    await download({ format: "csv", q: "panel eq 'P2'", resume, after: "here" }),
    await download({ format: "xlsx", q: "panel eq 'P2'", resume, after: "1.1" }),
  ];

  assert.deepEqual(
    refused.map(({ status }) => status),
    [400, 400, 400],
  );
});

/** Asks and reads nothing. */
function hold(): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const path = `${book.app.address}/book/v1/export?format=jsonl&q=panel+eq+%27P3%27`;
    request(path, { headers: book.headers }, resolve).on("error", reject).end();
  });
}

test("bounds the exports of an account, and lets go of one whose reader has gone", async () => {
  const { exports } = book.app.doorbook;
  await eventually(10_000, async () => assert.equal(exports.count, 0));
  const slow = [await hold(), await hold()];

  const third = await download({ format: "csv" });
  for (const one of slow) one.destroy();
  await eventually(10_000, async () => assert.equal(exports.count, 0));
  const fourth = await download({ format: "csv", q: "panel eq 'P2'" });

  assert.deepEqual([third.status, third.headers.get("retry-after")], [429, "30"]);
  assert.equal(fourth.status, 200);
});
