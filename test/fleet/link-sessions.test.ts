import assert from "node:assert/strict";
import { test } from "node:test";
import { TooManyAttempts } from "../../src/accounts/login-throttle.ts";
import { hashPassword, md5Hex } from "../../src/accounts/password.ts";
import { LINK_PASSWORD, openSessions } from "../support/push-server.ts";
import { openStores } from "../support/stores.ts";
import type { Stores } from "../support/stores.ts";

const HOUR_MS = 3_600_000;
const ADDRESS = "10.0.0.7";
const right = (serial: string, address = ADDRESS) => ({ serial, password: LINK_PASSWORD, address });
const wrong = (serial: string, address = ADDRESS) => ({ serial, password: "guess", address });

async function addPanel({ panels }: Stores, serial: string, password?: string): Promise<void> {
  const linkVerifier = password === undefined ? undefined : await hashPassword(md5Hex(password));
  await panels.putPanel({ serial, linkVerifier, addedAtMs: 5 });
}

test("gives a token of 40 hex digits that is the panel's", async () => {
  await using stores = await openStores({});
  await using sessions = openSessions(stores.panels);

  const token = await sessions.login(right("AA-1"));

  assert.match(token ?? "", /^[\da-f]{40}$/);
  assert.equal(await sessions.identify(token ?? ""), "AA-1");
});

test("takes in an unknown serial with the right password", async () => {
  await using stores = await openStores({});
  await using sessions = openSessions(stores.panels, { now: () => 77 });

  await sessions.login(right("AA-1"));

  assert.deepEqual(await stores.panels.listPanels(), [
    { serial: "AA-1", linkVerifier: undefined, addedAtMs: 77 },
  ]);
});

test("refuses an unknown serial where none is to be taken in, and lets a known one in", async () => {
  await using stores = await openStores({});
  await addPanel(stores, "AA-1");
  await using sessions = openSessions(stores.panels, { adopts: false });

  assert.equal(await sessions.login(right("AA-2")), undefined);
  assert.notEqual(await sessions.login(right("AA-1")), undefined);
  assert.equal(await stores.panels.findPanel("AA-2"), undefined);
});

test("refuses a wrong password and takes no panel in for it", async () => {
  await using stores = await openStores({});
  await using sessions = openSessions(stores.panels);

  assert.equal(await sessions.login(wrong("AA-1")), undefined);
  assert.deepEqual(await stores.panels.listPanels(), []);
});

for (const password of [undefined, ""]) {
  test(`refuses everyone where the link password is ${JSON.stringify(password)}`, async () => {
    await using stores = await openStores({});
    await addPanel(stores, "AA-1");
    await using sessions = openSessions(stores.panels, { password });

    assert.equal(
      await sessions.login({ serial: "AA-1", password: "", address: ADDRESS }),
      undefined,
    );
    assert.equal(await sessions.login(right("AA-1")), undefined);
  });
}

for (const serial of ["doorbook", "", "s".repeat(129), "\ud800"]) {
  test(`lets no panel in under the serial ${JSON.stringify(serial.slice(0, 9))}`, async () => {
    await using stores = await openStores({});
    await using sessions = openSessions(stores.panels);

    assert.equal(await sessions.login(right(serial)), undefined);
    assert.deepEqual(await stores.panels.listPanels(), []);
  });
}

test("lets a serial of 128 characters in", async () => {
  await using stores = await openStores({});
  await using sessions = openSessions(stores.panels);

  assert.notEqual(await sessions.login(right("s".repeat(128))), undefined);
});

test("asks a panel with a password of its own for that one alone", async () => {
  await using stores = await openStores({});
  await addPanel(stores, "AA-1", "mine");
  await using sessions = openSessions(stores.panels);

  assert.equal(await sessions.login(right("AA-1")), undefined);
  assert.notEqual(
    await sessions.login({ serial: "AA-1", password: "mine", address: ADDRESS }),
    undefined,
  );
});

test("asks for a changed password of a panel at once", async () => {
  await using stores = await openStores({});
  await addPanel(stores, "AA-1", "old");
  await using sessions = openSessions(stores.panels);
  const old = { serial: "AA-1", password: "old", address: ADDRESS };
  assert.notEqual(await sessions.login(old), undefined);

  await addPanel(stores, "AA-1", "new");

  assert.equal(await sessions.login(old), undefined);
});

test("closes a serial to an address after 10 failures and leaves it open to others", async () => {
  await using stores = await openStores({});
  let now = 1_000_000;
  await using sessions = openSessions(stores.panels, { now: () => now });
  for (let i = 0; i < 10; i++) await sessions.login(wrong("AA-1"));

  await assert.rejects(sessions.login(right("AA-1")), TooManyAttempts);
  assert.notEqual(await sessions.login(right("AA-1", "10.0.0.8")), undefined);
  assert.notEqual(await sessions.login(right("AA-2")), undefined);
  now += 60_000;
  assert.notEqual(await sessions.login(right("AA-1")), undefined);
});

