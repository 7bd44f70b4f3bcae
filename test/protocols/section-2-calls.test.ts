import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ADMIN_PASSWORD, basic, refusal } from "../support/app.ts";
import { requestBytes, Wire } from "../support/wire.ts";
import { bearer, GUARDED, loginEvents, loginFrom, md5, said } from "./logins.ts";
import { LOG_PATHS, READER, Twin } from "./twin.ts";

const HOUR_MS = 3_600_000;
const [ITEMS] = LOG_PATHS;
/** A password that looks like an MD5. */
const HEX_PASSWORD = "0123456789abcdef0123456789ABCDEF";

const clock = { nowMs: 1_750_000_000_000 };
let twin: Twin;
/** A token whose two hours are over. */
let expired: Record<string, string>;

before(async () => {
  twin = await Twin.open({ now: () => clock.nowMs });
  expired = await bearer(twin.app);
  clock.nowMs += 2 * HOUR_MS;
  await twin.app.addAccount("taras", "manager");
  await twin.app.addAccount("hex", "admin", HEX_PASSWORD);
});

after(() => twin[Symbol.asyncDispose]());

for (const [method, path] of GUARDED) {
  const call = (headers: Record<string, string>) => twin.app.request(method, path, { headers });
  // a clearing without a body says what is missing, to those who may clear
  const welcome = path.endsWith("clear") ? 400 : 200;

  test(`§2.6 lets a token in at ${method} ${path}`, async () => {
    const answer = await call(await bearer(twin.app));

    assert.equal(answer.status, welcome);
    if (welcome === 400) assert.equal(answer.text, refusal("Required parameters missed"));
  });

  test(`§2.7 lets name and clear password in by HTTP Basic at ${method} ${path}`, async () => {
    const answer = await call(basic("admin", "open sesame"));

    assert.equal(answer.status, welcome);
    if (welcome === 400) assert.equal(answer.text, refusal("Required parameters missed"));
  });

  test(`§2.12 asks a caller without a good token to log in at ${method} ${path}`, async () => {
    const wrong = ["Bearer ", `Bearer ${"0".repeat(40)}`];
    const callers = [{}, expired, ...wrong.map((authorization) => ({ authorization }))];

    for (const headers of callers) {
      assert.deepEqual(said(await call(headers)), [401, '{"error":"Log In"}']);
    }
  });

  test(`§2.13 asks a manager for an administrator's rights at ${method} ${path}`, async () => {
    for (const headers of [await bearer(twin.app, "taras"), basic("taras", ADMIN_PASSWORD)]) {
      assert.deepEqual(said(await call(headers)), [
        400,
        '{"error":"Administrator rights required"}',
      ]);
    }
  });
}

test("§2.8 ends a token two hours after its login, however much it is used", async () => {
  const headers = await bearer(twin.app);
  const used: number[] = [];

  for (const waitMs of [0, HOUR_MS, HOUR_MS - 1, 1]) {
    clock.nowMs += waitMs;
    used.push((await twin.app.get(ITEMS, headers)).status);
  }

  assert.deepEqual(used, [200, 200, 200, 401]);
});

test("§2.17 takes the password of HTTP Basic for itself, even one that looks like an MD5", async () => {
  const statuses = [];
  for (const password of [HEX_PASSWORD, md5(HEX_PASSWORD)])
    statuses.push((await twin.app.get(ITEMS, basic("hex", password))).status);

  assert.deepEqual(statuses, [200, 401]);
});

test("§2.18 writes no event for a Basic call that is let in", async () => {
  const before = await twin.app.stores.log.head();

  await twin.app.get(ITEMS, READER);
  await twin.app.get(ITEMS, READER);

  assert.equal(await twin.app.stores.log.head(), before);
});

test("§2.19 writes an event for a refused Basic call, and counts it as a failed login", async () => {
  const address = "127.0.0.19";
  const guess = basic("admin", "guess").authorization;
  const bytes = `GET ${ITEMS} HTTP/1.1\r\nHost: x\r\nAuthorization: ${guess}\r\nConnection: close\r\n\r\n`;

  const statuses = [];
  for (let nth = 0; nth < 10; nth++) statuses.push((await twin.app.send(bytes, address)).status);

  assert.deepEqual(new Set(statuses), new Set([401]));
  assert.deepEqual(
    await loginEvents(twin.app, address),
    statuses.map(() => ["incorrect_login_api_call", "{}"]),
  );
  assert.equal(await loginFrom(twin.app, address, "admin", md5(ADMIN_PASSWORD)), 429);
});

for (const [method, path] of [
  ...GUARDED,
  ["GET", "/api/info"],
  ["GET", "/api/v1/logout"],
] as const) {
  test(`§2.20 accepts ${method} ${path} with a type and no body, and with a body and no type`, async () => {
    using wire = await Wire.connect(Number(new URL(twin.app.address).port));
    const headers = { authorization: READER.authorization };
    const typed = { ...headers, "content-type": "application/json" };
    const requests = [
      requestBytes(`${method} ${path}`, typed),
      requestBytes(`${method} ${path}`, headers, '{"a":1}'),
      requestBytes(`${method} ${path}`, { ...headers, "content-type": "x/y" }, "not JSON"),
    ];
    const accepted = path.endsWith("clear") ? 400 : 200;

    const answers = [];
    for (const request of requests) {
      await wire.write(request);
      answers.push((await wire.answer())?.status);
    }

    assert.deepEqual(answers, [accepted, accepted, accepted]);
  });
}

for (const [method, path] of [
  ["GET", "/api/info"],
  ["GET", `/api/v1/login?username=admin&password=${md5(ADMIN_PASSWORD)}`],
  ["GET", "/api/v1/login"],
  ["GET", "/api/v1/logout"],
  ["GET", "/api/v9/nothing"],
  ["GET", `${ITEMS}?limit=11`],
  ["DELETE", ITEMS],
  ["POST", "/api/v0/devices/pong"],
  ["PUT", "/api/v0/devices/logs"],
  ...GUARDED,
] as const) {
  for (const headers of [{}, READER]) {
    const who = "authorization" in headers ? "an administrator" : "a stranger";

    test(`§2.24 answers ${who} in one line of compact JSON at ${method} ${path}`, async () => {
      const { headers: told, text } = await twin.app.request(method, path, { headers });

      assert.equal(told.get("content-type"), "application/json");
      assert.equal(text, JSON.stringify(JSON.parse(text)));
    });
  }
}
