import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readImportAnswer } from "../../../src/book-client/import-events.ts";
import { uglyDeliveries } from "../../fixtures/ugly.ts";
import { openApp } from "../../support/app.ts";
import type { Answer, AppOverrides, TestApp } from "../../support/app.ts";
import { DAY_MS, event, eventsInARow, wholeLog } from "../../support/events.ts";
import { identitiesOf, identityOf, readingsOf } from "../../support/imports.ts";
import { bookRefusal, makeToken } from "../../support/logins.ts";
import { ownEventsOf } from "../../support/own-events.ts";

const PATH = "/book/v1/events";

const SENT = `{"panel":"A","occurredAt":${DAY_MS},"key":"k","model":{ "n" : 12345678901234567890 }}`;

/** A server, and one who may bring events in. */
class Place implements AsyncDisposable {
  readonly app: TestApp;
  readonly #headers: Record<string, string>;

  private constructor(app: TestApp, headers: Record<string, string>) {
    this.app = app;
    this.#headers = headers;
  }

  static async open(overrides: AppOverrides = {}): Promise<Place> {
    const app = await openApp(overrides);
    return new Place(app, await makeToken(app, { name: "t", rights: ["events:write"] }));
  }

  send(body: string | Uint8Array, headers = this.#headers, search = ""): Promise<Answer> {
    return this.app.request("POST", PATH + search, { body: Buffer.from(body), headers });
  }

  /** What became of events, of a body that must be taken. */
  async bring(events: readonly string[], search = "", headers = this.#headers) {
    const { status, text } = await this.send(`{"events":[${events.join(",")}]}`, headers, search);
    assert.equal(status, 200, text);
    const { asOf, ...rest } = readImportAnswer(text);
    assert.equal(asOf, await this.app.stores.log.head());
    return rest;
  }

  /** All of the log but Doorbook's own events. */
  async events() {
    return (await wholeLog(this.app.stores.log)).filter(({ panel }) => panel !== "doorbook");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app[Symbol.asyncDispose]();
  }
}

test("events that are brought in are kept to the byte, by api, and known when they come again", async () => {
  await using place = await Place.open();
  const iso = `{"panel":"B","occurredAt":"2025-06-15T12:00:00+03:00","key":"k2","category":"access"}`;

  const first = await place.bring([SENT, iso]);
  const again = await place.bring(
    [iso, SENT.replace("{ ", "{").replace("123", '"123')].slice(0, 1),
  );
  const both = await place.bring([iso, SENT.replaceAll(" ", "")]);

  assert.deepEqual(first, { added: 2, known: 0, refused: [] });
  assert.deepEqual(again, { added: 0, known: 1, refused: [] });
  assert.deepEqual(both, { added: 0, known: 2, refused: [] });
  assert.deepEqual(
    (await place.events()).map(({ panel, model, source, category }) => [
      panel,
      model,
      source,
      category,
    ]),
    [
      ["A", '{ "n" : 12345678901234567890 }', "api", undefined],
      ["B", undefined, "api", "access"],
    ],
  );
});

test("events alike in one body stay as many as they are, however often it comes", async () => {
  await using place = await Place.open();

  const first = await place.bring([SENT, SENT, SENT]);
  const again = await place.bring([SENT, SENT, SENT]);

  assert.deepEqual([first.added, again.added, again.known], [3, 0, 3]);
});

test("refuses single events by their index and takes the others", async () => {
  await using place = await Place.open();

  const answer = await place.bring([
    '{"panel":"A","occurredAt":1}',
    SENT,
    '{"panel":"doorbook","occurredAt":1,"key":"successful_login_api_call"}',
    '{"panel":"A","occurredAt":1,"key":"doorbook_gap"}',
    "7",
    '{"panel":"A","occurredAt":"yesterday","key":"k"}',
  ]);

  assert.deepEqual(answer, {
    added: 1,
    known: 0,
    refused: [
      { index: 0, reason: "no usable key" },
      { index: 2, reason: "of a Doorbook's own record, which nobody else writes" },
      { index: 3, reason: "of a Doorbook's own record, which nobody else writes" },
      { index: 4, reason: "not an object" },
      { index: 5, reason: "no usable time" },
    ],
  });
});

test("refuses what is no body of events whole, and says why", async () => {
  await using place = await Place.open();
  for (const [body, status, code, message] of [
    ["", 400, "invalid", "The body is not JSON: empty"],
    ["{,", 400, "invalid", "The body is not JSON: not JSON at byte 1"],
    ["[]", 400, "invalid", 'The body must be {"events":[…]}'],
    ["{}", 400, "invalid", 'The body must be {"events":[…]}'],
    ['{"events":{}}', 400, "invalid", 'The body must be {"events":[…]}'],
    ['{"events":[],"more":1}', 400, "invalid", "The body has another member than events"],
    ['{"events":[],"events":[]}', 400, "invalid", "The body has events twice"],
    [`{"events":[${"1,".repeat(10_000)}1]}`, 400, "invalid", "The body has over 10000 events"],
    [`{"events":["${"x".repeat(16_000_000)}"]}`, 413, "too_large", "Payload too large"],
  ] as const) {
    const answer = await place.send(body);

    assert.deepEqual(
      [answer.status, JSON.parse(answer.text)],
      [status, bookRefusal(code, message)],
    );
  }
  assert.deepEqual(await place.events(), []);
});

test("refuses compressed bodies, and callers without the right", async () => {
  await using place = await Place.open();
  const reader = await makeToken(place.app, { name: "reader", rights: ["events:read"] });
  const writer = await makeToken(place.app, { name: "writer", rights: ["events:write"] });
  const compressed = gzipSync(`{"events":[${SENT}]}`);

  const statuses = [
    await place.send(compressed, { ...writer, "content-encoding": "gzip" }),
    await place.send(`{"events":[${SENT}]}`, reader),
    await place.send(`{"events":[${SENT}]}`, {}),
  ].map(({ status }) => status);

  assert.deepEqual(statuses, [415, 403, 401]);
  assert.deepEqual(await place.events(), []);
});

