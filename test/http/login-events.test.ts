import assert from "node:assert/strict";
import { test } from "node:test";
import { ADMIN_PASSWORD, basic, openApp, type TestApp } from "../support/app.ts";
import { wholeLog } from "../support/events.ts";

async function told(app: TestApp): Promise<(string | undefined)[][]> {
  const events = await wholeLog(app.stores.log);
  return events.map(({ panel, key, model }) => [panel, key, model]);
}

const SUCCESS = ["doorbook", "successful_login_api_call", '{"account_type":"admin"}'];
const FAILURE = ["doorbook", "incorrect_login_api_call", "{}"];

test("shows a login in the log as a panel does, to the letter", async () => {
  const clock = { nowMs: 1_750_000_000_123 };
  await using app = await openApp({ now: () => clock.nowMs });

  const headers = await app.bearer();
  const { text } = await app.get("/panels/doorbook/api/v1/log/items", headers);

  const { list_items: items } = JSON.parse(text) as { list_items: unknown };
  assert.deepEqual(items, [
    {
      timestamp: clock.nowMs,
      category: "system",
      priority: "medium",
      name: { key: "successful_login_api_call", text: "Login to the web interface" },
      info: {
        text: "Successful (admin) login to the web interface",
        model: { account_type: "admin" },
      },
    },
  ]);
});

test("makes an event of each bad login, and of a refused Basic call", async () => {
  const clock = { nowMs: 1_750_000_000_000 };
  await using app = await openApp({ now: () => clock.nowMs });

  await app.login("admin", "wrong");
  await app.login("admin", "wrong");
  await app.login("nobody", "wrong");
  await app.get("/api/v1/log/items", basic("admin", "wrong"));

  assert.deepEqual(await told(app), [FAILURE, FAILURE, FAILURE, FAILURE]);
});

test("makes no event of a good Basic call, nor of a call that brings no credential", async () => {
  await using app = await openApp();

  await app.get("/api/v1/log/items", basic("admin", ADMIN_PASSWORD));
  await app.get("/api/v1/log/items", { authorization: "Bearer wrong" });
  await app.get("/api/v1/log/items");
  await app.get("/api/v1/login");

  assert.deepEqual(await told(app), []);
});

test("gathers the logins of a program that logs in each cycle", async () => {
  const clock = { nowMs: 1_750_000_000_000 };
  await using app = await openApp({ now: () => clock.nowMs });

  for (let minute = 0; minute < 60; minute++) {
    assert.equal((await app.login()).status, 200);
    clock.nowMs += 60_000;
  }
  await app.doorbook.accounts.tidy();

  assert.deepEqual(await told(app), [
    SUCCESS,
    ["doorbook", "successful_login_api_call", '{"account_type":"admin","count":59}'],
  ]);
});
