import { addAccount } from "../src/accounts/administer.ts";
import { PASSWORD } from "./server.ts";
import { SqliteStore } from "../src/store/sqlite/store.ts";

/** The account that has cleared the log when it was half as long. */
export const FLOOR_READER = "half";

/** Makes the accounts of a log that is measured over HTTP, when it has none. */
export async function addReaders(dataFolder: string): Promise<void> {
  await using store = await SqliteStore.open({ dataFolder });
  const { accounts } = store;
  for (const name of ["admin", FLOOR_READER]) {
    if ((await accounts.findAccount(name)) !== undefined) continue;
    const { id } = await addAccount(accounts, { name, type: "admin", password: PASSWORD });
    if (name !== FLOOR_READER) continue;
    await accounts.raiseFloor(id, { panel: undefined, seq: Math.floor((await store.head()) / 2) });
  }
}
