import assert from "node:assert/strict";
import { test } from "node:test";
import { ADMIN_PASSWORD, basic, openApp } from "../../support/app.ts";
import type { TestApp } from "../../support/app.ts";
import { askForToken, bookRefusal, makeToken } from "../../support/logins.ts";
import { sharedApp } from "../../support/shared-app.ts";
import { ownEventsOf } from "../../support/own-events.ts";

const NOW_MS = 1_760_000_000_000;
const MINUTE_MS = 60_000;
const TOKENS = "/book/v1/tokens";
const WALL = { name: "wall", rights: ["events:read"] } as const;

test("a token is told once, listed without it, and kept by its digest alone", async () => {
  await using app = await openApp({ now: () => NOW_MS });
  const admin = await app.bearer();

  const made = await askForToken(app, {
    ...WALL,
    scope: { sites: ["Yard"] },
    expiresAt: NOW_MS + 1,
  });
  const listed = await app.get(TOKENS, admin);

  const { token, ...rest } = JSON.parse(made.text);
  assert.equal(made.status, 201);
  assert.match(token, /^dbk_[\w-]{40}$/);
  assert.deepEqual(rest, {
    id: 1,
    account: "admin",
    ...WALL,
    scope: { sites: ["Yard"], panels: [] },
    createdAt: NOW_MS,
    expiresAt: NOW_MS + 1,
    lastUsedAt: null,
  });
  assert.deepEqual(JSON.parse(listed.text), { tokens: [rest] });
  assert.equal(app.diagnostics.join("").includes(token), false);
});

test("a token reads the panels' log with events:read, and clears it with events:write alone", async () => {
  await using app = await openApp();
  const reader = await makeToken(app, WALL);
  const writer = await makeToken(app, { name: "program", rights: ["events:read", "events:write"] });
  const other = await makeToken(app, { name: "other", rights: ["panels:read"] });
  const clear = (headers: Record<string, string>) =>
    app.post("/api/v1/system/data/clear", '{"clear_fields":["logs"]}', headers);

  const read = [
    await app.get("/api/v1/log/items", reader),
    await app.get("/api/v0/log/list", reader),
    await app.get("/api/v1/log/items", other),
  ].map(({ status }) => status);
  const cleared = [await clear(reader), await clear(writer)].map(({ status }) => status);

  assert.deepEqual(read, [200, 200, 400]);
  assert.deepEqual(cleared, [400, 200]);
});

test("a token ends when it expires, when it is revoked, and with its account", async () => {
  const clock = { nowMs: NOW_MS };
  await using app = await openApp({ now: () => clock.nowMs });
  const expiring = await makeToken(app, { ...WALL, expiresAt: NOW_MS + MINUTE_MS });
  const revoked = await makeToken(app, WALL);
  await app.addAccount("ann", "admin");
  const orphan = await makeToken(app, { ...WALL, account: "ann" });
  const status = async (headers: Record<string, string>) =>
    (await app.get("/book/v1/session", headers)).status;
  const before = [await status(expiring), await status(revoked), await status(orphan)];
  const admin = { headers: await app.bearer() };

  await app.request("DELETE", `${TOKENS}/2`, admin);
  await app.request("DELETE", "/book/v1/accounts/ann", admin);
  clock.nowMs += MINUTE_MS;

  assert.deepEqual(before, [200, 200, 200]);
  const after = [await status(expiring), await status(revoked), await status(orphan)];
  assert.deepEqual(after, [401, 401, 401]);
});

test("its last use is told, to the minute", async () => {
  const clock = { nowMs: NOW_MS };
  await using app = await openApp({ now: () => clock.nowMs });
  const token = await makeToken(app, WALL);
  const { accounts } = app.doorbook;
  const lastUse = async () => (await app.stores.accounts.listPersonalTokens())[0]?.lastUsedAtMs;

  await app.get("/book/v1/session", token);
  await accounts.tidy();
  const early = await lastUse();
  clock.nowMs += MINUTE_MS;
  await accounts.tidy();
  const due = await lastUse();
  clock.nowMs += 1;
  await app.get("/book/v1/session", token);
  await accounts.tidy();

  assert.deepEqual([early, due, await lastUse()], [undefined, NOW_MS, NOW_MS]);
});

test("a personal token looks after no tokens, unless it has the right admin", async () => {
  await using app = await openApp();
  const reader = await makeToken(app, WALL);
  const admin = await makeToken(app, { name: "setup", rights: ["admin"] });

  const byReader = [
    await app.get(TOKENS, reader),
    await askForToken(app, WALL, reader),
    await app.request("DELETE", `${TOKENS}/1`, { headers: reader }),
  ].map(({ status }) => status);
  const byAdmin = await askForToken(app, WALL, admin);

  assert.deepEqual(byReader, [403, 403, 403]);
  assert.equal(byAdmin.status, 201);
});

