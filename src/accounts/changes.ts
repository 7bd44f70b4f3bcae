import { AppError } from "../event/errors.ts";
import { OWN_PANEL } from "../event/event.ts";
import { ownEvent } from "../event/own-event.ts";
import type { OwnEventKey } from "../event/own-events.ts";
import type { EventStore } from "../event/store.ts";
import { addAccount, checkName, setPassword } from "./administer.ts";
import type { AccountToAdd } from "./administer.ts";
import { rightsOf } from "./caller.ts";
import { newPersonalToken, tokenDigest } from "./personal-token.ts";
import { withIncluded } from "./rights.ts";
import type { Right } from "./rights.ts";
import { checkScope } from "./scope.ts";
import type { Scope } from "./scope.ts";
import type { Account, AccountStore, AccountType, PersonalToken } from "./store.ts";

/** How many personal tokens an account may have, expired ones too. */
const MAX_TOKENS = 100;

/** What changes of accounts rest on. */
export interface ChangesParts {
  readonly store: AccountStore;
  /** Where changes are events, without what is secret. */
  readonly log: Pick<EventStore, "append">;
  /** Our clock, ms. */
  readonly now: () => number;
  /** Called when something changed, before it is an event. */
  readonly onChanged?: () => void;
}

/** What is to change of an account; what is absent stays. */
export interface AccountChange {
  /** In clear, 1 to 1,024 characters; the account's sessions end. */
  readonly password?: string | undefined;
  readonly type?: AccountType | undefined;
  /** `null` for everything. */
  readonly scope?: Scope | null | undefined;
}

/** A personal token that is to be. */
export interface TokenToMake {
  readonly account: Account;
  /** For people, 1 to 64 characters. */
  readonly name: string;
  /** At least one. */
  readonly rights: readonly Right[];
  /** What it sees of what its account sees; all of that when absent. */
  readonly scope?: Scope | undefined;
  /** In the future; it does not expire when absent. */
  readonly expiresAtMs?: number | undefined;
}

/** A personal token that was made. */
export interface MadeToken {
  /** The token itself: it is told this once and kept nowhere. */
  readonly secret: string;
  readonly token: PersonalToken;
}

/**
 * Changes accounts and personal tokens, and tells the log. `by` is the name of the account that does it,
 * `undefined` for the command line.
 */
export class AccountChanges {
  readonly #parts: ChangesParts;

  constructor(parts: ChangesParts) {
    this.#parts = parts;
  }

  /** @throws AppError `exists`, `invalid`, `unavailable` */
  async add(account: AccountToAdd, by: string | undefined): Promise<Account> {
    const added = await addAccount(this.#parts.store, account, this.#parts.now);
    const { name, type, scope } = added;
    await this.#tell("doorbook_account_added", { account: name, by, type, ...scope });
    return added;
  }

  /**
   * Changes what is said, one after the other.
   *
   * @throws AppError `not_found`, `invalid`, `unavailable`
   */
  async change(name: string, change: AccountChange, by: string | undefined): Promise<void> {
    const { store } = this.#parts;
    const { password, type } = change;
    // before anything is written
    const scope = change.scope ? checkScope(change.scope) : undefined;
    if (password !== undefined) await setPassword(store, name, password);
    if (type !== undefined) await store.setType(name, type);
    if (change.scope !== undefined) await store.setScope(name, scope);
    const changed = (["password", "type", "scope"] as const).filter(
      (part) => change[part] !== undefined,
    );
    if (changed.length === 0) return;
    await this.#tell("doorbook_account_changed", { account: name, by, changed, type, ...scope });
  }

  /** Its tokens end with it. @throws AppError `not_found`, `unavailable` */
  async remove(name: string, by: string | undefined): Promise<void> {
    await this.#parts.store.removeAccount(name);
    await this.#tell("doorbook_account_removed", { account: name, by });
  }

  /**
   * @throws AppError `invalid`; `forbidden` for a right that the account does not have; `not_found` when
   *   it is gone; `unavailable`
   */
  async makeToken(made: TokenToMake, by: string | undefined): Promise<MadeToken> {
    const { store, now } = this.#parts;
    const { account, name } = made;
    checkName(name, "A token");
    const token = this.#checkToken(made);
    if ((await store.listPersonalTokens(account.id)).length >= MAX_TOKENS) {
      throw new AppError("invalid", `An account has at most ${MAX_TOKENS} personal tokens`);
    }
    const secret = newPersonalToken();
    const createdAtMs = now();
    const whose = { accountId: account.id, name, createdAtMs, digest: tokenDigest(secret) };
    const kept = await store.addPersonalToken({ ...whose, ...token });
    const { rights, scope, expiresAtMs } = kept;
    const expires = expiresAtMs === undefined ? undefined : new Date(expiresAtMs).toISOString();
    const model = { account: account.name, by, token: name, rights, ...scope, expires };
    await this.#tell("doorbook_token_made", model);
    return { secret, token: kept };
  }

  /** @param account the token's, by name. @throws AppError `not_found`, `unavailable` */
  async revokeToken(
    { id, name }: Pick<PersonalToken, "id" | "name">,
    account: string,
    by: string | undefined,
  ): Promise<void> {
    await this.#parts.store.removePersonalToken(id);
    await this.#tell("doorbook_token_revoked", { account, by, token: name });
  }

  /** Revokes all of an account's personal tokens; returns how many. @throws AppError `unavailable` */
  async revokeTokensOf({ id, name }: Account, by: string | undefined): Promise<number> {
    const tokens = await this.#parts.store.listPersonalTokens(id);
    for (const token of tokens) await this.revokeToken(token, name, by);
    return tokens.length;
  }

  #checkToken({ account, rights, scope, expiresAtMs }: TokenToMake) {
    if (rights.length === 0) throw new AppError("invalid", "A token has at least one right");
    const may = rightsOf(account);
    const missing = rights.find((right) => !may.has(right));
    if (missing !== undefined) {
      throw new AppError("forbidden", `The account itself does not have the right ${missing}`);
    }
    if (scope !== undefined && withIncluded(rights).has("admin")) {
      throw new AppError("invalid", "A token with the right admin cannot have a scope");
    }
    const isOver = expiresAtMs !== undefined && expiresAtMs <= this.#parts.now();
    if (isOver) throw new AppError("invalid", "A token cannot expire in the past");
    return { rights: [...new Set(rights)], scope: scope && checkScope(scope), expiresAtMs };
  }

  async #tell(key: OwnEventKey, model: object): Promise<void> {
    this.#parts.onChanged?.();
    await this.#parts.log.append(OWN_PANEL, [ownEvent(key, model, this.#parts.now())]);
  }
}
