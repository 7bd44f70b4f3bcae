import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { mergeSettings } from "../../src/settings.ts";
import { PushServer, LINK_PASSWORD as SESSIONS_PASSWORD } from "../support/push-server.ts";
import { requestBytes, Wire } from "../support/wire.ts";
import { md5 } from "./logins.ts";
import { LINK_PASSWORD, PANEL, Twin } from "./twin.ts";

const DEVICES = "/api/v0/devices";
const HOUR_MS = 3_600_000;
const WRONG = { authorization: `Bearer ${"0".repeat(40)}` };

const clock = { nowMs: 1_750_000_000_000 };
let twin: Twin;
let port: number;

before(async () => {
  twin = await Twin.open({ now: () => clock.nowMs });
  port = Number(new URL(twin.app.address).port);
});

after(() => twin[Symbol.asyncDispose]());

const loginBody = (serial: string, password = LINK_PASSWORD) =>
  JSON.stringify({ login: serial, password });

const pushBody = (time: number, key = "tamper_event") =>
  `{"events":[{"created_at":${String(time)},"category":"emergency","code":"${key}","priority":"critical","info":{}}]}`;

/** The times of a panel's events, ms. */
async function timesOf(serial: string): Promise<number[]> {
  const { list_items: items } = await twin.pageAt(`/panels/${serial}/api/v1/log/items`);
  return items.map(({ timestamp }) => timestamp);
}

test("§5.1.1 answers a login by serial and link password with a token alone", async () => {
  const { status, text } = await twin.app.post(`${DEVICES}/login`, loginBody(PANEL));

  assert.equal(status, 200);
  assert.match(text, /^\{"token":"[\da-f]{40}"\}$/);
});

for (const [what, body] of [
  ["a wrong password", loginBody(PANEL, "guess")],
  ["an empty password", loginBody(PANEL, "")],
  ["the password's MD5", loginBody(PANEL, md5(LINK_PASSWORD))],
  ["no password", '{"login":"AA-1"}'],
  ["no serial", JSON.stringify({ password: LINK_PASSWORD })],
  ["Doorbook's own serial", loginBody("doorbook")],
  ["no JSON", "login"],
  ["no body", ""],
] as const) {
  test(`§5.1.2 refuses a push login with ${what} by 401`, async () => {
    const answer = await twin.app.post(`${DEVICES}/login`, body);

    assert.equal(answer.status, 401);
    assert.doesNotMatch(answer.text, /token/);
  });
}

test("§5.1.3 takes a delivery and shows each of its members where the log has it", async () => {
  const headers = await twin.logPanelIn("P-3");
  const body =
    '{"events":[{"created_at":1711919100000,"category":"info","code":"door_was_opened",' +
    '"priority":"high","info":{"lock":2,"owner":"Ann"}}]}';

  const answer = await twin.app.put(`${DEVICES}/logs`, body, headers);

  assert.equal(answer.status, 200);
  const { list_items: items } = await twin.pageAt("/panels/P-3/api/v1/log/items");
  assert.deepEqual(items, [
    {
      timestamp: 1_711_919_100_000,
      category: "info",
      priority: "high",
      name: { key: "door_was_opened", text: "Door was opened" },
      info: { text: "Door was opened", model: { lock: 2, owner: "Ann" } },
    },
  ]);
});

test("§5.1.4 answers 401 to a delivery without a good token, and takes it after a login", async () => {
  const expired = await twin.logPanelIn("P-4");
  clock.nowMs += 2 * HOUR_MS;

  for (const headers of [{}, { authorization: "Bearer " }, WRONG, expired]) {
    const refused = await twin.app.put(`${DEVICES}/logs`, pushBody(5), headers);
    assert.deepEqual([refused.status, refused.text], [401, '{"error":"Log In"}']);
  }
  assert.deepEqual(await timesOf("P-4"), []);
  const taken = await twin.app.put(`${DEVICES}/logs`, pushBody(5), await twin.logPanelIn("P-4"));

  assert.equal(taken.status, 200);
  assert.deepEqual(await timesOf("P-4"), [5]);
});

