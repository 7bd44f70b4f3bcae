import assert from "node:assert/strict";
import { test } from "node:test";
import type { Kind } from "../../../src/event/kind.ts";
import { ADMIN_PASSWORD, basic, openApp } from "../../support/app.ts";
import { sharedApp } from "../../support/shared-app.ts";
import type { Answer, TestApp } from "../../support/app.ts";
import {
  bookRefusal,
  cookieOf,
  JSON_TYPE,
  logInByCookie,
  makeToken,
} from "../../support/logins.ts";

const NOW_MS = 1_760_000_000_000;
const TWO_HOURS_MS = 7_200_000;
const LOGIN = JSON.stringify({ name: "admin", password: ADMIN_PASSWORD });
const SESSION = "/book/v1/session";
const RIGHTS = ["events:read", "events:write", "panels:read", "panels:write", "admin"];

const WHOLE = { account: "admin", rights: RIGHTS, scope: null, expiresAt: NOW_MS + TWO_HOURS_MS };

const open = (): Promise<TestApp> => openApp({ now: () => NOW_MS });

test("a login sets a cookie that no script reads, and the cookie says who one is", async () => {
  await using app = await open();

  const login = await app.post(SESSION, LOGIN, JSON_TYPE);
  const { status, text } = await app.get(SESSION, cookieOf(login));

  assert.equal(login.status, 200);
  assert.match(
    login.headers.get("set-cookie") ?? "",
    /^doorbook_session=[0-9a-f]{40}; Path=\/; Max-Age=7200; HttpOnly; SameSite=Strict$/,
  );
  assert.deepEqual(JSON.parse(login.text), WHOLE);
  assert.deepEqual([status, JSON.parse(text)], [200, WHOLE]);
});

test("the cookie is for https alone where the login came by https, through a proxy", async () => {
  await using app = await open();

  const login = await app.post(SESSION, LOGIN, { ...JSON_TYPE, "x-forwarded-proto": "https" });

  assert.match(login.headers.get("set-cookie") ?? "", /; SameSite=Strict; Secure$/);
});

test("says who one is to a token, to Basic and to a personal token", async () => {
  await using app = await open();
  const personal = await makeToken(app, { name: "wall", rights: ["events:read"] });

  const answers = [
    await app.get(SESSION, await app.bearer()),
    await app.get(SESSION, basic("admin", ADMIN_PASSWORD)),
    await app.get(SESSION, personal),
  ].map(({ text }): unknown => JSON.parse(text));

  assert.deepEqual(answers, [
    WHOLE,
    { ...WHOLE, expiresAt: null },
    { ...WHOLE, rights: ["events:read"], expiresAt: null },
  ]);
});

test("a wrong login is refused, is an event, and is throttled as the panels' login is", async () => {
  await using app = await open();
  const wrong = JSON.stringify({ name: "admin", password: "wrong" });

  const first = await app.post(SESSION, wrong, JSON_TYPE);
  for (let i = 0; i < 9; i += 1) await app.post(SESSION, wrong, JSON_TYPE);
  const last = await app.post(SESSION, LOGIN, JSON_TYPE);

  assert.equal(first.status, 401);
  assert.deepEqual(JSON.parse(first.text), bookRefusal("unauthorised", "Wrong login or password"));
  assert.equal(first.headers.get("set-cookie"), null);
  assert.deepEqual([last.status, last.headers.get("retry-after")], [429, "60"]);
  assert.ok((await app.stores.log.kinds({ panels: undefined, floor: 0 })).some(isFailure));
});

const isFailure = ({ key }: Kind): boolean => key === "incorrect_login_api_call";

test("a password is what it is, even one that looks like an MD5", async () => {
  await using app = await open();
  const password = "0".repeat(32);
  await app.addAccount("ann", "admin", password);

  const login = await app.post(SESSION, JSON.stringify({ name: "ann", password }), JSON_TYPE);

  assert.equal(login.status, 200);
});

test("the end of a login ends it for the cookie, and a token's for the token", async () => {
  await using app = await open();
  const cookie = await logInByCookie(app);
  const bearer = await app.bearer();

  const ended = await app.request("DELETE", SESSION, { headers: { ...cookie, ...OWN } });
  const endedToken = await app.request("DELETE", SESSION, { headers: bearer });

  assert.deepEqual([ended.status, endedToken.status], [204, 204]);
  assert.match(ended.headers.get("set-cookie") ?? "", /^doorbook_session=; Path=\/; Max-Age=0;/);
  assert.equal((await app.get(SESSION, cookie)).status, 401);
  assert.equal((await app.get(SESSION, bearer)).status, 401);
});

