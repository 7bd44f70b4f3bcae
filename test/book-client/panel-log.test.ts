import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { md5Hex } from "../../src/accounts/password.ts";
import { PanelLogClient } from "../../src/book-client/panel-log.ts";
import type { PanelLogItem } from "../../src/book-client/read-panel-log.ts";
import { PANEL_FAMILIES } from "../../src/emulator/families.ts";
import { startPanel } from "../../src/emulator/emulator.ts";
import { ADMIN_PASSWORD } from "../support/app.ts";
import { type Book, openBook } from "../support/book.ts";
import { EmulatorProcess } from "../support/emulator-process.ts";
import { PaperPanel } from "../support/paper-panel.ts";
import { PASSWORDS } from "../support/server-process.ts";

const BEGAN_MS = 1_795_464_000_000;

let book: Book;

before(async () => {
  book = await openBook({});
});

after(() => book[Symbol.asyncDispose]());

async function gather(items: AsyncIterable<PanelLogItem>): Promise<PanelLogItem[]> {
  const all: PanelLogItem[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const nthOf = (items: readonly PanelLogItem[]): unknown[] =>
  items.map(({ model }) => (model as { nth: unknown }).nth);

for (const family of PANEL_FAMILIES) {
  test(`reads the whole log of a panel of family ${family}, oldest first, in its dialect`, async () => {
    await using panel = await startPanel({ family, quirks: ["newestFirst", "oneDialect"] });
    for (let nth = 0; nth < 123; nth++) panel.fire({ key: "tamper_event", model: { nth } });
    const client = new PanelLogClient(panel);

    const page = await client.logItems({ limit: 20, page: 7, locale: "uk" });
    const all = await gather(client.eachLogItem());

    assert.deepEqual([page.total, page.items.length], [123, 3]);
    assert.equal(page.items[0]?.name, "Спрацював тампер");
    assert.deepEqual(nthOf(all), [...Array(123).keys()]);
  });
}

test("filters, and asks within a window whose ends both count", async () => {
  const events = Array.from({ length: 9 }, (_, nth) => ({
    created_at: BEGAN_MS + nth,
    code: nth % 2 === 0 ? "tamper_event" : "door_closed",
    info: { nth },
  }));
  await book.push("P1", events);
  const client = new PanelLogClient({ url: `${book.app.address}/panels/P1`, ...ADMIN });

  const page = await client.logItems({
    from: new Date(BEGAN_MS + 2),
    to: BEGAN_MS + 6,
    filter: { field: "name", value: "tamper_event" },
    sort: "desc",
  });

  assert.equal(page.total, 3);
  assert.deepEqual(nthOf(page.items), [6, 4, 2]);
});

const ADMIN = { username: "admin", password: ADMIN_PASSWORD };

test("walks through Doorbook's twin, a burst in one millisecond and alike events included", async () => {
  const burst = Array.from({ length: 130 }, (_, nth) => ({
    created_at: BEGAN_MS + (nth < 110 ? 0 : nth),
    code: "tamper_event",
    info: { nth: Math.floor(nth / 2) },
  }));
  await book.push("P2", burst);
  const client = new PanelLogClient({ url: `${book.app.address}/panels/P2`, ...ADMIN });

  const all = await gather(client.eachLogItem());

  assert.deepEqual(
    nthOf(all),
    burst.map(({ info }) => info.nth),
  );
});

test("shows each event once while others arrive behind and before it", async () => {
  const at = (nth: number, madeUp: string) => ({
    created_at: BEGAN_MS + nth * 1_000,
    code: "tamper_event",
    info: { nth: madeUp },
  });
  const first = Array.from({ length: 120 }, (_, nth) => at(nth, `first ${nth}`));
  await book.push("P3", first);
  const client = new PanelLogClient({ url: `${book.app.address}/panels/P3`, ...ADMIN });

  const all: PanelLogItem[] = [];
  for await (const item of client.eachLogItem()) {
    all.push(item);
    if (all.length === 60) await book.push("P3", [at(-5, "late"), at(-4, "late"), at(500, "new")]);
  }

  assert.deepEqual(
    nthOf(all),
    first.map(({ info }) => info.nth),
  );
});

test("reads a panel whose clock began in 1970", async () => {
  const events = Array.from({ length: 70 }, (_, nth) => ({
    created_at: nth < 60 ? nth * 1_000 : BEGAN_MS + nth,
    code: "tamper_event",
    info: { nth },
  }));
  await book.push("P4", events);
  const client = new PanelLogClient({ url: `${book.app.address}/panels/P4`, ...ADMIN });

  const all = await gather(client.eachLogItem());

  assert.deepEqual(nthOf(all), [...Array(70).keys()]);
});

test("reads an emulator's panels in a process of their own", async () => {
  await using emulator = await EmulatorProcess.start(["--panels", "1", "--days", "1"]);
  const [happened, { panels }] = await Promise.all([emulator.happened(), emulator.tell()]);
  const client = new PanelLogClient({
    url: panels[0]?.url ?? "",
    username: "admin",
    password: PASSWORDS.admin,
  });

  const all = await gather(client.eachLogItem({ locale: "pl" }));

  const keys = happened.map(({ key, occurredAtMs }) => `${occurredAtMs} ${key}`);
  assert.deepEqual(
    all.map(({ key, occurredAt }) => `${occurredAt} ${key}`),
    keys.slice(-all.length),
  );
  assert.equal(all.length, keys.length);
});

test("keeps numbers of 20 digits and the model as it was sent", async () => {
  const model = '{"number": 12345678901234567890}';
  const token = await linkToken(book.app.address);
  await book.app.put(
    "/api/v0/devices/logs",
    `{"events":[{"created_at":${BEGAN_MS},"code":"tamper_event","info":${model}}]}`,
    { authorization: `Bearer ${token}` },
  );
  const client = new PanelLogClient({ url: `${book.app.address}/panels/P5`, ...ADMIN });

  const { items } = await client.logItems();

  assert.deepEqual(items[0]?.model, { number: "12345678901234567890" });
  assert.equal(items[0]?.modelText, '{"number":12345678901234567890}');
});

async function linkToken(address: string): Promise<string> {
  const body = JSON.stringify({ login: "P5", password: "open the gate" });
  const response = await fetch(`${address}/api/v0/devices/login`, { method: "POST", body });
  return ((await response.json()) as { token: string }).token;
}

test("sends a password as its MD5 alone, and logs in once", async () => {
  await using panel = await PaperPanel.open();
  const asked: string[] = [];
  panel.takeOver = ({ url = "" }) => {
    asked.push(url);
    return false;
  };
  const client = new PanelLogClient({ url: panel.url, ...ADMIN, family: "android" });

  await client.logItems({ limit: 10 });
  await client.logItems({ limit: 10 });

  const logins = asked.filter((url) => url.includes("/login"));
  assert.deepEqual(logins, [`/api/v1/login?username=admin&password=${md5Hex(ADMIN_PASSWORD)}`]);
});

test("tells a wrong password from a question that the panel refuses", async () => {
  await using panel = await startPanel({ password: "right" });
  const wrong = new PanelLogClient({ url: panel.url, username: "admin", password: "wrong" });
  const right = new PanelLogClient(panel);

  await assert.rejects(wrong.logItems(), {
    name: "DoorbookError",
    code: "unauthorised",
    message: "Wrong login or password",
  });
  await assert.rejects(right.logItems({ page: 0 }), {
    code: "invalid",
    status: 400,
    message: "Wrong page number",
  });
});

test("takes what is no panel for none", async () => {
  await using panel = await PaperPanel.open();
  panel.takeOver = (_, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<h1>Printer</h1>");
    return true;
  };
  const client = new PanelLogClient(panel);

  await assert.rejects(client.logItems(), { name: "DoorbookError", code: "bad_answer" });
});