for (const body of ["", "{}", '{"status":"ok"}', "not JSON", "}{", "[".repeat(5000), "\u0000"]) {
  test(`§5.1.5 answers pong whose body is ${JSON.stringify(body.slice(0, 20))}`, async () => {
    const { status } = await twin.app.post(`${DEVICES}/pong`, body, await twin.logPanelIn());

    assert.equal(status, 200);
  });

  test(`§5.1.6 answers refresh whose body is ${JSON.stringify(body.slice(0, 20))}`, async () => {
    const answer = await twin.app.post(`${DEVICES}/refresh`, body, await twin.logPanelIn());

    assert.deepEqual([answer.status, answer.text], [200, '{"status":"ok"}']);
  });
}

for (const [nth, prefix] of ["", "/any/prefix", "/", "//", "/api/v1", "/a%20b/%D1%97"].entries()) {
  test(`§5.1.7 takes all four calls below "${prefix}"`, async () => {
    const serial = `P-7-${String(nth)}`;
    const login = await twin.app.post(`${prefix}${DEVICES}/login`, loginBody(serial));
    const { token } = JSON.parse(login.text) as { token: string };
    const headers = { authorization: `Bearer ${token}` };

    const statuses = [
      await twin.app.put(`${prefix}${DEVICES}/logs`, pushBody(7), headers),
      await twin.app.post(`${prefix}${DEVICES}/pong`, "", headers),
      await twin.app.post(`${prefix}${DEVICES}/refresh`, "", headers),
    ].map(({ status }) => status);

    assert.deepEqual(statuses, [200, 200, 200]);
    assert.deepEqual(await timesOf(serial), [7]);
  });
}

test("§5.1.8 takes a link password of 32 ASCII characters, and is set to no longer one", async () => {
  const password = "~!@#$%^&*()_+`-={}|[]\\:\";'<>?,./";
  await using own = await Twin.open({ settings: { linkPassword: password } });
  const env = (linkPassword: string) => ({
    flags: {},
    env: { DOORBOOK_LINK_PASSWORD: linkPassword },
  });

  const { status } = await own.app.post(`${DEVICES}/login`, loginBody(PANEL, password));

  assert.equal(password.length, 32);
  assert.equal(status, 200);
  assert.equal(mergeSettings(env(password)).linkPassword, password);
  for (const wrong of [`${password}x`, "пароль"]) assert.throws(() => mergeSettings(env(wrong)));
});

for (const [nth, type] of [
  undefined,
  "",
  "application/json",
  "text/plain; charset=windows-1251",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "garbage",
  ";;;",
].entries()) {
  test(`§5.1.9 reads every call whose Content-Type is ${JSON.stringify(type)}`, async () => {
    using wire = await Wire.connect(port);
    const serial = `P-9-${String(nth)}`;
    const typed = type === undefined ? {} : { "content-type": type };
    const call = async (start: string, headers: Record<string, string>, body: string) => {
      await wire.write(requestBytes(start, { ...typed, ...headers }, body));
      return wire.answer();
    };

    const login = await call(`POST ${DEVICES}/login`, {}, loginBody(serial));
    const { token } = JSON.parse(login?.text ?? "") as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    const others = [
      await call(`PUT ${DEVICES}/logs`, headers, pushBody(9)),
      await call(`POST ${DEVICES}/pong`, headers, "{}"),
      await call(`POST ${DEVICES}/refresh`, headers, "{}"),
    ];

    assert.deepEqual(
      others.map((answer) => answer?.status),
      [200, 200, 200],
    );
    assert.deepEqual(await timesOf(serial), [9]);
  });
}

test("§5.1.12 takes events for the panel whose login gave the token, whatever else a push says", async () => {
  const [one, other] = [await twin.logPanelIn("P-12-A"), await twin.logPanelIn("P-12-B")];
  const body = pushBody(12).replace('{"events"', '{"login":"P-12-C","serial":"P-12-C","events"');

  await twin.app.put(`/panels/P-12-C${DEVICES}/logs`, body, other);
  await twin.app.put(`${DEVICES}/logs`, pushBody(13), one);

  assert.deepEqual(
    [await timesOf("P-12-A"), await timesOf("P-12-B"), await timesOf("P-12-C")],
    [[13], [12], []],
  );
});

