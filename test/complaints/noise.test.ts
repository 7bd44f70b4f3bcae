import assert from "node:assert/strict";
import { test } from "node:test";
import { startPanel } from "../../src/emulator/emulator.ts";
import { EVENT_KEYS } from "../../src/event/catalog.ts";
import { ADMIN_PASSWORD, basic } from "../support/app.ts";
import { openBook } from "../support/book.ts";
import type { Book } from "../support/book.ts";
import { wholeLog } from "../support/events.ts";
import { eventually } from "../support/eventually.ts";

const WITHIN_MS = 30_000;
const READINGS = 100;

const DENIED = EVENT_KEYS.filter((key) => key.includes("denied"));

async function keysOf(book: Book, serial: string, search = ""): Promise<string[]> {
  return (await book.shown(serial, search)).map(({ name }) => name.key);
}

/** How many events of logins there are, whoever's. */
async function loginCount(book: Book): Promise<number> {
  const events = await wholeLog(book.app.stores.log);
  return events.filter(({ key }) => key.endsWith("_login_api_call")).length;
}

test("no denied events kept: each of the catalog is kept and found by its name, pushed or pulled", async () => {
  await using book = await openBook();
  await using panel = await startPanel({ serial: "AA-2" });
  const atMs = Date.now();
  await book.push(
    "AA-1",
    DENIED.map((code, nth) => ({ created_at: atMs + nth, code, info: { number: String(nth) } })),
  );
  for (const key of DENIED) panel.fire({ key });
  await book.pull(panel);

  await eventually(WITHIN_MS, async () => {
    for (const serial of ["AA-1", "AA-2"]) {
      assert.deepEqual((await keysOf(book, serial)).toSorted(), DENIED.toSorted());
    }
  });
  for (const key of DENIED) {
    const filter = `filter_field=name&filter_type=equal&filter_value=${key}`;
    assert.deepEqual(await keysOf(book, "AA-1", filter), [key]);
    assert.deepEqual(await keysOf(book, "AA-2", filter), [key]);
  }
  assert.ok(DENIED.length >= 10);
});

test("the reader's own logins drowning the log: readings with Basic leave no event", async () => {
  await using book = await openBook();

  for (let nth = 0; nth < READINGS; nth++) {
    await book.page("AA-1", "limit=50", basic("admin", ADMIN_PASSWORD));
  }

  assert.equal(await loginCount(book), 0);
});

test("the reader's own logins drowning the log: readings with one token leave one event", async () => {
  await using book = await openBook();
  const headers = await book.app.bearer();

  for (let nth = 0; nth < READINGS; nth++) await book.page("AA-1", "limit=50", headers);

  assert.equal(await loginCount(book), 1);
});

test("the reader's own logins drowning the log: a login for each reading leaves a few, and none among a panel's events", async () => {
  await using book = await openBook();
  await book.push("AA-1", [{ created_at: Date.now(), code: "tamper_event" }]);

  for (let nth = 0; nth < READINGS; nth++) {
    const { text } = await book.app.login();
    const { token } = JSON.parse(text) as { token: string };
    await book.page("AA-1", "limit=50", { authorization: `Bearer ${token}` });
  }
  await book.app.doorbook.accounts.tidy();

  assert.ok((await loginCount(book)) <= 2);
  assert.deepEqual(await keysOf(book, "AA-1"), ["tamper_event"]);
});

test("the reader's own logins drowning the log: pulling logs in once, over many readings", async () => {
  await using book = await openBook();
  await using panel = await startPanel({ serial: "AA-1", quirks: ["loginsLogged"] });
  await book.pull(panel);

  for (let nth = 0; nth < 4; nth++) {
    panel.pressExitButton(nth);
    await eventually(WITHIN_MS, async () => {
      assert.equal((await book.shown("AA-1")).length, nth + 2);
    });
  }

  const keys = await keysOf(book, "AA-1");
  assert.equal(keys.filter((key) => key === "successful_login_api_call").length, 1);
});

test("exit-button noise: it is kept whole, and can be read alone or left out", async () => {
  await using book = await openBook();
  const [exit, denied] = ["lock_was_opened_by_exit_btn", "access_denied_by_unknown_card"];
  const events = Array.from({ length: 90 }, (_, nth) => ({
    created_at: Date.now() + nth,
    code: nth % 30 === 0 ? denied : exit,
    info: { nth },
  }));

  await book.push("AA-1", events);

  const without = `filter=${encodeURIComponent("priority eq 'high' or priority eq 'critical'")}`;
  const alone = `filter_field=name&filter_type=equal&filter_value=${exit}`;
  assert.equal((await keysOf(book, "AA-1")).length, 90);
  assert.deepEqual(await keysOf(book, "AA-1", without), [denied, denied, denied]);
  assert.deepEqual(new Set(await keysOf(book, "AA-1", alone)), new Set([exit]));
  assert.equal((await keysOf(book, "AA-1", alone)).length, 87);
});
