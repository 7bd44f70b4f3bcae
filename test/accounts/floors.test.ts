import assert from "node:assert/strict";
import { test } from "node:test";
import { Floors } from "../../src/accounts/floors.ts";
import type { Account, AccountStore } from "../../src/accounts/store.ts";
import { MemoryAccounts } from "../../src/store/memory/memory-accounts.ts";
import { MemoryStore } from "../../src/store/memory/memory-store.ts";
import { eventsInARow } from "../support/events.ts";

interface Opened {
  readonly floors: Floors;
  /** The same accounts and log, as another process has them. */
  readonly elsewhere: Floors;
  readonly accounts: MemoryAccounts;
  readonly account: Account;
  readonly log: MemoryStore;
  readonly clock: { nowMs: number };
}

async function open(store?: (accounts: MemoryAccounts) => Partial<AccountStore>): Promise<Opened> {
  const clock = { nowMs: 1_000_000 };
  const now = () => clock.nowMs;
  const accounts = new MemoryAccounts();
  const log = new MemoryStore({ nowMs: now });
  const account = await accounts.addAccount({
    name: "one",
    type: "admin",
    verifier: "",
    createdAtMs: 0,
    scope: undefined,
  });
  const parts = {
    listFloors: (id: number) => accounts.listFloors(id),
    raiseFloor: (...args: Parameters<AccountStore["raiseFloor"]>) => accounts.raiseFloor(...args),
    ...store?.(accounts),
  };
  return {
    floors: new Floors({ store: parts, log, now }),
    elsewhere: new Floors({ store: accounts, log, now }),
    accounts,
    account,
    log,
    clock,
  };
}

test("the floor is the seq of the event that records the clearing", async () => {
  const { floors, account, log } = await open();
  await log.append("p1", eventsInARow(5));

  const before = await floors.of(account, undefined);
  await floors.clear(account, undefined);
  await log.append("p1", eventsInARow(7));

  assert.equal(before, 0);
  assert.equal(await floors.of(account, undefined), 6);
  assert.equal(await floors.of(account, "p1"), 0);
  const [record] = await log.after(5, 1);
  assert.deepEqual([record?.panel, record?.key], ["doorbook", "doorbook_log_cleared"]);
});

test("what another process clears is seen within a second, and the store is asked no more often", async () => {
  let asked = 0;
  const { floors, elsewhere, account, clock } = await open((accounts) => ({
    listFloors: (id) => {
      asked += 1;
      return accounts.listFloors(id);
    },
  }));
  for (let i = 0; i < 5; i += 1) assert.equal(await floors.of(account, undefined), 0);
  const askedFor = asked;

  await elsewhere.clear(account, undefined);
  clock.nowMs += 1_000;

  assert.equal(askedFor, 1);
  assert.equal(await floors.of(account, undefined), 1);
});

test("a clock that is set back makes nothing fresh", async () => {
  const { floors, elsewhere, account, clock } = await open();
  await floors.of(account, undefined);
  await elsewhere.clear(account, undefined);

  clock.nowMs -= 1;

  assert.equal(await floors.of(account, undefined), 1);
});

test("floors that are being read while the log is cleared are read again", async () => {
  const reading = Promise.withResolvers<undefined>();
  const answered = Promise.withResolvers<undefined>();
  let isFirst = true;
  const { floors, account } = await open((accounts) => ({
    listFloors: async (id) => {
      const found = await accounts.listFloors(id);
      if (!isFirst) return found;
      isFirst = false;
      reading.resolve(undefined);
      // what was found is older than the clearing by the time it comes
      await answered.promise;
      return found;
    },
  }));

  const asking = floors.of(account, undefined);
  await reading.promise;
  await floors.clear(account, undefined);
  answered.resolve(undefined);

  assert.equal(await asking, 1);
  assert.equal(await floors.of(account, undefined), 1);
});

test("a clearing that the store cannot keep fails, and is not seen", async () => {
  const { floors, account } = await open(() => ({
    raiseFloor: () => Promise.reject(new Error("the disk is full")),
  }));

  await assert.rejects(floors.clear(account, undefined), /disk is full/);

  assert.equal(await floors.of(account, undefined), 0);
});
