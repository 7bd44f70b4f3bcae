import { parseRight } from "../../accounts/rights.ts";
import { parseScope } from "../../accounts/scope.ts";
import { ACCOUNT_TYPES } from "../../accounts/store.ts";
import type { Account, PersonalToken } from "../../accounts/store.ts";
import { AppError } from "../../event/errors.ts";

/** {@link ACCOUNT_COLUMNS} of one account. */
export type AccountRow = readonly [
  id: number,
  name: string,
  type: string,
  verifier: string,
  createdAtMs: number,
  scope: string | null,
];

/** What is read of an account, of table `account` named `a`. */
export const ACCOUNT_COLUMNS = "a.id, a.name, a.type, a.verifier, a.created_at, a.scope";

/** {@link TOKEN_COLUMNS} of one personal token. */
export type TokenRow = readonly [
  id: number,
  accountId: number,
  name: string,
  rights: string,
  scope: string | null,
  createdAtMs: number,
  expiresAtMs: number | null,
  lastUsedAtMs: number | null,
];

/** What is read of a personal token, of table `personal_token` named `t`. */
export const TOKEN_COLUMNS =
  "t.id, t.account, t.name, t.rights, t.scope, t.created_at, t.expires_at, t.last_used_at";

/** The account of a row. @throws AppError `damaged` */
export function toAccount([id, name, type, verifier, createdAtMs, scope]: AccountRow): Account {
  const known = ACCOUNT_TYPES.find((each) => each === type);
  if (known === undefined) throw new AppError("damaged", `account "${name}" has no known type`);
  return { id, name, type: known, verifier, createdAtMs, scope: toScope(scope) };
}

/** The personal token of a row, without rights that this program does not know. */
export function toToken(row: TokenRow): PersonalToken {
  const [id, accountId, name, rights, scope, createdAtMs, expiresAtMs, lastUsedAtMs] = row;
  return {
    id,
    accountId,
    name,
    rights: rights.split(" ").flatMap((right) => parseRight(right) ?? []),
    scope: toScope(scope),
    createdAtMs,
    expiresAtMs: expiresAtMs ?? undefined,
    lastUsedAtMs: lastUsedAtMs ?? undefined,
  };
}

function toScope(text: string | null): Account["scope"] {
  return text === null ? undefined : parseScope(text);
}
