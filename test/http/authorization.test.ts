import assert from "node:assert/strict";
import { test } from "node:test";
import { setPassword } from "../../src/accounts/administer.ts";
import { ADMIN_PASSWORD, basic, openApp, refusal } from "../support/app.ts";
import { sharedApp } from "../support/shared-app.ts";

const ITEMS = "/api/v1/log/items";
const PATHS = [
  ["GET", ITEMS],
  ["GET", "/panels/AA-12/api/v1/log/items"],
  ["GET", "/api/v1/access/door/status"],
  ["GET", "/api/v1/access/exit/button/toggle"],
  ["GET", "/api/v1/network/ntp"],
  ["POST", "/api/v1/network/timezone/manual"],
  ["GET", "/api/v1/device/time"],
  ["GET", "/api/v1/access/identifier/items"],
] as const;

/** Of which the tests only ask. */
const shared = sharedApp({}, (app) => app.addAccount("taras", "manager"));

for (const [method, path] of PATHS) {
  test(`asks who calls ${method} ${path} to log in`, async () => {
    const app = shared();

    const answer = await app.request(method, path);

    assert.equal(answer.status, 401);
    assert.equal(answer.text, refusal("Log In"));
    assert.equal(answer.headers.get("content-type"), "application/json");
  });

  test(`asks a manager who calls ${method} ${path} for an administrator's rights`, async () => {
    const app = shared();
    const headers = await app.bearer("taras");

    const answer = await app.request(method, path, { headers });

    assert.equal(answer.status, 400);
    assert.equal(answer.text, refusal("Administrator rights required"));
  });
}

for (const authorization of [
  "",
  "Bearer",
  "Bearer ",
  "Bearer 0123456789012345678901234567890123456789",
  `Bearer ${"0".repeat(4000)}`,
  "Basic",
  "Basic ====",
  "Digest username=admin",
  basic("admin", "wrong").authorization,
  basic("nobody", ADMIN_PASSWORD).authorization,
  basic("admin", "").authorization,
]) {
  test(`asks a caller with "${authorization.slice(0, 50)}" to log in`, async () => {
    const app = shared();

    const answer = await app.get(ITEMS, { authorization });

    assert.equal(answer.status, 401);
    assert.equal(answer.text, refusal("Log In"));
  });
}

test("checks the token, then the rights, then the parameters", async () => {
  const app = shared();
  const path = `${ITEMS}?limit=11`;

  assert.equal((await app.get(path)).text, refusal("Log In"));
  assert.equal(
    (await app.get(path, await app.bearer("taras"))).text,
    refusal("Administrator rights required"),
  );
  assert.equal((await app.get(path, await app.bearer())).text, refusal("Wrong pagination limit"));
});

test("takes name and clear password by HTTP Basic on any call", async () => {
  await using app = await openApp();
  await app.addAccount("Олена", "admin", "пароль:з двокрапкою");

  for (const headers of [
    basic("admin", ADMIN_PASSWORD),
    basic("admin", ADMIN_PASSWORD),
    basic("Олена", "пароль:з двокрапкою"),
  ]) {
    assert.equal((await app.get(ITEMS, headers)).status, 200);
  }
});

for (const [how, change] of [
  ["is removed", "removeAccount"],
  ["gets another password", "setPassword"],
] as const) {
  test(`stops an account that ${how} elsewhere, within a second`, async () => {
    const clock = { nowMs: 1_750_000_000_000 };
    await using app = await openApp({ now: () => clock.nowMs });
    await app.addAccount("olena", "admin");
    const callers = [await app.bearer("olena"), basic("olena", ADMIN_PASSWORD)];
    for (const headers of callers) assert.equal((await app.get(ITEMS, headers)).status, 200);

    const { accounts: store } = app.stores;
    await (change === "removeAccount"
      ? store.removeAccount("olena")
      : setPassword(store, "olena", "another"));
    clock.nowMs += 1_000;

    for (const headers of callers) assert.equal((await app.get(ITEMS, headers)).status, 401);
    assert.equal((await app.login("olena")).text, refusal("Wrong login or password"));
  });
}
