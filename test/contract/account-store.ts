import assert from "node:assert/strict";
import { test } from "node:test";
import type { Account, AccountStore, NewPersonalToken } from "../../src/accounts/store.ts";
import type { MakePlace } from "../support/place.ts";

/** An account store that can be closed. */
export type OpenAccounts = AccountStore & AsyncDisposable;

const NOW_MS = 1_760_000_000_000;
const HOUR_MS = 3_600_000;

/** Who may log in, and their tokens. */
export function accountStoreContract(name: string, makePlace: MakePlace<OpenAccounts>): void {
  test.describe(`${name} as an account store`, () => {
    accountContract(makePlace);
    tokenContract(makePlace);
    personalTokenContract(makePlace);
    floorContract(makePlace);
  });
}

function accountContract(makePlace: MakePlace<OpenAccounts>): void {
  test("gives an account back as it was added, and finds it by its name to the letter", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();

    const added = await accounts.addAccount(account("admin", { type: "manager" }));

    assert.deepEqual(added, { ...account("admin", { type: "manager" }), id: added.id });
    assert.ok(added.id >= 1);
    assert.deepEqual(await accounts.findAccount("admin"), added);
    assert.equal(await accounts.findAccount("Admin"), undefined);
    assert.equal(await accounts.findAccount("nobody"), undefined);
  });

  test("refuses a name that is taken and keeps the account that has it", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const first = await accounts.addAccount(account("admin"));

    const adding = accounts.addAccount(account("admin", { verifier: "other" }));

    await assert.rejects(adding, { name: "AppError", code: "exists" });
    assert.deepEqual(await accounts.listAccounts(), [first]);
  });

  test("of many who take a name at once one gets it", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();

    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, () => accounts.addAccount(account("admin"))),
    );

    assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
    assert.equal((await accounts.listAccounts()).length, 1);
  });

  test("lists accounts by name", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    for (const name of ["b", "a", "Консьєрж", "B", "c"]) await accounts.addAccount(account(name));

    const names = (await accounts.listAccounts()).map(({ name }) => name);

    assert.deepEqual(names, ["B", "a", "b", "c", "Консьєрж"]);
  });

  test("removes an account with its tokens; its number is not given again", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const removed = await accounts.addAccount(account("admin"));
    await accounts.addToken("d1", removed.id, NOW_MS + HOUR_MS);

    await accounts.removeAccount("admin");

    assert.deepEqual(await accounts.listAccounts(), []);
    assert.equal(await accounts.findToken("d1", NOW_MS), undefined);
    const next = await accounts.addAccount(account("admin"));
    assert.ok(next.id > removed.id);
    assert.equal(await accounts.findToken("d1", NOW_MS), undefined);
  });

  test("a new verifier drops the account's tokens and nobody else's", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const one = await accounts.addAccount(account("one"));
    const other = await accounts.addAccount(account("other"));
    await accounts.addToken("d1", one.id, NOW_MS + HOUR_MS);
    await accounts.addToken("d2", other.id, NOW_MS + HOUR_MS);

    await accounts.setVerifier("one", "new verifier");

    assert.deepEqual(await accounts.findAccount("one"), { ...one, verifier: "new verifier" });
    assert.deepEqual(await accounts.findAccount("other"), other);
    assert.equal(await accounts.findToken("d1", NOW_MS), undefined);
    assert.deepEqual((await accounts.findToken("d2", NOW_MS))?.account, other);
  });

  test("gives an account's scope and type back, as added and as changed, with its tokens", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const scope = { sites: ["Yard", "Двір"], panels: ["AA-1"] };
    const one = await accounts.addAccount(account("one", { scope }));
    const other = await accounts.addAccount(account("other"));
    await accounts.addToken("d1", one.id, NOW_MS);

    assert.deepEqual((await accounts.findAccount("one"))?.scope, scope);
    assert.equal(other.scope, undefined);
    await accounts.setScope("one", undefined);
    await accounts.setScope("other", { sites: [], panels: ["AA-2"] });
    await accounts.setType("one", "manager");

    const changed = { ...one, scope: undefined, type: "manager" };
    assert.deepEqual(await accounts.listAccounts(), [
      changed,
      { ...other, scope: { sites: [], panels: ["AA-2"] } },
    ]);
    assert.deepEqual((await accounts.findToken("d1", 0))?.account, changed);
  });

  test("says not_found of a name that nobody has", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const missing = { name: "AppError", code: "not_found" };

    await assert.rejects(accounts.removeAccount("nobody"), missing);
    await assert.rejects(accounts.setVerifier("nobody", "verifier"), missing);
    await assert.rejects(accounts.setType("nobody", "manager"), missing);
    await assert.rejects(accounts.setScope("nobody", undefined), missing);
  });
}

