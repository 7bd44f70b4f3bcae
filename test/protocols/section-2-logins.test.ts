import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ADMIN_PASSWORD } from "../support/app.ts";
import { BASES, bearer, login, loginEvents, loginFrom, md5, said } from "./logins.ts";
import { LOG_PATHS, Twin } from "./twin.ts";

const HOUR_MS = 3_600_000;
const [ITEMS] = LOG_PATHS;
/** A password that looks like an MD5. */
const HEX_PASSWORD = "0123456789abcdef0123456789ABCDEF";

const clock = { nowMs: 1_750_000_000_000 };
let twin: Twin;

before(async () => {
  twin = await Twin.open({ now: () => clock.nowMs });
  await twin.app.addAccount("taras", "manager");
  await twin.app.addAccount("hex", "admin", HEX_PASSWORD);
});

after(() => twin[Symbol.asyncDispose]());

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
      assert.equal((await login(twin.app, "admin", digits, base)).status, 200);
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
    const answer = await login(twin.app, "admin", md5(ADMIN_PASSWORD), base);

    assert.equal(answer.status, 200);
    assert.match(answer.text, /^\{"token":"[\da-f]{40}","account_type":"admin"\}$/);
  });
}

for (const [name, type, status] of [
  ["admin", "admin", 200],
  ["taras", "manager", 400],
] as const) {
  test(`§2.5 calls ${name}, whose log is answered ${String(status)}, exactly "${type}"`, async () => {
    const { account_type: told } = JSON.parse((await login(twin.app, name)).text) as {
      account_type: string;
    };

    assert.equal(told, type);
    assert.equal((await twin.app.get(ITEMS, await bearer(twin.app, name))).status, status);
  });
}

for (const base of BASES) {
  for (const method of ["GET", "POST"]) {
    test(`§2.9 ends the token, and no other, by ${method} ${base}/logout`, async () => {
      const headers = await bearer(twin.app);
      const other = await bearer(twin.app);

      const answer = await twin.app.request(method, `${base}/logout`, { headers });

      assert.equal(answer.status, 200);
      assert.equal((await twin.app.get(ITEMS, headers)).status, 401);
      assert.equal((await twin.app.get(ITEMS, other)).status, 200);
    });
  }

  test(`§2.10 refuses a wrong password at ${base}/login`, async () => {
    assert.deepEqual(said(await login(twin.app, "admin", md5("wrong"), base)), [
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
    const headers = await bearer(twin.app, "admin", base);

    const out = await twin.app.get(`${base}/logout`, headers);

    assert.equal(out.status, 200);
    assert.equal((await twin.app.get(ITEMS, headers)).status, 401);
  });

  test(`§2.15 takes a token from ${base} below every base path`, async () => {
    const headers = await bearer(twin.app, "admin", base);

    for (const path of [...LOG_PATHS, "/panels/BB-7/api/v1/device/time"]) {
      assert.equal((await twin.app.get(path, headers)).status, 200, path);
    }
  });

  test(`§2.16 takes the password itself at ${base}/login`, async () => {
    assert.equal((await login(twin.app, "admin", "open sesame", base)).status, 200);
  });
}

for (const name of ["nobody", "Admin", "admin "]) {
  test(`§2.10 refuses the name "${name}", which no account has`, async () => {
    assert.deepEqual(said(await login(twin.app, name)), [
      400,
      '{"error":"Wrong login or password"}',
    ]);
  });
}

test("§2.16 takes a password of 32 hexadecimal digits for an MD5, not for itself", async () => {
  assert.equal((await login(twin.app, "hex", HEX_PASSWORD)).status, 400);
  assert.equal((await login(twin.app, "hex", md5(HEX_PASSWORD))).status, 200);
});

test("§2.21 tells who fails ten times in a minute, below whatever bases, when to come again", async () => {
  const guess = (nth: number) => login(twin.app, "stranger", "guess", BASES[nth % BASES.length]);
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

    assert.equal(await loginFrom(twin.app, address, name, password), status);

    assert.deepEqual(await loginEvents(twin.app, address), [event]);
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
  const logIn = () => loginFrom(twin.app, address, "admin", md5(ADMIN_PASSWORD));

  for (let nth = 0; nth < 3; nth++) await logIn();
  clock.nowMs += HOUR_MS;
  await logIn();

  const [one, number] = ['{"account_type":"admin"}', '{"account_type":"admin","count":2}'];
  assert.deepEqual(
    (await loginEvents(twin.app, address)).map(([, model]) => model),
    [one, number, one],
  );
});
