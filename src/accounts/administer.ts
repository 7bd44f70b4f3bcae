import { randomBytes } from "node:crypto";
import { AppError } from "../event/errors.ts";
import { hashPassword, md5Hex } from "./password.ts";
import { checkScope } from "./scope.ts";
import type { Scope } from "./scope.ts";
import type { Account, AccountStore, AccountType } from "./store.ts";

const MAX_ACCOUNT_NAME_CHARACTERS = 64;
const MAX_PASSWORD_CHARACTERS = 1024;

/** The name of the account that a first run makes. */
export const FIRST_ADMIN = "admin";

/** An account that is to be. */
export interface AccountToAdd {
  readonly name: string;
  readonly type: AccountType;
  /** In clear, 1 to 1,024 characters. */
  readonly password: string;
  /** The panels that it sees; all when absent. */
  readonly scope?: Scope | undefined;
}

/**
 * Adds an account.
 *
 * @throws AppError `exists` when the name is taken; `invalid` when a part of it breaks a bound
 */
export async function addAccount(
  store: AccountStore,
  account: AccountToAdd,
  now: () => number = Date.now,
): Promise<Account> {
  const { name, type, password } = account;
  checkName(name);
  checkPassword(password);
  const scope = account.scope && checkScope(account.scope);
  // before the hash: the answer comes at once
  if ((await store.findAccount(name)) !== undefined) {
    throw new AppError("exists", `There is an account "${name}" already`);
  }
  const verifier = await hashPassword(md5Hex(password));
  return store.addAccount({ name, type, verifier, createdAtMs: now(), scope });
}

/**
 * Sets an account's password; its tokens end.
 *
 * @param password in clear, 1 to 1,024 characters
 * @throws AppError `not_found`, `invalid`
 */
export async function setPassword(
  store: AccountStore,
  name: string,
  password: string,
): Promise<void> {
  checkPassword(password);
  await store.setVerifier(name, await hashPassword(md5Hex(password)));
}

/**
 * Makes the account {@link FIRST_ADMIN} when there is no account at all.
 *
 * @param password the operator's, in clear; without one a random password is made
 * @returns the random password, to be shown once; `undefined` when there is nothing to show
 * @throws AppError `invalid` when the operator's password breaks a bound
 */
export async function ensureFirstAdmin(
  store: AccountStore,
  password?: string,
): Promise<string | undefined> {
  if ((await store.listAccounts()).length > 0) return undefined;
  const random = password === undefined ? randomBytes(15).toString("base64url") : undefined;
  await addAccount(store, {
    name: FIRST_ADMIN,
    type: "admin",
    password: password ?? random ?? "",
  });
  return random;
}

/** @param what is called so: `An account`. @throws AppError `invalid` for what none is called */
export function checkName(name: string, what = "An account"): void {
  const isBounded = name.length >= 1 && name.length <= MAX_ACCOUNT_NAME_CHARACTERS;
  // HTTP Basic cannot carry a colon; control characters and outer spaces are slips of the hand
  if (isBounded && name.isWellFormed() && name.trim() === name && !/[\p{Cc}:]/u.test(name)) return;
  const bound = `1 to ${MAX_ACCOUNT_NAME_CHARACTERS} characters`;
  throw new AppError("invalid", `${what}'s name is ${bound} without a colon or outer spaces`);
}

function checkPassword(password: string): void {
  if (password.length >= 1 && password.length <= MAX_PASSWORD_CHARACTERS) return;
  throw new AppError("invalid", `A password has 1 to ${MAX_PASSWORD_CHARACTERS} characters`);
}