function tokenContract(makePlace: MakePlace<OpenAccounts>): void {
  test("finds a token's account until it expires", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const admin = await accounts.addAccount(account("admin"));

    await accounts.addToken("d1", admin.id, NOW_MS);

    const session = { account: admin, expiresAtMs: NOW_MS };
    assert.deepEqual(await accounts.findToken("d1", NOW_MS - 1), session);
    assert.equal(await accounts.findToken("d1", NOW_MS + 1), undefined);
    assert.equal(await accounts.findToken("d2", NOW_MS - 1), undefined);
  });

  test("an account may have many tokens, and each is removed alone", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const admin = await accounts.addAccount(account("admin"));
    await accounts.addToken("d1", admin.id, NOW_MS);
    await accounts.addToken("d2", admin.id, NOW_MS);

    await accounts.removeToken("d1");
    await accounts.removeToken("d1");
    await accounts.removeToken("never");

    assert.equal(await accounts.findToken("d1", 0), undefined);
    assert.ok(await accounts.findToken("d2", 0));
  });

  test("sweeps what has expired and says how many", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const admin = await accounts.addAccount(account("admin"));
    for (const [digest, expiresAtMs] of [
      ["d1", NOW_MS - 2],
      ["d2", NOW_MS - 1],
      ["d3", NOW_MS + 1],
    ] as const) {
      await accounts.addToken(digest, admin.id, expiresAtMs);
    }

    const swept = [await accounts.sweepTokens(NOW_MS), await accounts.sweepTokens(NOW_MS)];

    assert.deepEqual(swept, [2, 0]);
    assert.equal(await accounts.findToken("d1", 0), undefined);
    assert.ok(await accounts.findToken("d3", 0));
  });
}

function personalTokenContract(makePlace: MakePlace<OpenAccounts>): void {
  test("finds a personal token by its digest, with its account as it is now", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const one = await accounts.addAccount(account("one"));
    const scope = { sites: ["Yard"], panels: [] };

    const token = await accounts.addPersonalToken(personal(one, "d1", { scope }));
    await accounts.setScope("one", { sites: [], panels: ["AA-1"] });

    const { digest, ...said } = personal(one, "d1", { scope });
    assert.deepEqual(token, { ...said, id: token.id, lastUsedAtMs: undefined });
    const changed = { ...one, scope: { sites: [], panels: ["AA-1"] } };
    assert.deepEqual(await accounts.findPersonalToken(digest, NOW_MS), { account: changed, token });
    assert.equal(await accounts.findPersonalToken("d2", NOW_MS), undefined);
    assert.equal(await accounts.findToken(digest, 0), undefined);
  });

  test("a personal token is found until it expires, and listed after that", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const one = await accounts.addAccount(account("one"));

    const token = await accounts.addPersonalToken(personal(one, "d1", { expiresAtMs: NOW_MS }));

    assert.deepEqual((await accounts.findPersonalToken("d1", NOW_MS - 1))?.token, token);
    assert.equal(await accounts.findPersonalToken("d1", NOW_MS), undefined);
    assert.deepEqual(await accounts.listPersonalTokens(), [token]);
  });

  test("lists personal tokens by number, everybody's or one account's, and removes one", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const one = await accounts.addAccount(account("one"));
    const other = await accounts.addAccount(account("other"));
    const first = await accounts.addPersonalToken(personal(one, "d1"));
    const second = await accounts.addPersonalToken(personal(other, "d2"));
    const third = await accounts.addPersonalToken(personal(one, "d3"));

    assert.deepEqual(await accounts.listPersonalTokens(), [first, second, third]);
    assert.deepEqual(await accounts.listPersonalTokens(one.id), [first, third]);
    await accounts.removePersonalToken(third.id);

    assert.deepEqual(await accounts.listPersonalTokens(one.id), [first]);
    assert.equal(await accounts.findPersonalToken("d3", 0), undefined);
    const next = await accounts.addPersonalToken(personal(one, "d4"));
    assert.ok(next.id > third.id);
    const missing = { name: "AppError", code: "not_found" };
    await assert.rejects(accounts.removePersonalToken(third.id), missing);
  });

  test("a new password leaves personal tokens, a removed account takes them along", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const one = await accounts.addAccount(account("one"));
    const other = await accounts.addAccount(account("other"));
    const token = await accounts.addPersonalToken(personal(one, "d1"));
    const kept = await accounts.addPersonalToken(personal(other, "d2"));

    await accounts.setVerifier("one", "new verifier");
    assert.deepEqual((await accounts.findPersonalToken("d1", 0))?.token, token);
    await accounts.removeAccount("one");

    assert.equal(await accounts.findPersonalToken("d1", 0), undefined);
    assert.deepEqual(await accounts.listPersonalTokens(), [kept]);
    const late = accounts.addPersonalToken(personal(one, "d3"));
    await assert.rejects(late, { name: "AppError", code: "not_found" });
  });

  test("notes when personal tokens were used last, and never an earlier time", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const one = await accounts.addAccount(account("one"));
    const used = await accounts.addPersonalToken(personal(one, "d1"));
    const unused = await accounts.addPersonalToken(personal(one, "d2"));

    await accounts.touchPersonalTokens([
      { id: used.id, usedAtMs: NOW_MS + 2 },
      { id: unused.id + 1, usedAtMs: NOW_MS + 2 },
    ]);
    await accounts.touchPersonalTokens([{ id: used.id, usedAtMs: NOW_MS + 1 }]);
    await accounts.touchPersonalTokens([]);

    assert.deepEqual(await accounts.listPersonalTokens(), [
      { ...used, lastUsedAtMs: NOW_MS + 2 },
      unused,
    ]);
  });
}

