import assert from "node:assert/strict";
import { test } from "node:test";
import { LoginThrottle } from "../../src/accounts/login-throttle.ts";

const HERE = "192.0.2.1";
const ELSEWHERE = "192.0.2.2";

function openThrottle() {
  const clock = { nowMs: 1_000_000 };
  return { clock, throttle: new LoginThrottle(() => clock.nowMs) };
}

function failTimes(throttle: LoginThrottle, times: number, account = "admin", address = HERE) {
  for (let time = 0; time < times; time++) throttle.fail(account, address);
}

test("admits an account until it has failed ten times", () => {
  const { throttle } = openThrottle();

  failTimes(throttle, 9);
  throttle.admit("admin", HERE);
  failTimes(throttle, 1);

  assert.throws(() => throttle.admit("admin", HERE), {
    code: "too_many_attempts",
    retryAfterSeconds: 60,
  });
});

test("closes an account for the address that failed alone", () => {
  const { throttle } = openThrottle();

  failTimes(throttle, 10);

  throttle.admit("admin", ELSEWHERE);
  throttle.admit("another", HERE);
});

test("says when to come again, and opens then", () => {
  const { clock, throttle } = openThrottle();

  failTimes(throttle, 5);
  clock.nowMs += 20_500;
  failTimes(throttle, 5);

  assert.throws(() => throttle.admit("admin", HERE), { retryAfterSeconds: 40 });
  clock.nowMs += 39_499;
  assert.throws(() => throttle.admit("admin", HERE), { retryAfterSeconds: 1 });
  clock.nowMs += 1;
  throttle.admit("admin", HERE);
});

test("gives a burst no more guesses than a sequence", async () => {
  const { throttle } = openThrottle();
  const gate = Promise.withResolvers<boolean>();
  let checks = 0;

  const guesses = Array.from({ length: 50 }, async () =>
    throttle.run("admin", HERE, async () => {
      checks += 1;
      return gate.promise;
    }),
  );
  gate.resolve(false);
  const results = await Promise.allSettled(guesses);

  assert.equal(checks, 10);
  assert.equal(results.filter(({ status }) => status === "rejected").length, 40);
});

test("bounds how many passwords of one address are checked at once", async () => {
  const { throttle } = openThrottle();
  const gate = Promise.withResolvers<boolean>();

  const guesses = Array.from({ length: 100 }, async (_, nth) =>
    throttle.run(`account ${nth}`, HERE, async () => gate.promise),
  );
  const elsewhere = throttle.run("admin", ELSEWHERE, async () => Promise.resolve(true));
  gate.resolve(false);
  const results = await Promise.allSettled(guesses);

  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 64);
  assert.equal(await elsewhere, true);
});

test("admits again when the checks under way are over", async () => {
  const { throttle } = openThrottle();
  const check = async () => Promise.resolve(true);

  for (let time = 0; time < 30; time++) await throttle.run("admin", HERE, check);

  assert.equal(await throttle.run("admin", HERE, check), true);
});

test("tells accounts apart whose names begin alike, as far as a name may go", () => {
  const { throttle } = openThrottle();
  const name = "n".repeat(64);

  failTimes(throttle, 10, name);

  throttle.admit(`${name}x`, HERE);
  throttle.admit(name.slice(1), HERE);
  assert.throws(() => throttle.admit(name, HERE));
});

test("watches no more than it can hold, and forgets who failed longest ago", () => {
  const { throttle } = openThrottle();
  failTimes(throttle, 10, "first");
  failTimes(throttle, 10, "second");

  for (let nth = 0; nth < 19_999; nth++) throttle.fail(`name ${nth}`, HERE);

  throttle.admit("first", HERE);
  assert.throws(() => throttle.admit("second", HERE));
});

test("checks no password for an address that has failed too often under ever new names", async () => {
  const { clock, throttle } = openThrottle();
  const check = async () => Promise.resolve(true);

  for (let nth = 0; nth < 300; nth++) throttle.fail(`made up ${nth}`, HERE);

  await assert.rejects(throttle.run("admin", HERE, check), {
    code: "too_many_attempts",
    retryAfterSeconds: 60,
  });
  assert.equal(await throttle.run("admin", ELSEWHERE, check), true);
  clock.nowMs += 60_000;
  assert.equal(await throttle.run("admin", HERE, check), true);
});

test("leaves no endless guesses at what is remembered while an address is closed", async () => {
  const { throttle } = openThrottle();
  for (let nth = 0; nth < 300; nth++) throttle.fail(`made up ${nth}`, HERE);

  for (let nth = 0; nth < 10; nth++) {
    throttle.admit("admin", HERE);
    await assert.rejects(throttle.run("admin", HERE, async () => Promise.resolve(false)));
  }

  assert.throws(() => throttle.admit("admin", HERE), { code: "too_many_attempts" });
});
