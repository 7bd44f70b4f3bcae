import assert from "node:assert/strict";
import { test } from "node:test";
import { setPassword } from "../../src/accounts/administer.ts";
import {
  ADMIN_PASSWORD,
  basic,
  loginPath,
  openApp,
  refusal,
  type TestApp,
} from "../support/app.ts";

const ELSEWHERE = "127.0.0.2";

async function failTenTimes(app: TestApp): Promise<void> {
  for (let time = 0; time < 10; time++) {
    assert.equal((await app.login("admin", `wrong ${time}`)).status, 400);
  }
}

function request(path: string, headers: Record<string, string> = {}): string {
  const lines = Object.entries({ ...headers, connection: "close" });
  return `GET ${path} HTTP/1.1\r\n${lines.map(([k, v]) => `${k}: ${v}\r\n`).join("")}\r\n`;
}

/** Has checks of the admin's password take as long as they really do, so that they meet. */
async function useFullCost(app: TestApp): Promise<void> {
  await setPassword(app.stores.accounts, "admin", ADMIN_PASSWORD);
}

test("answers the eleventh attempt in a minute with 429 and when to come again", async () => {
  const clock = { nowMs: 1_750_000_000_000 };
  await using app = await openApp({ now: () => clock.nowMs });

  await failTenTimes(app);
  const answer = await app.login();

  assert.equal(answer.status, 429);
  assert.equal(answer.text, refusal("Too many attempts"));
  assert.equal(answer.headers.get("content-type"), "application/json");
  assert.equal(answer.headers.get("retry-after"), "60");
});

test("takes the right password again when the minute is over", async () => {
  const clock = { nowMs: 1_750_000_000_000 };
  await using app = await openApp({ now: () => clock.nowMs });

  await failTenTimes(app);
  clock.nowMs += 60_000;

  assert.equal((await app.login()).status, 200);
});

test("never locks out a right login from elsewhere, nor another account", async () => {
  await using app = await openApp();
  await app.addAccount("olena", "admin");

  await failTenTimes(app);

  const path = loginPath("admin", ADMIN_PASSWORD);
  assert.equal((await app.send(request(path), ELSEWHERE)).status, 200);
  assert.equal((await app.login("olena")).status, 200);
  assert.equal((await app.send(request(path))).status, 429);
});

test("leaves who is logged in alone", async () => {
  await using app = await openApp();
  const headers = await app.bearer();

  await failTenTimes(app);

  assert.equal((await app.get("/api/v1/log/items", headers)).status, 200);
});

test("counts refused Basic calls as failed logins, and throttles Basic alike", async () => {
  await using app = await openApp();
  const right = basic("admin", ADMIN_PASSWORD);
  assert.equal((await app.get("/api/v1/log/items", right)).status, 200);

  for (let time = 0; time < 10; time++) {
    const wrong = basic("admin", `wrong ${time}`);
    assert.equal((await app.get("/api/v1/log/items", wrong)).status, 401);
  }

  for (const headers of [right, basic("admin", "wrong again")]) {
    const answer = await app.get("/api/v1/log/items", headers);
    assert.equal(answer.status, 429);
    assert.equal(answer.text, refusal("Too many attempts"));
    assert.notEqual(answer.headers.get("retry-after"), null);
  }
  assert.equal((await app.login()).status, 429);
});

test("gives a burst of guesses no more tries than a sequence", async () => {
  await using app = await openApp();
  await useFullCost(app);

  const guesses = Array.from({ length: 40 }, async (_, nth) => app.login("admin", `wrong ${nth}`));
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);

  assert.equal(statuses.filter((status) => status === 400).length, 10);
  assert.equal(statuses.filter((status) => status === 429).length, 30);
});

test("lets many programs with the right password log in at the same moment", async () => {
  await using app = await openApp();
  await useFullCost(app);

  const logins = await Promise.all(Array.from({ length: 40 }, async () => app.login()));

  assert.deepEqual(new Set(logins.map(({ status }) => status)), new Set([200]));
});

test("checks no more passwords for an address that failed 300 times under ever new names", async () => {
  await using app = await openApp();
  await app.addAccount("olena", "admin");
  // most of the names are there: to check a password of nobody takes 40 ms of a core
  for (let wave = 0; wave < 9; wave++) {
    for (let nth = 0; nth < 30; nth++) await app.addAccount(`${wave} ${nth}`, "manager");
  }
  assert.equal((await app.login()).status, 200);

  for (let wave = 0; wave < 10; wave++) {
    const guesses = Array.from({ length: 30 }, async (_, nth) => app.login(`${wave} ${nth}`, "no"));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    assert.deepEqual(new Set(statuses), new Set([400]));
  }

  assert.equal((await app.login("made up 300", "wrong")).status, 429);
  assert.equal((await app.login("olena")).status, 429);
  // checked before, and remembered
  assert.equal((await app.login()).status, 200);
  const path = loginPath("olena", ADMIN_PASSWORD);
  assert.equal((await app.send(request(path), ELSEWHERE)).status, 200);
});