test("who is held to a scope brings in events of its panels alone, and learns nothing of others", async () => {
  await using place = await Place.open();
  await place.bring([SENT.replace('"A"', '"B"')]);
  const rights = ["events:write"];
  const scoped = await makeToken(place.app, { name: "s", rights, scope: { panels: ["A"] } });

  const panels = ["A", "B", "C"].map((panel) => SENT.replace('"A"', `"${panel}"`));
  const answer = await place.bring(panels, "", scoped);

  const reason = "the panel is none that this caller sees";
  assert.deepEqual(answer, {
    added: 1,
    known: 0,
    refused: [
      { index: 1, reason },
      { index: 2, reason },
    ],
  });
});

test("panels that nobody knows come to be known, or are refused where none are adopted", async () => {
  await using open = await Place.open();
  await using closed = await Place.open({ settings: { adoptPanels: false } });

  const taken = await open.bring([SENT]);
  const refused = await closed.bring([SENT]);

  assert.equal(taken.added, 1);
  assert.deepEqual(
    (await open.app.stores.panels.listPanels()).map(({ serial }) => serial),
    ["A"],
  );
  assert.deepEqual(refused.refused, [
    { index: 0, reason: "the panel is not known here, and unknown ones are not taken in" },
  ]);
});

test("a dry run says what would be added, and writes nothing", async () => {
  await using place = await Place.open();
  await place.bring([SENT]);
  const head = await place.app.stores.log.head();

  const said = await place.bring([SENT, SENT, "1"], "?dryRun=true");

  assert.deepEqual(said, {
    added: 1,
    known: 1,
    refused: [{ index: 2, reason: "not an object" }],
  });
  assert.equal(await place.app.stores.log.head(), head);
});

test("marks what happened long ago as late, whatever it says of itself", async () => {
  await using place = await Place.open({ now: () => DAY_MS + 3_600_000 });
  const at = (occurredAt: number) =>
    `{"panel":"A","occurredAt":${occurredAt},"key":"k","late":false,"source":"syslog"}`;

  await place.bring([at(DAY_MS), at(DAY_MS + 3_599_000)]);

  const late = (await place.events()).map(({ isLate }) => isLate === true);
  assert.deepEqual(late, [true, false]);
});

test("tells the log who brought what: the first of an hour at once, all others of it as one", async () => {
  const clock = { nowMs: DAY_MS };
  await using place = await Place.open({ now: () => clock.nowMs });
  const told = () => ownEventsOf(place.app.stores.log, "doorbook_log_imported");

  for (let n = 0; n < 4; n++) await place.bring([SENT, SENT.replace("890", `8${n}`), "1"]);
  const within = await told();
  clock.nowMs += 3_600_000;
  await place.bring([SENT]);

  const api = { account: "admin", file: "api" };
  assert.deepEqual(
    within.map(([, model]) => model),
    [{ ...api, added: 2, known: 0, refused: 1 }],
  );
  assert.deepEqual(
    (await told()).map(([, model]) => model),
    [
      { ...api, added: 2, known: 0, refused: 1 },
      { ...api, added: 3, known: 4, refused: 3 },
    ],
  );
});

test("what a book tells, brought into an empty one, is the same by identity, and then nothing new", async () => {
  await using place = await Place.open({ settings: { syslogEchoes: "show" } });
  await using empty = await Place.open();
  const { log } = place.app.stores;
  for (const { panel, events } of uglyDeliveries({ seed: 3, events: 2_000, panels: 20 })) {
    if (panel !== "doorbook") await log.append(panel, events);
  }
  const reader = await makeToken(place.app, { name: "r", rights: ["events:read"] });
  const told: string[] = [];
  for (let page = 1; ; page++) {
    const { text } = await place.app.get(`${PATH}?limit=1000&order=asc&page=${page}`, reader);
    const events = (await readingsOf(text)).length;
    if (events === 0) break;
    told.push(text.slice('{"events":['.length, text.lastIndexOf('],"total"')));
  }

  const first = await empty.bring(told);
  const again = await empty.bring(told);

  const all = (await place.events()).map(identityOf).toSorted();
  assert.deepEqual((await empty.events()).map(identityOf).toSorted(), all);
  assert.ok(all.length > 1_000);
  // those of Doorbook's own record
  assert.deepEqual([first.added, again.added, again.known], [all.length, 0, all.length]);
});

test("reads dumps of the answers that the panels' API gives, in either shape", async () => {
  await using place = await Place.open();
  const { log } = place.app.stores;
  const known = eventsInARow(30, { category: "access" });
  await log.append("A", [...known, event({ key: "strange", model: '{"x":1}' })]);
  const bearer = await place.app.bearer();
  const dumps = await Promise.all(
    ["v1/log/items", "v0/log/list"].map(async (path) => {
      const pages = ["1", "2"].map(async (page) => {
        const search = `limit=20&sort_type=asc&page_number=${page}`;
        return (await place.app.get(`/panels/A/api/${path}?${search}`, bearer)).text;
      });
      return (await Promise.all(pages)).join("\n");
    }),
  );

  const sent = (await identitiesOf(log)).filter((one) => !one.includes("doorbook"));
  for (const dump of dumps) {
    const read = (await readingsOf(dump, { panel: "A" })).map((reading) => {
      assert.ok("event" in reading, JSON.stringify(reading));
      return identityOf({ panel: reading.panel, ...reading.event });
    });
    assert.deepEqual(read.toSorted(), sent);
  }
});
