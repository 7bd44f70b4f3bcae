import assert from "node:assert/strict";
import { test } from "node:test";
import { md5Hex } from "../../src/accounts/password.ts";
import { ADMIN_PASSWORD, basic, loginPath, openApp, refusal } from "../support/app.ts";
import { sharedApp } from "../support/shared-app.ts";

/** Of which tests only ask. */
const shared = sharedApp();

const MD5 = md5Hex(ADMIN_PASSWORD);
const HOUR_MS = 3_600_000;

for (const [how, path] of [
  ["the MD5 in lower case", `/api/v1/login?username=admin&password=${MD5}`],
  ["the MD5 in upper case", `/api/v1/login?username=admin&password=${MD5.toUpperCase()}`],
  ["the password itself", `/api/v1/login?username=admin&password=open%20sesame`],
  ["parameters that nobody knows", `${loginPath("admin", ADMIN_PASSWORD)}&__proto__=1&locale=en`],
  ["the path of old panels", `/api/v0/login?username=admin&password=open+sesame`],
  ["the path of one panel", `/panels/AA-12/api/v1/login?username=admin&password=${MD5}`],
] as const) {
  test(`logs in with ${how}`, async () => {
    const app = shared();

    const answer = await app.get(path);

    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "application/json");
    assert.match(answer.text, /^\{"token":"[\da-f]{40}","account_type":"admin"\}$/);
  });
}

for (const authorization of ["Bearer ", "Bearer", "Bearer wrong", "Basic !", "nonsense"]) {
  test(`does not look at an Authorization of "${authorization}" on the login call`, async () => {
    const app = shared();

    const answer = await app.get(loginPath("admin", ADMIN_PASSWORD), { authorization });

    assert.equal(answer.status, 200);
  });
}

for (const [search, error] of [
  ["", "Required parameters missed"],
  ["?username=admin", "Required parameters missed"],
  [`?password=${MD5}`, "Required parameters missed"],
  [`?username=&password=${MD5}`, "Required parameters missed"],
  ["?username=admin&password=", "Required parameters missed"],
  [`?username=admin&password=${md5Hex("wrong")}`, "Wrong login or password"],
  [`?username=nobody&password=${MD5}`, "Wrong login or password"],
  [`?username=Admin&password=${MD5}`, "Wrong login or password"],
  [`?username=admin&username=admin&password=${MD5}`, "Wrong login or password"],
  [`?username=admin&password=${MD5}&password=${MD5}`, "Wrong login or password"],
  [`?username=%zz&password=%00`, "Wrong login or password"],
  [`?username=${"n".repeat(5000)}&password=${MD5}`, "Wrong login or password"],
] as const) {
  test(`refuses the login "${search.slice(0, 60)}" in the panel's words`, async () => {
    const app = shared();

    const answer = await app.get(`/api/v1/login${search}`);

    assert.equal(answer.status, 400);
    assert.equal(answer.text, refusal(error));
  });
}

test("says that a manager is one", async () => {
  await using app = await openApp();
  await app.addAccount("taras", "manager");

  const answer = await app.login("taras");

  assert.match(answer.text, /^\{"token":"[\da-f]{40}","account_type":"manager"\}$/);
});

test("gives a token that is good at the root, for one panel and for two hours", async () => {
  const clock = { nowMs: 1_750_000_000_000 };
  await using app = await openApp({ now: () => clock.nowMs });
  const headers = await app.bearer();
  const paths = ["/api/v1/log/items", "/panels/AA-12/api/v1/log/items"];
  const statuses = async () =>
    Promise.all(paths.map(async (path) => (await app.get(path, headers)).status));

  assert.deepEqual(await statuses(), [200, 200]);
  clock.nowMs += 2 * HOUR_MS - 1;
  assert.deepEqual(await statuses(), [200, 200]);
  clock.nowMs += 1;
  assert.deepEqual(await statuses(), [401, 401]);
});

test("gives a token for as long as the setting says", async () => {
  const clock = { nowMs: 1_750_000_000_000 };
  await using app = await openApp({ settings: { tokenHours: 5 }, now: () => clock.nowMs });
  const headers = await app.bearer();

  clock.nowMs += 5 * HOUR_MS - 1;
  assert.equal((await app.get("/api/v1/log/items", headers)).status, 200);
  clock.nowMs += 1;
  assert.equal((await app.get("/api/v1/log/items", headers)).status, 401);
});

for (const [method, path] of [
  ["GET", "/api/v1/logout"],
  ["POST", "/api/v1/logout"],
  ["POST", "/api/v0/logout"],
  ["GET", "/panels/AA-12/api/v1/logout"],
] as const) {
  test(`ends a session by ${method} ${path}`, async () => {
    const app = shared();
    const headers = await app.bearer();
    const other = await app.bearer();

    const answer = await app.request(method, path, { headers });

    assert.equal(answer.status, 200);
    assert.equal(answer.text, "{}");
    assert.equal((await app.get("/api/v1/log/items", headers)).status, 401);
    assert.equal((await app.get("/api/v1/log/items", other)).status, 200);
  });
}

test("asks who is not logged in to log in before logging out", async () => {
  await using app = await openApp();

  const answer = await app.post("/api/v1/logout");

  assert.equal(answer.status, 401);
  assert.equal(answer.text, refusal("Log In"));
});

test("lets a Basic caller log out, who comes in again", async () => {
  await using app = await openApp();
  const headers = basic("admin", ADMIN_PASSWORD);

  assert.equal((await app.post("/api/v1/logout", "", headers)).status, 200);
  assert.equal((await app.get("/api/v1/log/items", headers)).status, 200);
});
