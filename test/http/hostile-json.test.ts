import assert from "node:assert/strict";
import { test } from "node:test";
import { refusal, type TestApp } from "../support/app.ts";
import { sharedApp } from "../support/shared-app.ts";

const LOGS = "/api/v0/devices/logs";
const LOGIN = "/api/v0/devices/login";
const PASSWORD = "gate";
const bytes = (text: string) => Buffer.from(text);
/** A byte that is in no UTF-8 text, in the place of each `?`. */
const broken = (text: string) => bytes(text).map((byte) => (byte === 0x3f ? 0xff : byte));
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const LOGIN_BODY = `{"login":"AA-1","password":"${PASSWORD}"}`;

const shared = sharedApp({ settings: { linkPassword: PASSWORD } });

async function loginPanel(app: TestApp, serial: string): Promise<{ authorization: string }> {
  const body = JSON.stringify({ login: serial, password: PASSWORD });
  const { token } = JSON.parse((await app.post(LOGIN, body)).text) as { token: string };
  return { authorization: `Bearer ${token}` };
}

/** A push of one event with these members; a good event stands beside it. */
const one = (members: string) =>
  `{"events":[{"created_at":1,"code":"a",${members}},{"created_at":2,"code":"b"}]}`;

for (const [what, body, status, stored, aside] of [
  ["100,000 arrays in each other, alone", bytes(nested(100_000)), 400, 0, 1],
  ["100,000 arrays that never close", bytes("[".repeat(100_000)), 400, 0, 1],
  ["100,000 arrays in each other as an event", bytes(`{"events":[${nested(100_000)}]}`), 200, 0, 1],
  ["100,000 arrays in each other as a model", bytes(one(`"info":${nested(100_000)}`)), 200, 1, 1],
  ["30,000 arrays in each other as a model", bytes(one(`"info":${nested(30_000)}`)), 200, 2, 0],
  ["duplicate members", bytes(one('"code":"c","info":{"a":1,"a":2}')), 200, 2, 0],
  [
    "__proto__ and constructor",
    bytes(one('"__proto__":{"x":1},"info":{"constructor":1}')),
    200,
    2,
    0,
  ],
  ["no UTF-8 in a model", broken(one('"info":"?"')), 200, 1, 1],
  [
    "no UTF-8 outside of events",
    broken('{"x?":1,"events":[{"created_at":2,"code":"b"}]}'),
    200,
    1,
    0,
  ],
  ["NUL between tokens", bytes(one("\u0000")), 400, 0, 1],
  ["NUL in a text", bytes(one('"info":"\u0000"')), 400, 0, 1],
  ["NUL as an escape", bytes(one('"info":"\\u0000"')), 200, 2, 0],
  ["1e999", bytes(one('"info":{"a":1e999}')), 200, 2, 0],
  ["1e999 as its time", bytes('{"events":[{"created_at":1e999,"code":"a"}]}'), 200, 0, 1],
  ["400 digits", bytes(one(`"info":{"a":${"9".repeat(400)}}`)), 200, 2, 0],
  [
    "400 digits as its time",
    bytes(`{"events":[{"created_at":${"9".repeat(400)},"code":"a"}]}`),
    200,
    0,
    1,
  ],
  ["half a surrogate pair in a model", bytes(one('"info":"\\ud800"')), 200, 2, 0],
  [
    "half a surrogate pair in its code",
    bytes('{"events":[{"created_at":1,"code":"\\ud800"}]}'),
    200,
    0,
    1,
  ],
  ["a byte order mark", bytes(`\ufeff${one('"info":1')}`), 200, 2, 0],
  ["a byte order mark inside", bytes(one('\ufeff"info":1')), 400, 0, 1],
] as const) {
  test(`answers a push with ${what} with ${status}, stores ${stored} and keeps ${aside} aside`, async () => {
    const app = shared();
    const { log, intake } = app.stores;
    // of a panel of its own, so that no push repeats another's events or body
    const headers = await loginPanel(app, `push with ${what}`);
    const [head, { count }] = [await log.head(), await intake.quarantineState()];

    const answer = await app.request("PUT", LOGS, { headers, body });

    assert.equal(answer.status, status);
    assert.equal((await log.head()) - head, stored);
    assert.equal((await intake.quarantineState()).count - count, aside);
    const admin = await app.bearer();
    assert.equal((await app.get("/api/v1/log/items?limit=50", admin)).status, 200);
    assert.doesNotMatch(app.diagnostics.join(""), /"level":50/);
  });
}