test("§5.1.17 answers requests that are pipelined on one connection, in their order", async () => {
  using wire = await Wire.connect(port);
  const headers = await twin.logPanelIn("P-17");

  await wire.write(
    Buffer.concat([
      requestBytes(`PUT ${DEVICES}/logs`, headers, pushBody(1)),
      requestBytes(`PUT ${DEVICES}/logs`, {}, pushBody(2)),
      requestBytes(`POST ${DEVICES}/pong`, {}, "{}"),
      requestBytes(`POST ${DEVICES}/login`, {}, loginBody("P-17", "guess")),
      requestBytes(`PUT ${DEVICES}/logs`, headers, pushBody(3)),
    ]),
  );

  const statuses = [];
  for (let nth = 0; nth < 5; nth++) statuses.push((await wire.answer())?.status);
  assert.deepEqual(statuses, [200, 401, 200, 401, 200]);
  assert.deepEqual(await timesOf("P-17"), [1, 3]);
});

for (const size of [1, 7, 60]) {
  test(`§5.1.18 takes a push that comes in segments of ${String(size)} bytes`, async () => {
    using wire = await Wire.connect(port);
    const serial = `P-18-${String(size)}`;
    const bytes = requestBytes(
      `PUT ${DEVICES}/logs`,
      await twin.logPanelIn(serial),
      pushBody(18).replace('"info":{}', '"info":{"owner":"Олена"}'),
    );

    for (let at = 0; at < bytes.length; at += size) await wire.write(bytes.subarray(at, at + size));

    assert.equal((await wire.answer())?.status, 200);
    assert.deepEqual(await timesOf(serial), [18]);
  });
}

for (const headers of [{}, { authorization: "Bearer " }, WRONG, { authorization: "Basic !" }]) {
  test(`§5.1.19 answers heartbeats with ${JSON.stringify(headers)}, and no delivery`, async () => {
    const statuses = [
      await twin.app.post(`${DEVICES}/pong`, "", headers),
      await twin.app.post(`${DEVICES}/refresh`, "", headers),
      await twin.app.put(`${DEVICES}/logs`, pushBody(19), headers),
    ].map(({ status }) => status);

    assert.deepEqual(statuses, [200, 200, 401]);
  });
}

for (const call of ["pong", "refresh"]) {
  test(`§5.1.20 takes ${call} for the token's panel, else for the last to log in on the connection`, async () => {
    let now = 10;
    await using server = await PushServer.open({ now: () => now });
    using wire = await Wire.connect(server.port);
    const tokens = [];
    for (const serial of ["A", "B"]) {
      await wire.write(
        requestBytes(`POST ${DEVICES}/login`, {}, loginBody(serial, SESSIONS_PASSWORD)),
      );
      tokens.push((JSON.parse((await wire.answer())?.text ?? "") as { token: string }).token);
    }
    const heard = () => ["A", "B"].map((serial) => server.sessions.lastHeardAtMs(serial));

    now = 20;
    await wire.write(requestBytes(`POST ${DEVICES}/${call}`, {}));
    await wire.answer();
    const withoutToken = heard();
    now = 30;
    const bearer = { authorization: `Bearer ${tokens[0] ?? ""}` };
    await wire.write(requestBytes(`POST ${DEVICES}/${call}`, bearer));
    await wire.answer();

    assert.deepEqual(withoutToken, [10, 20]);
    assert.deepEqual(heard(), [30, 20]);
  });
}

test("§5.1.22 writes no event for a push login, good or bad", async () => {
  const before = await twin.app.stores.log.head();

  await twin.logPanelIn("P-22");
  await twin.app.post(`${DEVICES}/login`, loginBody("P-22", "guess"));

  assert.equal(await twin.app.stores.log.head(), before);
});

test("§5.1.23 refuses every push login where no link password is set", async () => {
  await using own = await Twin.open({ settings: { linkPassword: undefined } });

  for (const password of ["", LINK_PASSWORD, "undefined"]) {
    const { status } = await own.app.post(`${DEVICES}/login`, loginBody(PANEL, password));

    assert.equal(status, 401);
  }
});
