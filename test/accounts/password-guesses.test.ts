import assert from "node:assert/strict";
import { test } from "node:test";
import { PasswordGuesses } from "../../src/accounts/password-guesses.ts";

const HERE = "192.0.2.1";
const RIGHT = "open the gate";

function openGuesses() {
  const clock = { nowMs: 1_000_000 };
  const guesses = new PasswordGuesses(() => clock.nowMs);
  const tries = (password: string, address = HERE) =>
    guesses.check(password, address, () => password === RIGHT);
  return { clock, tries };
}

test("refuses new passwords of an address that has tried a hundred wrong ones in a minute", () => {
  const { clock, tries } = openGuesses();

  for (let nth = 0; nth < 100; nth++) assert.equal(tries(`guess ${nth}`), false);

  const refused = { code: "too_many_attempts", retryAfterSeconds: 60 };
  assert.throws(() => tries("guess 100"), refused);
  assert.throws(() => tries(RIGHT), refused);
  assert.equal(tries("guess 7"), false);
  assert.equal(tries(RIGHT, "192.0.2.2"), true);
  clock.nowMs += 60_000;
  assert.equal(tries(RIGHT), true);
});

test("counts one wrong password once, however many show it", () => {
  const { tries } = openGuesses();

  for (let nth = 0; nth < 50_000; nth++) tries("the old one");

  assert.equal(tries(RIGHT), true);
});

test("watches 10,000 addresses, and forgets those first that began first", () => {
  const { tries } = openGuesses();
  for (let nth = 0; nth < 100; nth++) tries(`guess ${nth}`);

  for (let nth = 1; nth < 10_000; nth++) tries("wrong", `address ${nth}`);

  assert.throws(() => tries(RIGHT), { code: "too_many_attempts" });
  tries("wrong", "one more");
  assert.equal(tries(RIGHT), true);
});