for (const [what, body, status] of [
  ["arrays in each other", bytes(nested(8_000)), 401],
  [
    "a password of arrays in each other",
    bytes(`{"login":"AA-1","password":${nested(7_000)}}`),
    401,
  ],
  ["more than 16 KiB", bytes(`{"login":"AA-1","password":"${"x".repeat(20_000)}"}`), 413],
  [
    "a duplicate password, of which the last counts",
    bytes(LOGIN_BODY.replace("{", '{"password":"x",')),
    200,
  ],
  [
    "a duplicate password, of which the last is wrong",
    bytes(LOGIN_BODY.replace("}", ',"password":"x"}')),
    401,
  ],
  ["its members in __proto__", bytes(`{"__proto__":${LOGIN_BODY}}`), 401],
  [
    "__proto__ beside them",
    bytes(LOGIN_BODY.replace("{", '{"__proto__":{"login":1},"constructor":2,')),
    200,
  ],
  ["no UTF-8", broken('{"login":"AA?1","password":"gate"}'), 401],
  ["NUL in its text", bytes('{"login":"AA\u0000","password":"gate"}'), 401],
  ["1e999 for a serial", bytes('{"login":1e999,"password":"gate"}'), 401],
  ["400 digits for a serial", bytes(`{"login":${"9".repeat(400)},"password":"gate"}`), 401],
  ["half a surrogate pair for a serial", bytes('{"login":"\\ud800","password":"gate"}'), 401],
  ["a byte order mark", bytes(`\ufeff${LOGIN_BODY}`), 200],
] as const) {
  test(`answers a push login with ${what} with ${status}`, async () => {
    const app = shared();

    const answer = await app.request("POST", LOGIN, { body });

    assert.equal(answer.status, status);
    if (status === 401) assert.equal(answer.text, refusal("Wrong login or password"));
  });
}

const GOOD = '"filter_field":"category","filter_type":"equal","filter_value":"access"';
for (const [what, filter, error] of [
  ["deep JSON", `{"filter_field":${nested(2_000)}}`, "Wrong filter type"],
  ["JSON that never closes", "{".repeat(4_000), "Wrong filter format"],
  ["its members in __proto__, which is no filter", `{"__proto__":{${GOOD}}}`, undefined],
  ["a constructor beside them", `{"constructor":1,"__proto__":2,${GOOD}}`, undefined],
  ["a duplicate member, of which the last counts", `{"filter_value":"x",${GOOD}}`, undefined],
  [
    "a duplicate member, of which the last is wrong",
    `{${GOOD},"filter_value":"x"}`,
    "Wrong filter value",
  ],
  ["1e999 for a value", `{${GOOD},"filter_value":1e999}`, "Wrong filter value"],
  ["400 digits for a value", `{${GOOD},"filter_value":${"9".repeat(400)}}`, "Wrong filter value"],
  ["half a surrogate pair", `{${GOOD},"filter_value":"\\ud800"}`, "Wrong filter value"],
  ["NUL", `{${GOOD}\u0000}`, "Wrong filter format"],
  ["NUL as an escape", `{${GOOD},"filter_value":"access\\u0000"}`, "Wrong filter value"],
] as const) {
  test(`answers a filter with ${what} with ${error ?? "200"}`, async () => {
    const app = shared();

    const answer = await app.get(
      `/api/v1/log/items?filter=${encodeURIComponent(filter)}`,
      await app.bearer(),
    );

    if (error === undefined) assert.equal(answer.status, 200);
    else assert.deepEqual([answer.status, answer.text], [400, refusal(error)]);
  });
}

for (const [what, query] of [
  ["no UTF-8", "filter=%ff%fe"],
  ["half a percent escape", "filter=%7"],
] as const) {
  test(`answers a filter with ${what} with 400 in the panel's words`, async () => {
    const app = shared();

    const answer = await app.get(`/api/v1/log/items?${query}`, await app.bearer());

    assert.equal(answer.status, 400);
    assert.match(answer.text, /^\{"error":"[^"]+"\}$/);
  });
}
