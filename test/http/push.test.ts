import assert from "node:assert/strict";
import { test } from "node:test";
import { LINK_PASSWORD, PushServer } from "../support/push-server.ts";
import type { PushOverrides } from "../support/push-server.ts";
import { requestBytes, Wire } from "../support/wire.ts";

const OK = '{"status":"ok"}';
const LOG_IN = '{"error":"Log In"}';
const PUSH = '{"events":[{"created_at":5,"code":"tamper_event","info":{}}]}';

type Headers = Readonly<Record<string, string>>;

/** Sends one request and reads its answer. */
async function call(server: PushServer, start: string, headers: Headers, body = "") {
  using wire = await Wire.connect(server.port);
  await wire.write(requestBytes(start, headers, body));
  const answer = await wire.answer();
  assert.ok(answer, "no answer");
  return { status: answer.status, text: answer.text, headers: answer.headers };
}

const loginBody = (serial: string, password = LINK_PASSWORD) =>
  JSON.stringify({ login: serial, password });

async function login(server: PushServer, serial = "AA-1"): Promise<Headers> {
  const { text } = await call(server, "POST /api/v0/devices/login", {}, loginBody(serial));
  const { token } = JSON.parse(text) as { token: string };
  return { authorization: `Bearer ${token}` };
}

async function open(overrides: PushOverrides = {}) {
  return PushServer.open(overrides);
}

test("logs a panel in and takes its events", async () => {
  await using server = await open();

  const answer = await call(server, "POST /api/v0/devices/login", {}, loginBody("AA-1"));

  assert.equal(answer.status, 200);
  assert.match(answer.text, /^\{"token":"[\da-f]{40}"\}$/);
  assert.equal(answer.headers.get("content-type"), "application/json");
  const { token } = JSON.parse(answer.text) as { token: string };
  const bearer = { authorization: `Bearer ${token}` };
  const logs = await call(server, "PUT /api/v0/devices/logs", bearer, PUSH);
  assert.deepEqual([logs.status, logs.text], [200, OK]);
  const [event] = await server.stores.log.after(0, 10);
  assert.deepEqual(
    [event?.panel, event?.key, event?.occurredAtMs, event?.source],
    ["AA-1", "tamper_event", 5, "push"],
  );
});

for (const prefix of ["", "/any/prefix", "/", "/panels/AA-9", "/%D0%B4%D0%B2"]) {
  test(`takes pushes under the prefix "${prefix}"`, async () => {
    await using server = await open();
    const path = `${prefix}/api/v0/devices`;

    const answer = await call(server, `POST ${path}/login?x=1`, {}, loginBody("AA-1"));
    const { token } = JSON.parse(answer.text) as { token: string };
    const bearer = { authorization: `bearer ${token}` };

    assert.equal((await call(server, `PUT ${path}/logs`, bearer, PUSH)).status, 200);
    assert.equal((await call(server, `POST ${path}/pong`, bearer)).status, 200);
    assert.equal((await call(server, `POST ${path}/refresh`, bearer)).status, 200);
    assert.equal(await server.stores.log.head(), 1);
  });
}

for (const type of [
  undefined,
  "application/json",
  "text/plain; charset=windows-1251",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "garbage",
  "",
  ";;;",
]) {
  test(`takes pushes with the Content-Type ${JSON.stringify(type)}`, async () => {
    await using server = await open();
    const said: Headers = type === undefined ? {} : { "content-type": type };

    const { status } = await call(server, "POST /api/v0/devices/login", said, loginBody("AA-1"));
    const bearer = await login(server);
    const logs = await call(server, "PUT /api/v0/devices/logs", { ...bearer, ...said }, PUSH);
    const pong = await call(server, "POST /api/v0/devices/pong", said, "not JSON");

    assert.deepEqual([status, logs.status, pong.status], [200, 200, 200]);
    assert.equal(await server.stores.log.head(), 1);
  });
}

test("takes logs by POST too", async () => {
  await using server = await open();
  const bearer = await login(server);

  const answer = await call(server, "POST /api/v0/devices/logs", bearer, PUSH);

  assert.equal(answer.status, 200);
});

for (const [what, headers] of [
  ["without a token", {}],
  ["with an empty token", { authorization: "Bearer " }],
  ["with a token that is none", { authorization: `Bearer ${"0".repeat(40)}` }],
  ["with a name and a password", { authorization: `Basic ${btoa(`AA-1:${LINK_PASSWORD}`)}` }],
] as const) {
  test(`lets a panel ${what} log in again, without reading what it pushed`, async () => {
    await using server = await open();

    const answer = await call(server, "PUT /api/v0/devices/logs", headers, "not JSON");

    assert.deepEqual([answer.status, answer.text], [401, LOG_IN]);
    assert.equal((await server.stores.intake.quarantineState()).count, 0);
  });
}

