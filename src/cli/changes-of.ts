import { AccountChanges } from "../accounts/changes.ts";
import type { Account } from "../accounts/store.ts";
import { AppError } from "../event/errors.ts";
import type { SqliteStore } from "../store/sqlite/store.ts";

/** Changes of the accounts of a store, told to its log. */
export function changesOf(store: SqliteStore): AccountChanges {
  return new AccountChanges({ store: store.accounts, log: store, now: Date.now });
}

/** @throws AppError `not_found` */
export async function accountNamed({ accounts }: SqliteStore, name: string): Promise<Account> {
  const account = await accounts.findAccount(name);
  if (account !== undefined) return account;
  throw new AppError("not_found", `There is no account "${name}"`);
}
