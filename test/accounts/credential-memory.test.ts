import assert from "node:assert/strict";
import { test } from "node:test";
import { CredentialMemory } from "../../src/accounts/credential-memory.ts";

const ADMIN = { subject: "admin", verifier: "$scrypt$1", secret: "secret" };

function openMemory() {
  const clock = { nowMs: 1_000_000 };
  const memory = new CredentialMemory(1_000, () => clock.nowMs);
  const asked: string[] = [];
  const verify = async (credential: typeof ADMIN, answer: boolean) =>
    memory.verify(credential, async () => {
      asked.push(credential.secret);
      return Promise.resolve(answer);
    });
  return { clock, memory, asked, verify };
}

test("asks for a credential once in its lifetime", async () => {
  const { clock, asked, verify } = openMemory();

  assert.equal(await verify(ADMIN, true), true);
  clock.nowMs += 999;
  assert.equal(await verify(ADMIN, true), true);

  assert.equal(asked.length, 1);
});

test("forgets a credential when its lifetime is over, used or not", async () => {
  const { clock, asked, verify } = openMemory();

  await verify(ADMIN, true);
  clock.nowMs += 999;
  await verify(ADMIN, true);
  clock.nowMs += 1;

  assert.equal(await verify(ADMIN, false), false);
  assert.equal(asked.length, 2);
});

test("never remembers a wrong one", async () => {
  const { asked, verify } = openMemory();

  assert.equal(await verify(ADMIN, false), false);
  assert.equal(await verify(ADMIN, true), true);

  assert.equal(asked.length, 2);
});

for (const [what, change] of [
  ["another account", { subject: "other" }],
  ["another password", { secret: "Secret" }],
  ["a verifier that has been replaced", { verifier: "$scrypt$2" }],
  ["parts that run together alike", { subject: "admin$", verifier: "scrypt$1" }],
] as const) {
  test(`takes ${what} for another credential`, async () => {
    const { asked, verify } = openMemory();
    await verify(ADMIN, true);

    await verify({ ...ADMIN, ...change }, false);

    assert.equal(asked.length, 2);
  });
}

test("asks once for like credentials at the same time", async () => {
  const { asked, verify } = openMemory();

  const answers = await Promise.all(Array.from({ length: 20 }, async () => verify(ADMIN, true)));

  assert.equal(asked.length, 1);
  assert.deepEqual(new Set(answers), new Set([true]));
});

test("hands a failing check on, and asks again the next time", async () => {
  const { memory, verify } = openMemory();
  const failure = new Error("away");

  await assert.rejects(
    memory.verify(ADMIN, async () => Promise.reject(failure)),
    failure,
  );

  assert.equal(await verify(ADMIN, true), true);
});

test("holds no more than it can, the oldest goes first", async () => {
  const { asked, verify } = openMemory();
  const last = { ...ADMIN, secret: "number 9999" };
  await verify(ADMIN, true);

  for (let nth = 0; nth < 10_000; nth++) await verify({ ...ADMIN, secret: `number ${nth}` }, true);
  asked.length = 0;
  await verify(last, true);
  await verify(ADMIN, true);

  assert.deepEqual(asked, [ADMIN.secret]);
});

test("names a text under a key of its own, so that another process names it differently", () => {
  const one = openMemory().memory;
  const two = openMemory().memory;

  assert.equal(one.digest("secret"), one.digest("secret"));
  assert.notEqual(one.digest("secret"), two.digest("secret"));
});