for (const [what, body, status, error] of [
  ["a wrong password", loginBody("AA-1", "guess"), 401, "Wrong login or password"],
  ["the serial doorbook", loginBody("doorbook"), 401, "Wrong login or password"],
  ["an empty serial", loginBody(""), 401, "Wrong login or password"],
  ["a serial of 129 characters", loginBody("s".repeat(129)), 401, "Wrong login or password"],
  ["no password", '{"login":"AA-1"}', 401, "Wrong login or password"],
  ["no body", "", 401, "Wrong login or password"],
  ["no JSON", "login=AA-1", 401, "Wrong login or password"],
] as const) {
  test(`refuses a login with ${what}`, async () => {
    await using server = await open();

    const answer = await call(server, "POST /api/v0/devices/login", {}, body);

    assert.deepEqual([answer.status, answer.text], [status, JSON.stringify({ error })]);
    assert.equal(await server.stores.log.head(), 0);
  });
}

test("refuses every login where no link password is set", async () => {
  await using server = await open({ password: undefined });

  const answer = await call(server, "POST /api/v0/devices/login", {}, loginBody("AA-1"));

  assert.equal(answer.status, 401);
});

test("tells a panel that guesses when to try again", async () => {
  await using server = await open({ now: () => 1_000_000 });
  const guess = async () =>
    call(server, "POST /api/v0/devices/login", {}, loginBody("AA-1", "guess"));
  for (let i = 0; i < 10; i++) assert.equal((await guess()).status, 401);

  const answer = await guess();

  assert.deepEqual([answer.status, answer.text], [429, '{"error":"Too many attempts"}']);
  assert.equal(answer.headers.get("retry-after"), "60");
});

test("writes no password into the diagnostics", async () => {
  await using server = await open();

  await call(server, "POST /api/v0/devices/login", {}, loginBody("AA-1", "hidden guess"));

  assert.match(server.diagnostics.join(""), /a push login was refused/);
  assert.doesNotMatch(server.diagnostics.join(""), /hidden guess/);
});

test("refuses an unreadable body twice and lets the panel go on at the third time", async () => {
  await using server = await open();
  const bearer = await login(server);
  const send = async () => call(server, "PUT /api/v0/devices/logs", bearer, "{");

  const answers = [await send(), await send(), await send(), await send()];

  assert.deepEqual(
    answers.map(({ status, text }) => [status, text]),
    [
      [400, '{"error":"Wrong format"}'],
      [400, '{"error":"Wrong format"}'],
      [200, OK],
      [200, OK],
    ],
  );
  assert.equal((await server.stores.intake.quarantineState()).count, 1);
});

test("keeps an event it does not understand and acknowledges the push", async () => {
  await using server = await open();
  const bearer = await login(server);

  const answer = await call(server, "PUT /api/v0/devices/logs", bearer, '{"events":[1]}');

  assert.equal(answer.status, 200);
  assert.equal((await server.stores.intake.quarantineState()).count, 1);
});

test("acknowledges nothing that a full quarantine has no room for", async () => {
  await using server = await open({ quarantineMaxBytes: 304 });
  const bearer = await login(server);
  const mixed = PUSH.replace("[", '["too long",');

  for (const body of [mixed, "no JSON"]) {
    const answer = await call(server, "PUT /api/v0/devices/logs", bearer, body);

    assert.equal(answer.status, 503);
    assert.match(answer.text, /^\{"error":"[^"]+"\}$/);
  }
  assert.equal(await server.stores.log.head(), 0);
});

for (const path of ["pong", "refresh"]) {
  test(`answers ${path} with and without a token, whatever its body`, async () => {
    await using server = await open();
    const bearer = await login(server);

    for (const headers of [{}, bearer, { authorization: `Bearer ${"0".repeat(40)}` }]) {
      const answer = await call(server, `POST /api/v0/devices/${path}`, headers, "}{");

      assert.deepEqual([answer.status, answer.text], [200, OK]);
    }
  });
}

test("takes a heartbeat for the token's panel", async () => {
  let now = 10;
  await using server = await open({ now: () => now });
  const bearer = await login(server, "AA-1");

  now = 20;
  await call(server, "POST /api/v0/devices/pong", bearer);

  assert.equal(server.sessions.lastHeardAtMs("AA-1"), 20);
});

test("takes a heartbeat without a token for the panel that logged in last on the connection", async () => {
  let now = 10;
  await using server = await open({ now: () => now });
  using wire = await Wire.connect(server.port);
  for (const serial of ["AA-1", "AA-2"]) {
    await wire.write(requestBytes("POST /api/v0/devices/login", {}, loginBody(serial)));
    await wire.answer();
  }

  now = 20;
  await wire.write(requestBytes("POST /api/v0/devices/pong", {}));
  await wire.answer();

  assert.deepEqual(
    [server.sessions.lastHeardAtMs("AA-1"), server.sessions.lastHeardAtMs("AA-2")],
    [10, 20],
  );
});

for (const encoding of ["gzip", "br", "gzip, identity"]) {
  test(`refuses a body in the encoding ${encoding}`, async () => {
    await using server = await open();
    const headers = { ...(await login(server)), "content-encoding": encoding };

    const answer = await call(server, "PUT /api/v0/devices/logs", headers, PUSH);

    assert.deepEqual([answer.status, answer.text], [415, '{"error":"Unsupported media type"}']);
  });
}

test("answers other methods as the panel's own routes do", async () => {
  await using server = await open();

  const answer = await call(server, "GET /x/api/v0/devices/logs", {});

  assert.deepEqual([answer.status, answer.text], [405, '{"error":"Method not allowed"}']);
});
