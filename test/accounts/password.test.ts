import assert from "node:assert/strict";
import { test } from "node:test";
import {
  asMd5Hex,
  DUMMY_VERIFIER,
  hashPassword,
  md5Hex,
  verifyPassword,
} from "../../src/accounts/password.ts";

const MD5_OF_SECRET = "5ebe2294ecd0e0f08eab7690d2a6ee69";

test("makes the MD5 that a login call shows", () => {
  assert.equal(md5Hex("secret"), MD5_OF_SECRET);
});

for (const [sent, meant] of [
  [MD5_OF_SECRET, MD5_OF_SECRET],
  [MD5_OF_SECRET.toUpperCase(), MD5_OF_SECRET],
  ["secret", MD5_OF_SECRET],
  [`${MD5_OF_SECRET}0`, md5Hex(`${MD5_OF_SECRET}0`)],
  [`${MD5_OF_SECRET.slice(1)}g`, md5Hex(`${MD5_OF_SECRET.slice(1)}g`)],
] as const) {
  test(`reads ${sent} as a password or its MD5`, () => {
    assert.equal(asMd5Hex(sent), meant);
  });
}

test("accepts the password that a verifier was made of, and no other", async () => {
  const verifier = await hashPassword(MD5_OF_SECRET);

  assert.equal(await verifyPassword(MD5_OF_SECRET, verifier), true);
  assert.equal(await verifyPassword(md5Hex("Secret"), verifier), false);
  assert.equal(await verifyPassword("", verifier), false);
});

test("salts: one password makes two verifiers, neither of which shows it", async () => {
  const one = await hashPassword(MD5_OF_SECRET);
  const two = await hashPassword(MD5_OF_SECRET);

  assert.notEqual(one, two);
  assert.match(one, /^\$scrypt\$ln=14,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assert.equal(one.includes(MD5_OF_SECRET), false);
});

test("has a verifier of the same cost that no password fits", async () => {
  assert.match(DUMMY_VERIFIER, /^\$scrypt\$ln=14,r=8,p=1\$/);
  assert.equal(await verifyPassword(MD5_OF_SECRET, DUMMY_VERIFIER), false);
});

for (const verifier of [
  "",
  "secret",
  DUMMY_VERIFIER.replace("ln=14", "ln=30"),
  DUMMY_VERIFIER.slice(0, -1),
  DUMMY_VERIFIER.replace("scrypt", "argon2id"),
]) {
  test(`says that ${JSON.stringify(verifier)} is no verifier, without showing it`, async () => {
    await assert.rejects(verifyPassword(MD5_OF_SECRET, verifier), {
      code: "damaged",
      message: "A stored password cannot be read; set it anew",
    });
  });
}
