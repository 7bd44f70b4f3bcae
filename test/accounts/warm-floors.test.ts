import assert from "node:assert/strict";
import { test } from "node:test";
import { warmFloors } from "../../src/accounts/warm-floors.ts";
import type { View } from "../../src/event/query.ts";
import { MemoryAccounts } from "../../src/store/memory/memory-accounts.ts";
import { MemoryStore } from "../../src/store/memory/memory-store.ts";

async function accountsWithFloors(): Promise<MemoryAccounts> {
  const accounts = new MemoryAccounts();
  for (const [name, seq] of [
    ["one", 7],
    ["two", 9],
  ] as const) {
    const account = {
      name,
      type: "admin" as const,
      verifier: "",
      createdAtMs: 0,
      scope: undefined,
    };
    const { id } = await accounts.addAccount(account);
    await accounts.raiseFloor(id, { panel: undefined, seq });
    await accounts.raiseFloor(id, { panel: "AA-12", seq: 3 });
  }
  return accounts;
}

/** Views that a log was asked for while floors were warmed. */
async function warmed(isOver: (asked: number) => boolean): Promise<View[]> {
  const log = new MemoryStore();
  const asked: View[] = [];
  const kinds = (view: View) => {
    asked.push(view);
    return log.kinds(view);
  };
  await warmFloors(await accountsWithFloors(), { kinds }, () => isOver(asked.length));
  return asked;
}

test("asks for what each account sees of the fleet above its floor", async () => {
  const asked = await warmed(() => false);

  assert.deepEqual(asked, [
    { panels: undefined, floor: 7 },
    { panels: undefined, floor: 9 },
  ]);
});

test("stops when it is over", async () => {
  const asked = await warmed((count) => count === 1);

  assert.equal(asked.length, 1);
});
