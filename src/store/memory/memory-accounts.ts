import type { Scope } from "../../accounts/scope.ts";
import type {
  Account,
  AccountStore,
  AccountType,
  Floor,
  NewPersonalToken,
  PersonalSession,
  PersonalToken,
  TokenSession,
  TokenUse,
} from "../../accounts/store.ts";
import { AppError } from "../../event/errors.ts";
import { sweep } from "./expiry.ts";
import type { Expiring } from "./expiry.ts";

/** Accounts and tokens that live as long as the process. */
export class MemoryAccounts implements AccountStore {
  readonly #accounts = new Map<string, Account>();
  readonly #tokens = new Map<string, Expiring & { readonly accountId: number }>();
  /** By id, each with its digest. */
  readonly #personal = new Map<
    number,
    { readonly digest: string; readonly token: PersonalToken }
  >();
  /** By account's id, then by panel. */
  readonly #floors = new Map<number, Map<Floor["panel"], number>>();
  #lastId = 0;
  #lastTokenId = 0;

  async listAccounts(): Promise<readonly Account[]> {
    const accounts = [...this.#accounts.values()];
    return Promise.resolve(accounts.toSorted((a, b) => (a.name < b.name ? -1 : 1)));
  }

  async findAccount(name: string): Promise<Account | undefined> {
    return Promise.resolve(this.#accounts.get(name));
  }

  async addAccount(account: Omit<Account, "id">): Promise<Account> {
    const { name } = account;
    if (this.#accounts.has(name)) {
      throw new AppError("exists", `There is an account named ${JSON.stringify(name)} already`);
    }
    const added = { ...account, id: ++this.#lastId };
    this.#accounts.set(name, added);
    return Promise.resolve(added);
  }

  async removeAccount(name: string): Promise<void> {
    const account = this.#known(name);
    this.#dropTokens(account);
    for (const { id } of await this.listPersonalTokens(account.id)) this.#personal.delete(id);
    this.#floors.delete(account.id);
    this.#accounts.delete(name);
    return Promise.resolve();
  }

  async setVerifier(name: string, verifier: string): Promise<void> {
    const account = this.#known(name);
    this.#dropTokens(account);
    this.#accounts.set(name, { ...account, verifier });
    return Promise.resolve();
  }

  async setType(name: string, type: AccountType): Promise<void> {
    this.#accounts.set(name, { ...this.#known(name), type });
    return Promise.resolve();
  }

  async setScope(name: string, scope: Scope | undefined): Promise<void> {
    this.#accounts.set(name, { ...this.#known(name), scope });
    return Promise.resolve();
  }

  async addToken(digest: string, accountId: number, expiresAtMs: number): Promise<void> {
    this.#tokens.set(digest, { accountId, expiresAtMs });
    return Promise.resolve();
  }

  async findToken(digest: string, nowMs: number): Promise<TokenSession | undefined> {
    const token = this.#tokens.get(digest);
    if (token === undefined || token.expiresAtMs <= nowMs) return Promise.resolve(undefined);
    const account = this.#accountOf(token.accountId);
    return Promise.resolve(account && { account, expiresAtMs: token.expiresAtMs });
  }

  async removeToken(digest: string): Promise<void> {
    this.#tokens.delete(digest);
    return Promise.resolve();
  }

  async sweepTokens(nowMs: number): Promise<number> {
    return Promise.resolve(sweep(this.#tokens, nowMs));
  }

  async addPersonalToken({ digest, ...said }: NewPersonalToken): Promise<PersonalToken> {
    if (this.#accountOf(said.accountId) === undefined) {
      throw new AppError("not_found", "The account of the token is gone");
    }
    const token = { id: ++this.#lastTokenId, ...said, lastUsedAtMs: undefined };
    this.#personal.set(token.id, { digest, token });
    return Promise.resolve(token);
  }

  async findPersonalToken(digest: string, nowMs: number): Promise<PersonalSession | undefined> {
    const token = [...this.#personal.values()].find((one) => one.digest === digest)?.token;
    if (token === undefined || (token.expiresAtMs ?? Infinity) <= nowMs) return undefined;
    const account = this.#accountOf(token.accountId);
    return Promise.resolve(account && { account, token });
  }

  async listPersonalTokens(accountId?: number): Promise<readonly PersonalToken[]> {
    const tokens = [...this.#personal.values()].map(({ token }) => token);
    return Promise.resolve(
      tokens.filter((token) => accountId === undefined || token.accountId === accountId),
    );
  }

  async removePersonalToken(id: number): Promise<void> {
    if (this.#personal.delete(id)) return Promise.resolve();
    throw new AppError("not_found", `There is no personal token ${String(id)}`);
  }

  async touchPersonalTokens(uses: readonly TokenUse[]): Promise<void> {
    for (const { id, usedAtMs } of uses) {
      const known = this.#personal.get(id);
      if (known === undefined) continue;
      const lastUsedAtMs = Math.max(usedAtMs, known.token.lastUsedAtMs ?? 0);
      this.#personal.set(id, { ...known, token: { ...known.token, lastUsedAtMs } });
    }
    return Promise.resolve();
  }

  async listFloors(accountId: number): Promise<readonly Floor[]> {
    const floors = [...(this.#floors.get(accountId) ?? [])];
    return Promise.resolve(floors.map(([panel, seq]) => ({ panel, seq })));
  }

  async raiseFloor(accountId: number, { panel, seq }: Floor): Promise<void> {
    if (this.#accountOf(accountId) === undefined) return Promise.resolve();
    const floors = this.#floors.get(accountId) ?? new Map<Floor["panel"], number>();
    floors.set(panel, Math.max(seq, floors.get(panel) ?? 0));
    this.#floors.set(accountId, floors);
    return Promise.resolve();
  }

  #accountOf(accountId: number): Account | undefined {
    return [...this.#accounts.values()].find(({ id }) => id === accountId);
  }

  #known(name: string): Account {
    const account = this.#accounts.get(name);
    if (account !== undefined) return account;
    throw new AppError("not_found", `No account is named ${JSON.stringify(name)}`);
  }

  #dropTokens({ id }: Account): void {
    for (const [digest, token] of this.#tokens) {
      if (token.accountId === id) this.#tokens.delete(digest);
    }
  }
}
