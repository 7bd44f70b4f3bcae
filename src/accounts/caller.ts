import { RIGHTS, withIncluded } from "./rights.ts";
import type { Right } from "./rights.ts";
import type { Scope } from "./scope.ts";
import type { Account, PersonalSession, PersonalToken } from "./store.ts";

/**
 * How a caller showed who it is: the token of a login, name and password with the request, a personal
 * token, or the page's cookie.
 */
export type Means = "token" | "basic" | "personal" | "cookie";

/** Someone who is logged in, with what it may do. */
export interface Caller {
  readonly account: Account;
  /** All of them, those that others include too; none for a manager. */
  readonly rights: ReadonlySet<Right>;
  /**
   * `undefined` for who sees everything. The token's where it has one, else the account's; what the
   * account may not see, its tokens do not, so the account's own scope holds beside it.
   */
  readonly scope: Scope | undefined;
  readonly means: Means;
  /** The personal token that was shown. */
  readonly token: Pick<PersonalToken, "id" | "name"> | undefined;
  /** When the token that was shown ends; `undefined` for one that does not, and without one. */
  readonly expiresAtMs: number | undefined;
}

/** The caller that logged in as an account. */
export function accountCaller(
  account: Account,
  means: Exclude<Means, "personal">,
  expiresAtMs: number | undefined,
): Caller {
  const { scope } = account;
  return { account, rights: rightsOf(account), scope, means, token: undefined, expiresAtMs };
}

/** The caller of a personal token: it may what both the token and its account may. */
export function personalCaller({ account, token }: PersonalSession): Caller {
  const scope = token.scope ?? account.scope;
  const given = withIncluded(token.rights);
  const rights = [...rightsOf({ ...account, scope })].filter((right) => given.has(right));
  const { id, name, expiresAtMs } = token;
  const shown = { means: "personal", token: { id, name }, expiresAtMs } as const;
  return { account, rights: new Set(rights), scope, ...shown };
}

/**
 * What an account may do: a manager nothing beyond logging in, an admin everything; but who sees only
 * some panels cannot look after accounts.
 */
export function rightsOf({ type, scope }: Pick<Account, "type" | "scope">): ReadonlySet<Right> {
  if (type !== "admin") return new Set();
  return new Set(scope === undefined ? RIGHTS : RIGHTS.filter((right) => right !== "admin"));
}
