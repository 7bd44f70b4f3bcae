import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { event } from "../../support/events.ts";
import { JSON_TYPE, makeToken } from "../../support/logins.ts";
import { ownEventsOf } from "../../support/own-events.ts";
import { BookReader } from "../../support/read-book.ts";

let book: BookReader;
let scoped: { authorization: string };

before(async () => {
  book = await BookReader.open();
  await book.say("site", { North: { zone: "Europe/Kyiv" } });
  await book.say("panel", {
    P1: { name: "Main", site: "North", replaces: "P0", locks: { "0": "Gate" } },
    P2: { name: "Yard", site: "South" },
  });
  await book.say("health", {
    P1: { state: "silent", lastSeenMs: 5_000, clockOffsetMs: -1_500, isClockOff: true },
  });
  await book.log("P1", [event({ key: "own_of_P1", category: "odd" })]);
  await book.log("P2", [event({ key: "own_of_P2" })]);
  scoped = await makeToken(book.app, {
    name: "scoped",
    rights: ["events:read", "panels:read", "panels:write"],
    scope: { sites: ["North"] },
  });
});

after(() => book[Symbol.asyncDispose]());

/** Says something of a panel. */
async function change(serial: string, said: object, headers: object = book.headers) {
  const path = `/book/v1/panels/${serial}`;
  const { status, text } = await book.app.request("PATCH", path, {
    headers: { ...JSON_TYPE, ...headers },
    body: JSON.stringify(said),
  });
  return { status, body: JSON.parse(text) };
}

test("lists what is said of panels and how they are", async () => {
  const { panels } = await book.good<{ panels: Record<string, unknown>[] }>("/panels");

  assert.deepEqual(
    panels.map(({ serial, name, state }) => [serial, name, state]),
    [
      ["P1", "Main", "silent"],
      ["P2", "Yard", "new"],
    ],
  );
  const { site, locks, replaces, clockOffset, clockOff, lastSeen } = panels[0] ?? {};
  assert.deepEqual(
    { site, locks, replaces, clockOffset, clockOff, lastSeen },
    {
      site: "North",
      locks: { "0": "Gate" },
      replaces: "P0",
      clockOffset: -1_500,
      clockOff: true,
      lastSeen: 5_000,
    },
  );
});

test("shows a panel to who sees it, and none to others", async () => {
  const seen = await book.ask("/panels/P1", {}, scoped);
  const hidden = await book.ask("/panels/P2", {}, scoped);
  const unknown = await book.ask("/panels/P9");

  assert.equal(seen.status, 200);
  assert.deepEqual([hidden.status, unknown.status], [404, 404]);
});

test("says something else of a panel, at once, and tells the log who did it", async () => {
  const { status, body } = await change("P2", { name: "Back", locks: { "1": "Door" } });

  assert.equal(status, 200);
  assert.deepEqual([body.name, body.site, body.locks], ["Back", "South", { "1": "Door" }]);
  assert.equal(book.app.doorbook.intake.fleet.profile("P2")?.name, "Back");
  const model = { panel: "P2", name: "Back", account: "admin" };
  assert.deepEqual(await ownEventsOf(book.app.stores.log, "doorbook_panel_"), [
    ["doorbook_panel_changed", model],
  ]);
});

test("forgets a lock whose name is empty, and changes nothing else", async () => {
  await change("P1", { locks: { "7": "Lift" } });

  const { body } = await change("P1", { locks: { "7": "" } });

  assert.deepEqual([body.name, body.locks], ["Main", { "0": "Gate" }]);
});

for (const [what, said] of [
  ["nothing", {}],
  ["a member that is none", { serial: "P7" }],
  ["a text of two lines", { name: "a\nb" }],
  ["a long text", { entrance: "a".repeat(129) }],
  ["a lock without a number", { locks: { gate: "Gate" } }],
  ["no text", { building: 5 }],
] as const) {
  test(`refuses a change of ${what}`, async () => {
    const { status, body } = await change("P1", said);

    assert.equal(status, 400);
    assert.equal(body.error.code, "invalid");
  });
}

test("lets nobody with a scope move a panel to another site, nor change one unseen", async () => {
  const moved = await change("P1", { site: "South" }, scoped);
  const unseen = await change("P2", { name: "x" }, scoped);

  assert.deepEqual([moved.status, unseen.status], [403, 404]);
  assert.equal(book.app.doorbook.intake.fleet.profile("P1")?.site, "North");
});

test("says what queries can be made of, in the asked language, of what is seen alone", async () => {
  const { body } = await book.ask("/query", { locale: "uk" }, scoped);

  const { fields, keys, categories } = body as Record<string, Record<string, unknown>[]>;
  const owner = fields?.find(({ name }) => name === "owner");
  assert.equal(owner?.["example"], "owner contains 'olena'");
  assert.deepEqual(categories?.at(0), { value: "access", text: "доступ" });
  assert.deepEqual(categories?.at(-1)?.["value"], "odd");
  const values = keys?.map(({ value }) => value) ?? [];
  assert.ok(values.includes("own_of_P1") && values.includes("tamper_event"));
  assert.ok(!values.includes("own_of_P2"));
});