test("a personal token is no session that could be ended", async () => {
  await using app = await open();
  const headers = await makeToken(app, { name: "wall", rights: ["events:read"] });

  const { status } = await app.request("DELETE", SESSION, { headers });

  assert.deepEqual([status, (await app.get(SESSION, headers)).status], [400, 200]);
});

/** What a browser says of a request of our own page's script. */
const OWN = { "sec-fetch-site": "same-origin", "x-doorbook": "1" };

test("with the cookie changes are taken from our own pages alone, and never from a form", async () => {
  await using app = await open();
  const cookie = await logInByCookie(app);
  const { host, origin } = new URL(app.address);
  const outcomes: number[] = [];

  for (const headers of [
    {},
    { "x-doorbook": "1" },
    { "sec-fetch-site": "cross-site", "x-doorbook": "1" },
    { "sec-fetch-site": "same-site", "x-doorbook": "1" },
    { "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "same-origin", "content-type": "text/plain" },
    { "sec-fetch-site": "same-origin", "content-type": "application/jsonp" },
    { origin: "http://other.example", "x-doorbook": "1" },
    { origin: "null", "x-doorbook": "1" },
    { origin: host, "x-doorbook": "1" },
  ]) {
    outcomes.push((await madeBy(app, { ...cookie, ...headers })).status);
  }
  const own = [
    await madeBy(app, { ...cookie, ...OWN }),
    await madeBy(app, { ...cookie, origin, ...JSON_TYPE }),
    await madeBy(app, {
      ...cookie,
      "sec-fetch-site": "none",
      "content-type": "application/json; charset=utf-8",
    }),
  ].map(({ status }) => status);

  assert.deepEqual(
    outcomes,
    Array.from({ length: 10 }, () => 403),
  );
  assert.deepEqual(own, [201, 201, 201]);
});

/** Makes a token, on a connection of its own: fetch would not send the headers that browsers set. */
function madeBy(app: TestApp, headers: Readonly<Record<string, string>>): Promise<Answer> {
  const body = JSON.stringify({ name: "wall", rights: ["events:read"] });
  const all = {
    host: new URL(app.address).host,
    ...headers,
    "content-length": String(body.length),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return app.send(
    `POST /book/v1/tokens HTTP/1.1\r\nconnection: close\r\n${lines.join("")}\r\n${body}`,
  );
}

test("a login is not taken from another site's page", async () => {
  await using app = await open();
  const length = String(LOGIN.length);
  const head = `POST ${SESSION} HTTP/1.1\r\nhost: door.example\r\nconnection: close\r\n`;

  const answers = [
    await app.send(
      `${head}sec-fetch-site: cross-site\r\ncontent-length: ${length}\r\n\r\n${LOGIN}`,
    ),
    await app.send(
      `${head}origin: http://other.example\r\ncontent-length: ${length}\r\n\r\n${LOGIN}`,
    ),
    await app.send(
      `${head}origin: http://door.example\r\ncontent-length: ${length}\r\n\r\n${LOGIN}`,
    ),
  ];

  assert.deepEqual(
    answers.map(({ status }) => status),
    [403, 403, 200],
  );
});

const shared = sharedApp({ now: () => NOW_MS });

for (const [what, cookie] of [
  ["of another name", "session=TOKEN"],
  ["twice", "doorbook_session=TOKEN; doorbook_session=TOKEN"],
  ["with more behind it", "doorbook_session=TOKENx"],
  ["in quotes", 'doorbook_session="TOKEN"'],
] as const) {
  test(`a cookie ${what} is none`, async () => {
    const app = shared();
    const [token = ""] = /[0-9a-f]{40}/.exec((await logInByCookie(app)).cookie) ?? [];

    const { status } = await app.get(SESSION, { cookie: cookie.replaceAll("TOKEN", token) });

    assert.equal(status, 401);
  });
}

test("the panels' API takes no cookie, which programs for panels do not have", async () => {
  const app = shared();

  const { status } = await app.get("/api/v1/log/items", await logInByCookie(app));

  assert.equal(status, 401);
});

for (const [what, body, message] of [
  ["no JSON", "{", /not JSON/],
  ["without a password", '{"name":"admin"}', /password/],
  ["with a misspelled member", '{"name":"a","password":"b","pasword":"c"}', /pasword/],
  ["of another shape", "[1]", /object/],
  ["nothing", "", /object/],
] as const) {
  test(`says what is wrong of a login that is ${what}`, async () => {
    const app = shared();

    const { status, text } = await app.post(SESSION, body, JSON_TYPE);

    assert.equal(status, 400);
    const { error } = JSON.parse(text);
    assert.equal(error.code, "invalid");
    assert.match(error.message, message);
  });
}
