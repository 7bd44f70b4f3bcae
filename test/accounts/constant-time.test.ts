import assert from "node:assert/strict";
import { createHook } from "node:async_hooks";
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { mock, test } from "node:test";
import { addAccount } from "../../src/accounts/administer.ts";
import { hashPassword, md5Hex, verifyPassword } from "../../src/accounts/password.ts";
import { ADMIN_PASSWORD, openApp } from "../support/app.ts";
import { LINK_PASSWORD, openSessions } from "../support/push-server.ts";
import { openStores } from "../support/stores.ts";

/** How often `work` derives a key with scrypt, which is all that a check of a password costs. */
async function derivations(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === "SCRYPTREQUEST") count += 1;
    },
  }).enable();
  await work();
  hook.disable();
  return count;
}

/** How often `work` compares in constant time. */
async function comparisons(work: () => Promise<unknown>): Promise<number> {
  // Node's own, watched and not replaced
  const watched = mock.method(crypto, "timingSafeEqual");
  syncBuiltinESMExports();
  try {
    await work();
    return watched.mock.callCount();
  } finally {
    watched.mock.restore();
    syncBuiltinESMExports();
  }
}

test("an unknown account costs the work of a wrong password, by login and by Basic", async () => {
  await using app = await openApp();
  await addAccount(app.stores.accounts, { name: "olena", type: "admin", password: "her own" });
  const basic = (name: string) => ({
    authorization: `Basic ${Buffer.from(`${name}:wrong`).toString("base64")}`,
  });

  const costs = [
    await derivations(() => app.login("olena", "wrong")),
    await derivations(() => app.login("nobody", "wrong")),
    await derivations(() => app.get("/api/v1/log/items", basic("olena"))),
    await derivations(() => app.get("/api/v1/log/items", basic("nobody"))),
    await derivations(() => app.login("admin", ADMIN_PASSWORD)),
  ];

  assert.deepEqual(costs, [1, 1, 1, 1, 1]);
});

test("compares a password with its verifier in constant time, right or wrong", async () => {
  const verifier = await hashPassword(md5Hex("right"));

  for (const password of ["right", "wrong"]) {
    assert.equal(await comparisons(() => verifyPassword(md5Hex(password), verifier)), 1);
  }
});

test("compares the link password in constant time, whatever its length", async () => {
  await using stores = await openStores({});
  await using sessions = openSessions(stores.panels);

  for (const password of [LINK_PASSWORD, "", LINK_PASSWORD.slice(1), "x".repeat(10_000)]) {
    const claim = { serial: "AA-1", password, address: "10.0.0.7" };
    assert.equal(await comparisons(() => sessions.login(claim)), 1);
  }
});
