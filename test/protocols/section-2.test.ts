import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { ADMIN_PASSWORD, basic, refusal, type Answer } from "../support/app.ts";
import { requestBytes, Wire } from "../support/wire.ts";
import { LOG_PATHS, PANEL, READER, Twin } from "./twin.ts";

const HOUR_MS = 3_600_000;
const BASES = ["/api/v1", "/api/v0", `/panels/${PANEL}/api/v1`, `/panels/${PANEL}/api/v0`];

/** Every path that needs a login, with the method that programs use. */
const GUARDED = [
  ...LOG_PATHS.map((path) => ["GET", path] as const),
  ...["", `/panels/${PANEL}`].flatMap(
    (base) =>
      [
        ["GET", `${base}/api/v1/access/door/status`],
        ["GET", `${base}/api/v1/access/exit/button/toggle`],
        ["GET", `${base}/api/v1/network/ntp`],
        ["POST", `${base}/api/v1/network/timezone/manual`],
        ["GET", `${base}/api/v1/device/time`],
        ["GET", `${base}/api/v1/access/identifier/items`],
        ["POST", `${base}/api/v1/system/data/clear`],
      ] as const,
  ),
] as const;

const [ITEMS] = LOG_PATHS;
/** A password that looks like an MD5. */
const HEX_PASSWORD = "0123456789abcdef0123456789ABCDEF";

const clock = { nowMs: 1_750_000_000_000 };
let twin: Twin;
/** A token whose two hours are over. */
let expired: Record<string, string>;

before(async () => {
  twin = await Twin.open({ now: () => clock.nowMs });
  expired = await bearer();
  clock.nowMs += 2 * HOUR_MS;
  await twin.app.addAccount("taras", "manager");
  await twin.app.addAccount("hex", "admin", HEX_PASSWORD);
});

after(() => twin[Symbol.asyncDispose]());

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

async function login(name = "admin", password = md5(ADMIN_PASSWORD), base = "/api/v1") {
  const query = new URLSearchParams({ username: name, password });
  return twin.app.get(`${base}/login?${query.toString()}`);
}

async function bearer(name = "admin", base = "/api/v1"): Promise<{ authorization: string }> {
  const { status, text } = await login(name, md5(ADMIN_PASSWORD), base);
  assert.equal(status, 200, text);
  const { token } = JSON.parse(text) as { token: string };
  return { authorization: `Bearer ${token}` };
}

/** What a call without a body of its own says. */
const said = ({ status, text }: Answer) => [status, text];

/** Events of logins from an address: their keys and models, in the order of arrival. */
async function loginEvents(address = "127.0.0.1"): Promise<readonly (readonly string[])[]> {
  const events = await twin.app.stores.log.after(0, 10_000);
  return events
    .filter(({ panel, extra }) => panel === "doorbook" && extra?.includes(`"${address}"`) === true)
    .map(({ key, model }) => [key, model ?? ""]);
}

/** Logs in from an address of the machine's own. */
async function loginFrom(address: string, name: string, password: string): Promise<number> {
  const path = `/api/v1/login?username=${name}&password=${password}`;
  const bytes = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
  return (await twin.app.send(bytes, address)).status;
}

test("§2.1 logs in by username and the MD5 of the password", async () => {
  const answer = await twin.app.get(
    "/api/v1/login?username=admin&password=54ef36ec71201fdf9d1423fd26f97f6b",
  );

  assert.equal(md5("open sesame"), "54ef36ec71201fdf9d1423fd26f97f6b");
  assert.equal(answer.status, 200);
});

for (const digits of [md5(ADMIN_PASSWORD), md5(ADMIN_PASSWORD).toUpperCase()]) {
  for (const base of BASES) {
    test(`§2.2 takes the MD5 as ${digits.slice(0, 6)}… at ${base}/login`, async () => {
      assert.equal((await login("admin", digits, base)).status, 200);
    });
  }
}

for (const authorization of ["Bearer ", "Bearer", "Bearer wrong", "Basic !", "Digest x=1", ""]) {
  test(`§2.3 does not look at an Authorization of "${authorization}" on the login call`, async () => {
    const path = `/api/v1/login?username=admin&password=${md5(ADMIN_PASSWORD)}`;

    const answer = await twin.app.send(
      `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nConnection: close\r\n\r\n`,
    );

    assert.equal(answer.status, 200);
  });
}

for (const base of BASES) {
  test(`§2.4 answers a login at ${base} with a token of 40 digits and the account's type`, async () => {
    const answer = await login("admin", md5(ADMIN_PASSWORD), base);

    assert.equal(answer.status, 200);
    assert.match(answer.text, /^\{"token":"[\da-f]{40}","account_type":"admin"\}$/);
  });
}

for (const [name, type, status] of [
  ["admin", "admin", 200],
  ["taras", "manager", 400],
] as const) {
  test(`§2.5 calls ${name}, whose log is answered ${String(status)}, exactly "${type}"`, async () => {
    const { account_type: told } = JSON.parse((await login(name)).text) as { account_type: string };

    assert.equal(told, type);
    assert.equal((await twin.app.get(ITEMS, await bearer(name))).status, status);
  });
}

for (const [method, path] of GUARDED) {
  const call = (headers: Record<string, string>) => twin.app.request(method, path, { headers });
  // a clearing without a body says what is missing, to those who may clear
  const welcome = path.endsWith("clear") ? 400 : 200;

  test(`§2.6 lets a token in at ${method} ${path}`, async () => {
    const answer = await call(await bearer());

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
    for (const headers of [await bearer("taras"), basic("taras", ADMIN_PASSWORD)]) {
      assert.deepEqual(said(await call(headers)), [
        400,
        '{"error":"Administrator rights required"}',
      ]);
    }
  });
}

