import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addAccount,
  ensureFirstAdmin,
  FIRST_ADMIN,
  setPassword,
} from "../../src/accounts/administer.ts";
import { md5Hex, verifyPassword } from "../../src/accounts/password.ts";
import type { AccountStore } from "../../src/accounts/store.ts";
import { openStores } from "../support/stores.ts";

const OLENA = { name: "olena", type: "manager", password: "secret" } as const;

async function fits(store: AccountStore, name: string, password: string): Promise<boolean> {
  const account = await store.findAccount(name);
  assert.ok(account);
  return verifyPassword(md5Hex(password), account.verifier);
}

test("adds an account whose password fits and is not kept", async () => {
  await using stores = await openStores({});

  const account = await addAccount(stores.accounts, OLENA, () => 1_750_000_000_000);

  const { verifier, ...rest } = account;
  assert.deepEqual(rest, {
    id: 1,
    name: "olena",
    type: "manager",
    createdAtMs: 1_750_000_000_000,
    scope: undefined,
  });
  assert.equal(verifier.includes("secret"), false);
  assert.equal(await fits(stores.accounts, "olena", "secret"), true);
});

test("refuses a name that is taken, and leaves its password alone", async () => {
  await using stores = await openStores({});
  await addAccount(stores.accounts, OLENA);

  const again = addAccount(stores.accounts, { ...OLENA, password: "another" });

  await assert.rejects(again, { code: "exists" });
  assert.equal(await fits(stores.accounts, "olena", "secret"), true);
});

for (const [what, change] of [
  ["an empty name", { name: "" }],
  ["a name of 65 characters", { name: "n".repeat(65) }],
  ["a name with a colon, which Basic cannot carry", { name: "a:b" }],
  ["a name with a line break", { name: "a\nb" }],
  ["a name with a space at its end", { name: "a " }],
  ["a name with half a character", { name: "\ud83d" }],
  ["an empty password", { password: "" }],
  ["a password of 1,025 characters", { password: "p".repeat(1_025) }],
] as const) {
  test(`refuses ${what} and says what is wanted, without the password`, async () => {
    await using stores = await openStores({});

    await assert.rejects(
      addAccount(stores.accounts, { ...OLENA, ...change }),
      (error: Error & { code?: string }) =>
        error.code === "invalid" &&
        !error.message.includes("secret") &&
        !error.message.includes("ppp"),
    );

    assert.deepEqual(await stores.accounts.listAccounts(), []);
  });
}

for (const name of ["n".repeat(64), "Олена Іванівна", "a@b.example", "a b"]) {
  test(`takes the name ${name.slice(0, 20)}`, async () => {
    await using stores = await openStores({});

    assert.equal((await addAccount(stores.accounts, { ...OLENA, name })).name, name);
  });
}

test("sets a password: the new one fits, the old one does not", async () => {
  await using stores = await openStores({});
  await addAccount(stores.accounts, OLENA);

  await setPassword(stores.accounts, "olena", "another");

  assert.equal(await fits(stores.accounts, "olena", "another"), true);
  assert.equal(await fits(stores.accounts, "olena", "secret"), false);
});

test("refuses to set the password of nobody, or an empty one", async () => {
  await using stores = await openStores({});
  await addAccount(stores.accounts, OLENA);

  await assert.rejects(setPassword(stores.accounts, "nobody", "secret"), { code: "not_found" });
  await assert.rejects(setPassword(stores.accounts, "olena", ""), { code: "invalid" });
  assert.equal(await fits(stores.accounts, "olena", "secret"), true);
});

test("makes the first admin with the operator's password, which is not told", async () => {
  await using stores = await openStores({});

  assert.equal(await ensureFirstAdmin(stores.accounts, "secret"), undefined);

  const [account, ...others] = await stores.accounts.listAccounts();
  assert.deepEqual(others, []);
  assert.deepEqual([account?.name, account?.type], [FIRST_ADMIN, "admin"]);
  assert.equal(await fits(stores.accounts, FIRST_ADMIN, "secret"), true);
});

test("makes up a password for the first admin, another one each time", async () => {
  await using one = await openStores({});
  await using two = await openStores({});

  const first = await ensureFirstAdmin(one.accounts);
  const second = await ensureFirstAdmin(two.accounts);

  assert.match(first ?? "", /^[\w-]{20}$/);
  assert.notEqual(first, second);
  assert.equal(await fits(one.accounts, FIRST_ADMIN, first ?? ""), true);
});

test("makes no admin where there is an account, whatever its name", async () => {
  await using stores = await openStores({});
  await addAccount(stores.accounts, OLENA);

  assert.equal(await ensureFirstAdmin(stores.accounts, "secret"), undefined);
  assert.equal(await ensureFirstAdmin(stores.accounts), undefined);

  assert.equal((await stores.accounts.listAccounts()).length, 1);
});

test("refuses a first password out of bounds instead of making one up", async () => {
  await using stores = await openStores({});

  await assert.rejects(ensureFirstAdmin(stores.accounts, ""), { code: "invalid" });
});