test("one sees and ends one's own tokens; with the right admin everybody's", async () => {
  await using app = await openApp();
  await addScoped(app, "ann");
  const ann = basic("ann", ADMIN_PASSWORD);
  const admin = await app.bearer();
  await makeToken(app, WALL);
  await askForToken(app, { ...WALL, name: "hers" }, ann);
  const names = async (path: string, headers: Record<string, string>) => {
    const { status, text } = await app.get(path, headers);
    if (status !== 200) return status;
    const { tokens }: { readonly tokens: readonly { readonly name: string }[] } = JSON.parse(text);
    return tokens.map(({ name }) => name);
  };

  const seen = [
    await names(TOKENS, ann),
    await names(TOKENS, admin),
    await names(`${TOKENS}?account=ann`, admin),
    await names(`${TOKENS}?account=`, admin),
    await names(`${TOKENS}?account=nobody`, admin),
    await names(`${TOKENS}?account=admin`, ann),
    await names(`${TOKENS}?account=`, ann),
  ];
  const ended = [
    await app.request("DELETE", `${TOKENS}/1`, { headers: ann }),
    await app.request("DELETE", `${TOKENS}/2`, { headers: admin }),
    await app.request("DELETE", `${TOKENS}/2`, { headers: admin }),
  ].map(({ status }) => status);

  assert.deepEqual(seen, [["hers"], ["wall"], ["hers"], ["wall", "hers"], 404, 403, 403]);
  assert.deepEqual(ended, [404, 204, 404]);
});

test("nobody gives a token a right that the account does not have", async () => {
  await using app = await openApp();
  await addScoped(app, "ann");
  await app.addAccount("doorman", "manager");

  const answers = [
    await askForToken(app, { name: "a", rights: ["admin"] }, basic("ann", ADMIN_PASSWORD)),
    await askForToken(app, { name: "a", rights: ["panels:write"] }, basic("ann", ADMIN_PASSWORD)),
    await askForToken(app, WALL, basic("doorman", ADMIN_PASSWORD)),
  ];

  assert.deepEqual(
    answers.map(({ status }) => status),
    [403, 201, 403],
  );
  assert.deepEqual(
    JSON.parse(answers[0]?.text ?? ""),
    bookRefusal("forbidden", "The account itself does not have the right admin"),
  );
});

test("what its account loses, a token loses with it", async () => {
  await using app = await openApp();
  await app.addAccount("ann", "admin");
  const token = await makeToken(app, { name: "all", rights: ["admin"], account: "ann" });
  const session = async () => {
    const { text } = await app.get("/book/v1/session", token);
    const said: { readonly rights: readonly string[]; readonly scope: unknown } = JSON.parse(text);
    return said;
  };
  const before = await session();
  const headers = await app.bearer();

  const change = { scope: { panels: ["AA-1"] } };
  await app.request("PATCH", "/book/v1/accounts/ann", { headers, body: JSON.stringify(change) });

  assert.ok(before.rights.includes("admin"));
  const after = await session();
  assert.deepEqual(after.scope, { sites: [], panels: ["AA-1"] });
  assert.deepEqual(after.rights, ["events:read", "events:write", "panels:read", "panels:write"]);
});

const shared = sharedApp();

for (const [what, asked] of [
  ["no name", { name: "", rights: ["events:read"] }],
  ["a name of two lines", { name: "a\nb", rights: ["events:read"] }],
  ["no right", { name: "a", rights: [] }],
  ["an unknown right", { name: "a", rights: ["events:delete"] }],
  ["an expiry in the past", { ...WALL, expiresAt: 1 }],
  ["an empty scope", { ...WALL, scope: {} }],
  ["a scope of nothing", { ...WALL, scope: { sites: [] } }],
  ["a scope of Doorbook itself", { ...WALL, scope: { panels: ["doorbook"] } }],
  ["a scope and the right admin", { name: "a", rights: ["admin"], scope: { panels: ["AA-1"] } }],
] as const) {
  test(`refuses a token with ${what}`, async () => {
    const { status, text } = await askForToken(shared(), asked);

    assert.equal(status, 400);
    assert.equal(JSON.parse(text).error.code, "invalid");
  });
}

test("an account has at most 100 personal tokens", async () => {
  await using app = await openApp();
  const headers = await app.bearer();
  for (let i = 0; i < 100; i += 1) await askForToken(app, WALL, headers);

  const { status, text } = await askForToken(app, WALL, headers);

  assert.equal(status, 400);
  assert.match(text, /at most 100 personal tokens/);
});

test("a token that is made or revoked is an event, without the token", async () => {
  await using app = await openApp();
  const headers = await app.bearer();
  const expiresAt = Date.parse("2099-01-01T00:00:00Z");
  await makeToken(app, { ...WALL, scope: { panels: ["AA-1"] }, expiresAt });

  await app.request("DELETE", `${TOKENS}/1`, { headers });

  const whose = { account: "admin", by: "admin", token: "wall" };
  assert.deepEqual(await ownEventsOf(app.stores.log, "doorbook_token"), [
    [
      "doorbook_token_made",
      {
        ...whose,
        rights: ["events:read"],
        sites: [],
        panels: ["AA-1"],
        expires: "2099-01-01T00:00:00.000Z",
      },
    ],
    ["doorbook_token_revoked", whose],
  ]);
});

async function addScoped(app: TestApp, name: string): Promise<void> {
  await app.addAccount(name, "admin");
  await app.stores.accounts.setScope(name, { sites: [], panels: ["AA-1"] });
}
