import assert from "node:assert/strict";
import { test } from "node:test";
import { ADMIN_PASSWORD, basic, openApp } from "../../support/app.ts";
import { sharedApp } from "../../support/shared-app.ts";
import type { Answer, TestApp } from "../../support/app.ts";
import { bookRefusal, makeToken } from "../../support/logins.ts";
import { ownEventsOf } from "../../support/own-events.ts";

const ACCOUNTS = "/book/v1/accounts";
const ANN = { name: "ann", type: "admin", password: "hers" } as const;

async function ask(
  app: TestApp,
  method: string,
  path: string,
  body?: object,
  headers?: Readonly<Record<string, string>>,
): Promise<Answer> {
  const who = headers ?? basic("admin", ADMIN_PASSWORD);
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return app.request(method, path, { headers: who, ...sent });
}

test("adds, lists, changes and removes accounts, and tells no secret", async () => {
  await using app = await openApp({ now: () => 1_760_000_000_000 });

  const added = await ask(app, "POST", ACCOUNTS, { ...ANN, scope: { sites: ["Yard"] } });
  const changed = await ask(app, "PATCH", `${ACCOUNTS}/ann`, { type: "manager", scope: null });
  const listed = await ask(app, "GET", ACCOUNTS);
  const removed = await ask(app, "DELETE", `${ACCOUNTS}/ann`);

  const ann = { name: "ann", type: "admin", createdAt: 1_760_000_000_000 };
  const scope = { sites: ["Yard"], panels: [] };
  assert.deepEqual([added.status, JSON.parse(added.text)], [201, { ...ann, scope }]);
  const after = { ...ann, type: "manager", scope: null };
  assert.deepEqual([changed.status, JSON.parse(changed.text)], [200, after]);
  assert.deepEqual(JSON.parse(listed.text).accounts[1], after);
  assert.equal(/verifier|scrypt|hers/.test(listed.text), false);
  assert.equal(removed.status, 204);
  assert.equal((await app.stores.accounts.listAccounts()).length, 1);
});

test("a change holds for the next request of who is logged in", async () => {
  await using app = await openApp();
  await ask(app, "POST", ACCOUNTS, ANN);
  const bearer = await app.bearer("ann", "hers");
  const before = await app.get("/api/v1/log/items", bearer);

  await ask(app, "PATCH", `${ACCOUNTS}/ann`, { type: "manager" });
  const demoted = await app.get("/api/v1/log/items", bearer);
  await ask(app, "PATCH", `${ACCOUNTS}/ann`, { password: "another" });
  const ended = await app.get("/api/v1/log/items", bearer);

  assert.deepEqual([before.status, demoted.status, ended.status], [200, 400, 401]);
  assert.equal((await app.get("/book/v1/session", basic("ann", "another"))).status, 200);
});

test("who lacks the right admin is told so, and changes nothing", async () => {
  await using app = await openApp();
  await ask(app, "POST", ACCOUNTS, { ...ANN, scope: { panels: ["AA-1"] } });
  const scoped = basic("ann", "hers");
  const token = await makeToken(app, { name: "t", rights: ["panels:write", "events:write"] });
  const statuses: number[] = [];

  for (const headers of [scoped, token]) {
    for (const [method, path, body] of [
      ["GET", ACCOUNTS],
      ["POST", ACCOUNTS, { ...ANN, name: "bob" }],
      ["PATCH", `${ACCOUNTS}/admin`, { password: "mine now" }],
      ["DELETE", `${ACCOUNTS}/admin`],
    ] as const) {
      statuses.push((await ask(app, method, path, body, headers)).status);
    }
  }
  const { text } = await ask(app, "GET", ACCOUNTS, undefined, scoped);

  assert.deepEqual(
    statuses,
    Array.from({ length: 8 }, () => 403),
  );
  assert.deepEqual(
    JSON.parse(text),
    bookRefusal("forbidden", "The right admin is needed for that"),
  );
  const names = (await app.stores.accounts.listAccounts()).map(({ name }) => name);
  assert.deepEqual(names, ["admin", "ann"]);
});

test("nobody is let in without a login", async () => {
  await using app = await openApp();

  const { status, text } = await app.get(ACCOUNTS);

  assert.deepEqual([status, JSON.parse(text)], [401, bookRefusal("unauthorised", "Log In")]);
});

test("an account does not lock itself out", async () => {
  await using app = await openApp();

  const answers = [
    await ask(app, "DELETE", `${ACCOUNTS}/admin`),
    await ask(app, "PATCH", `${ACCOUNTS}/admin`, { type: "manager" }),
    await ask(app, "PATCH", `${ACCOUNTS}/admin`, { scope: { panels: ["AA-1"] } }),
    await ask(app, "PATCH", `${ACCOUNTS}/admin`, { password: "another" }),
  ].map(({ status }) => status);

  assert.deepEqual(answers, [400, 400, 400, 200]);
});

const shared = sharedApp();

for (const [what, method, path, body, status] of [
  ["a name that is taken", "POST", ACCOUNTS, { ...ANN, name: "admin" }, 409],
  ["a name with a colon", "POST", ACCOUNTS, { ...ANN, name: "a:b" }, 400],
  ["an unknown type", "POST", ACCOUNTS, { ...ANN, type: "root" }, 400],
  ["no password", "POST", ACCOUNTS, { ...ANN, password: "" }, 400],
  ["a misspelled scope", "POST", ACCOUNTS, { ...ANN, scopes: { sites: ["Yard"] } }, 400],
  ["a scope of nothing", "POST", ACCOUNTS, { ...ANN, scope: { panels: [] } }, 400],
  ["a site that is no text", "POST", ACCOUNTS, { ...ANN, scope: { sites: [7] } }, 400],
  ["no change", "PATCH", `${ACCOUNTS}/admin`, {}, 400],
  ["a change of nobody", "PATCH", `${ACCOUNTS}/nobody`, { password: "x" }, 404],
  ["removing nobody", "DELETE", `${ACCOUNTS}/nobody`, undefined, 404],
] as const) {
  test(`refuses ${what} and changes nothing`, async () => {
    const app = shared();
    const before = await app.stores.accounts.listAccounts();

    const answer = await ask(app, method, path, body);

    assert.equal(answer.status, status);
    assert.deepEqual(Object.keys(JSON.parse(answer.text).error), ["code", "message"]);
    assert.deepEqual(await app.stores.accounts.listAccounts(), before);
  });
}

test("each change of an account is an event that says what and who, and no secret", async () => {
  await using app = await openApp();
  await ask(app, "POST", ACCOUNTS, { ...ANN, scope: { sites: ["Yard"] } });

  await ask(app, "PATCH", `${ACCOUNTS}/ann`, { password: "p4ss", scope: null });
  await ask(app, "PATCH", `${ACCOUNTS}/ann`, { type: "manager" });
  await ask(app, "DELETE", `${ACCOUNTS}/ann`);

  const who = { account: "ann", by: "admin" };
  assert.deepEqual(await ownEventsOf(app.stores.log, "doorbook_account"), [
    ["doorbook_account_added", { ...who, type: "admin", sites: ["Yard"], panels: [] }],
    ["doorbook_account_changed", { ...who, changed: ["password", "scope"] }],
    ["doorbook_account_changed", { ...who, changed: ["type"], type: "manager" }],
    ["doorbook_account_removed", who],
  ]);
});
