import type { Account, AccountStore, Floor, TokenSession } from "../../accounts/store.ts";
import { AppError } from "../../event/errors.ts";
import { sweep } from "./expiry.ts";
import type { Expiring } from "./expiry.ts";

/** Accounts and tokens that live as long as the process. */
export class MemoryAccounts implements AccountStore {
  readonly #accounts = new Map<string, Account>();
  readonly #tokens = new Map<string, Expiring & { readonly accountId: number }>();
  /** By account's id, then by panel. */
  readonly #floors = new Map<number, Map<Floor["panel"], number>>();
  #lastId = 0;

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

  async addToken(digest: string, accountId: number, expiresAtMs: number): Promise<void> {
    this.#tokens.set(digest, { accountId, expiresAtMs });
    return Promise.resolve();
  }

  async findToken(digest: string, nowMs: number): Promise<TokenSession | undefined> {
    const token = this.#tokens.get(digest);
    if (token === undefined || token.expiresAtMs <= nowMs) return Promise.resolve(undefined);
    const account = [...this.#accounts.values()].find(({ id }) => id === token.accountId);
    return Promise.resolve(account && { account, expiresAtMs: token.expiresAtMs });
  }

  async removeToken(digest: string): Promise<void> {
    this.#tokens.delete(digest);
    return Promise.resolve();
  }

  async sweepTokens(nowMs: number): Promise<number> {
    return Promise.resolve(sweep(this.#tokens, nowMs));
  }

  async listFloors(accountId: number): Promise<readonly Floor[]> {
    const floors = [...(this.#floors.get(accountId) ?? [])];
    return Promise.resolve(floors.map(([panel, seq]) => ({ panel, seq })));
  }

  async raiseFloor(accountId: number, { panel, seq }: Floor): Promise<void> {
    if (![...this.#accounts.values()].some(({ id }) => id === accountId)) return Promise.resolve();
    const floors = this.#floors.get(accountId) ?? new Map<Floor["panel"], number>();
    floors.set(panel, Math.max(seq, floors.get(panel) ?? 0));
    this.#floors.set(accountId, floors);
    return Promise.resolve();
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