function floorContract(makePlace: MakePlace<OpenAccounts>): void {
  test("keeps a floor for each account and base path", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const [one, other] = [
      await accounts.addAccount(account("one")),
      await accounts.addAccount(account("other")),
    ];

    await accounts.raiseFloor(one.id, { panel: undefined, seq: 7 });
    await accounts.raiseFloor(one.id, { panel: "AA-12", seq: 9 });
    await accounts.raiseFloor(other.id, { panel: undefined, seq: 8 });

    assert.deepEqual(await floorsOf(accounts, one.id), [
      [undefined, 7],
      ["AA-12", 9],
    ]);
    assert.deepEqual(await floorsOf(accounts, other.id), [[undefined, 8]]);
  });

  test("moves a floor up and never down, also when many move it at once", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const { id } = await accounts.addAccount(account("one"));

    await Promise.all([5, 3, 11, 7].map((seq) => accounts.raiseFloor(id, { panel: "AA-12", seq })));
    await accounts.raiseFloor(id, { panel: "AA-12", seq: 10 });

    assert.deepEqual(await floorsOf(accounts, id), [["AA-12", 11]]);
  });

  test("a new password leaves the floors, a removed account takes them along", async () => {
    await using place = await makePlace();
    await using accounts = await place.open();
    const { id } = await accounts.addAccount(account("one"));
    await accounts.raiseFloor(id, { panel: undefined, seq: 7 });

    await accounts.setVerifier("one", "other");
    const kept = await floorsOf(accounts, id);
    await accounts.removeAccount("one");
    await accounts.raiseFloor(id, { panel: undefined, seq: 8 });
    const again = await accounts.addAccount(account("one"));

    assert.deepEqual(kept, [[undefined, 7]]);
    assert.deepEqual(await floorsOf(accounts, id), []);
    assert.deepEqual(await floorsOf(accounts, again.id), []);
  });
}

async function floorsOf(
  accounts: AccountStore,
  id: number,
): Promise<(readonly [string | undefined, number])[]> {
  const floors = await accounts.listFloors(id);
  return floors
    .map(({ panel, seq }) => [panel, seq] as const)
    .toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1));
}

function personal(
  { id }: Account,
  digest: string,
  changes: Partial<NewPersonalToken> = {},
): NewPersonalToken {
  return {
    digest,
    accountId: id,
    name: "wallboard",
    rights: ["events:read", "panels:read"],
    scope: undefined,
    createdAtMs: NOW_MS,
    expiresAtMs: undefined,
    ...changes,
  };
}

function account(name: string, changes: Partial<Account> = {}): Omit<Account, "id"> {
  return {
    name,
    type: "admin",
    verifier: "verifier",
    createdAtMs: NOW_MS,
    scope: undefined,
    ...changes,
  };
}