test("counts a right password of an unwelcome serial as a failure: it tells nobody that it is right", async () => {
  await using stores = await openStores({});
  await using sessions = openSessions(stores.panels, { adopts: false });
  for (let i = 0; i < 10; i++) await sessions.login(right("AA-1"));

  await assert.rejects(sessions.login(right("AA-1")), TooManyAttempts);
});

test("gives a panel that logs in anew the token it has, while half of its life is left", async () => {
  await using stores = await openStores({});
  let now = 0;
  await using sessions = openSessions(stores.panels, { now: () => now, tokenHours: 2 });
  const first = await sessions.login(right("AA-1"));

  now = HOUR_MS;
  const second = await sessions.login(right("AA-1"));
  now = HOUR_MS + 1;
  const third = await sessions.login(right("AA-1"));

  assert.equal(second, first);
  assert.notEqual(third, first);
  assert.equal(await sessions.identify(first ?? ""), "AA-1");
});

test("knows a token no more when its time is over", async () => {
  await using stores = await openStores({});
  let now = 0;
  await using sessions = openSessions(stores.panels, { now: () => now, tokenHours: 2 });
  const token = (await sessions.login(right("AA-1"))) ?? "";

  now = 2 * HOUR_MS - 1;
  assert.equal(await sessions.identify(token), "AA-1");
  now = 2 * HOUR_MS;
  assert.equal(await sessions.identify(token), undefined);
});

test("knows a token of before a restart, for as long as it lives", async () => {
  await using stores = await openStores({});
  let now = 0;
  const before = openSessions(stores.panels, { now: () => now });
  const token = (await before.login(right("AA-1"))) ?? "";
  await before[Symbol.asyncDispose]();
  await using sessions = openSessions(stores.panels, { now: () => now });

  assert.equal(await sessions.identify(token), "AA-1");
  assert.equal(await sessions.identify(token.toUpperCase()), "AA-1");
  now = 2 * HOUR_MS;
  assert.equal(await sessions.identify(token), undefined);
});

test("knows a token it has given without asking the store", async () => {
  await using stores = await openStores({});
  await using sessions = openSessions(stores.panels);
  const token = (await sessions.login(right("AA-1"))) ?? "";

  assert.equal(sessions.identify(token), "AA-1");
});

test("keeps no token, only its digest", async () => {
  await using stores = await openStores({});
  const sessions = openSessions(stores.panels);
  const token = (await sessions.login(right("AA-1"))) ?? "";
  await sessions[Symbol.asyncDispose]();

  assert.equal(await stores.panels.findPanelToken(token, 0), undefined);
});

for (const token of [
  "",
  "x",
  "0".repeat(40),
  "0".repeat(39),
  "g".repeat(40),
  "0".repeat(100_000),
]) {
  test(`knows no panel by ${JSON.stringify(token.slice(0, 3))}, ${token.length} characters`, async () => {
    await using stores = await openStores({});
    await using sessions = openSessions(stores.panels);

    assert.equal(await sessions.identify(token), undefined);
  });
}

test("forgets expired tokens when an hour has gone by", async () => {
  await using stores = await openStores({});
  let now = 0;
  const sessions = openSessions(stores.panels, { now: () => now, tokenHours: 1 });
  await sessions.login(right("AA-1"));
  now = HOUR_MS + 1;
  await sessions.login(right("AA-1"));
  await sessions[Symbol.asyncDispose]();

  const left = await stores.panels.sweepPanelTokens(HOUR_MS + 1);

  assert.equal(left, 0);
});

test("knows when a panel spoke last", async () => {
  await using stores = await openStores({});
  let now = 10;
  await using sessions = openSessions(stores.panels, { now: () => now });
  assert.equal(sessions.lastHeardAtMs("AA-1"), undefined);

  await sessions.login(right("AA-1"));
  assert.equal(sessions.lastHeardAtMs("AA-1"), 10);
  now = 20;
  sessions.heard("AA-1");

  assert.equal(sessions.lastHeardAtMs("AA-1"), 20);
});

test("stops guessing at the password for all under ever new serials, for that address alone", async () => {
  await using stores = await openStores({});
  await addPanel(stores, "AA-2", "its own");
  await using sessions = openSessions(stores.panels);
  const guess = async (nth: number) =>
    sessions.login({ serial: `made up ${nth}`, password: `guess ${nth}`, address: ADDRESS });

  for (let nth = 0; nth < 100; nth++) assert.equal(await guess(nth), undefined);

  await assert.rejects(guess(100), TooManyAttempts);
  await assert.rejects(sessions.login(right("AA-1")), TooManyAttempts);
  assert.notEqual(await sessions.login(right("AA-1", "10.0.0.8")), undefined);
  const own = { serial: "AA-2", password: "its own", address: ADDRESS };
  assert.notEqual(await sessions.login(own), undefined);
});

test("lets a panel in behind an address where 5,000 others still have an old password", async () => {
  await using stores = await openStores({});
  await using sessions = openSessions(stores.panels);

  for (let nth = 0; nth < 5_000; nth++) await sessions.login(wrong(`AA-${nth}`));

  assert.notEqual(await sessions.login(right("BB-1")), undefined);
});