test("§2.8 ends a token two hours after its login, however much it is used", async () => {
  const headers = await bearer();
  const used: number[] = [];

  for (const waitMs of [0, HOUR_MS, HOUR_MS - 1, 1]) {
    clock.nowMs += waitMs;
    used.push((await twin.app.get(ITEMS, headers)).status);
  }

  assert.deepEqual(used, [200, 200, 200, 401]);
});

for (const base of BASES) {
  for (const method of ["GET", "POST"]) {
    test(`§2.9 ends the token, and no other, by ${method} ${base}/logout`, async () => {
      const headers = await bearer();
      const other = await bearer();

      const answer = await twin.app.request(method, `${base}/logout`, { headers });

      assert.equal(answer.status, 200);
      assert.equal((await twin.app.get(ITEMS, headers)).status, 401);
      assert.equal((await twin.app.get(ITEMS, other)).status, 200);
    });
  }

  test(`§2.10 refuses a wrong password at ${base}/login`, async () => {
    assert.deepEqual(said(await login("admin", md5("wrong"), base)), [
      400,
      '{"error":"Wrong login or password"}',
    ]);
  });

  for (const query of [
    "",
    "username=admin",
    "password=x",
    "username=&password=x",
    "username=a&password=",
  ]) {
    test(`§2.11 misses a parameter in ${base}/login?${query}`, async () => {
      assert.deepEqual(said(await twin.app.get(`${base}/login?${query}`)), [
        400,
        '{"error":"Required parameters missed"}',
      ]);
    });
  }

  test(`§2.14 logs in and out below ${base}`, async () => {
    const headers = await bearer("admin", base);

    const out = await twin.app.get(`${base}/logout`, headers);

    assert.equal(out.status, 200);
    assert.equal((await twin.app.get(ITEMS, headers)).status, 401);
  });

  test(`§2.15 takes a token from ${base} below every base path`, async () => {
    const headers = await bearer("admin", base);

    for (const path of [...LOG_PATHS, "/panels/BB-7/api/v1/device/time"]) {
      assert.equal((await twin.app.get(path, headers)).status, 200, path);
    }
  });

  test(`§2.16 takes the password itself at ${base}/login`, async () => {
    assert.equal((await login("admin", "open sesame", base)).status, 200);
  });
}

for (const name of ["nobody", "Admin", "admin "]) {
  test(`§2.10 refuses the name "${name}", which no account has`, async () => {
    assert.deepEqual(said(await login(name)), [400, '{"error":"Wrong login or password"}']);
  });
}

test("§2.16 takes a password of 32 hexadecimal digits for an MD5, not for itself", async () => {
  assert.equal((await login("hex", HEX_PASSWORD)).status, 400);
  assert.equal((await login("hex", md5(HEX_PASSWORD))).status, 200);
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
    await loginEvents(address),
    statuses.map(() => ["incorrect_login_api_call", "{}"]),
  );
  assert.equal(await loginFrom(address, "admin", md5(ADMIN_PASSWORD)), 429);
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

test("§2.21 tells who fails ten times in a minute, below whatever bases, when to come again", async () => {
  const guess = (nth: number) => login("stranger", "guess", BASES[nth % BASES.length]);
  const statuses = [];
  for (let nth = 0; nth < 10; nth++) statuses.push((await guess(nth)).status);

  const closed = await Promise.all(BASES.map((_, nth) => guess(nth)));
  clock.nowMs += 60_000;
  const open = await guess(0);

  assert.deepEqual(new Set(statuses), new Set([400]));
  for (const answer of closed) {
    assert.deepEqual(said(answer), [429, '{"error":"Too many attempts"}']);
    assert.equal(answer.headers.get("retry-after"), "60");
  }
  assert.equal(open.status, 400);
});

for (const [address, name, password, status, event] of [
  [
    "127.0.0.31",
    "admin",
    md5(ADMIN_PASSWORD),
    200,
    ["successful_login_api_call", '{"account_type":"admin"}'],
  ],
  [
    "127.0.0.32",
    "taras",
    md5(ADMIN_PASSWORD),
    200,
    ["successful_login_api_call", '{"account_type":"manager"}'],
  ],
  ["127.0.0.33", "admin", md5("wrong"), 400, ["incorrect_login_api_call", "{}"]],
] as const) {
  test(`§2.22 writes a login of ${name} that is answered ${String(status)} into the log`, async () => {
    clock.nowMs += 1000;

    assert.equal(await loginFrom(address, name, password), status);

    assert.deepEqual(await loginEvents(address), [event]);
    const path = "/panels/doorbook/api/v1/log/items";
    const { list_items: items } = await twin.pageAt(path, "sort_type=desc&limit=50");
    assert.deepEqual(
      items
        .filter(({ timestamp }) => timestamp === clock.nowMs)
        .map(({ name, info }) => [name.key, JSON.stringify(info.model)]),
      [event],
    );
  });
}

test("§2.23 counts the other good logins of an hour in one event", async () => {
  const address = "127.0.0.41";
  const logIn = () => loginFrom(address, "admin", md5(ADMIN_PASSWORD));

  for (let nth = 0; nth < 3; nth++) await logIn();
  clock.nowMs += HOUR_MS;
  await logIn();

  const [one, number] = ['{"account_type":"admin"}', '{"account_type":"admin","count":2}'];
  assert.deepEqual(
    (await loginEvents(address)).map(([, model]) => model),
    [one, number, one],
  );
});

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
