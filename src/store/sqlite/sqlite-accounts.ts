import { renderScope } from "../../accounts/scope.ts";
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
import { ACCOUNT_COLUMNS as COLUMNS, TOKEN_COLUMNS, toAccount, toToken } from "./account-rows.ts";
import type { AccountRow, TokenRow } from "./account-rows.ts";
import type { Connection } from "./connection.ts";
import type { WriterClient } from "./writer-client.ts";

/** How the fleet's base path is told from a panel's: no serial is empty. */
const FLEET_PANEL = "";

/** Accounts, tokens and floors in the database file: read here, written by the writer. */
export class SqliteAccounts implements AccountStore {
  readonly #reader: Connection;
  readonly #writer: WriterClient;

  constructor(reader: Connection, writer: WriterClient) {
    this.#reader = reader;
    this.#writer = writer;
  }

  async listAccounts(): Promise<readonly Account[]> {
    const sql = `SELECT ${COLUMNS} FROM account a ORDER BY a.name`;
    return this.#reader.all<AccountRow>(sql).map((row) => toAccount(row));
  }

  async findAccount(name: string): Promise<Account | undefined> {
    const sql = `SELECT ${COLUMNS} FROM account a WHERE a.name = ?`;
    const row = this.#reader.get<AccountRow>(sql, name);
    return row === undefined ? undefined : toAccount(row);
  }

  async addAccount(account: Omit<Account, "id">): Promise<Account> {
    const { name, type, verifier, createdAtMs, scope } = account;
    const { changes, lastId } = await this.#writer.statements([
      `INSERT INTO account (name, type, verifier, created_at, scope) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (name) DO NOTHING`,
      name,
      type,
      verifier,
      createdAtMs,
      scopeText(scope),
    ]);
    if (changes === 0) throw new AppError("exists", `There is an account "${name}" already`);
    return { id: lastId, ...account };
  }

  async removeAccount(name: string): Promise<void> {
    const { changes } = await this.#writer.statements(["DELETE FROM account WHERE name = ?", name]);
    if (changes === 0) throw notFound(name);
  }

  async setVerifier(name: string, verifier: string): Promise<void> {
    const { changes } = await this.#writer.statements(
      ["DELETE FROM token WHERE account = (SELECT id FROM account WHERE name = ?)", name],
      ["UPDATE account SET verifier = ? WHERE name = ?", verifier, name],
    );
    if (changes === 0) throw notFound(name);
  }

  async setType(name: string, type: AccountType): Promise<void> {
    const sql = "UPDATE account SET type = ? WHERE name = ?";
    const { changes } = await this.#writer.statements([sql, type, name]);
    if (changes === 0) throw notFound(name);
  }

  async setScope(name: string, scope: Scope | undefined): Promise<void> {
    const sql = "UPDATE account SET scope = ? WHERE name = ?";
    const { changes } = await this.#writer.statements([sql, scopeText(scope), name]);
    if (changes === 0) throw notFound(name);
  }

  async addToken(digest: string, accountId: number, expiresAtMs: number): Promise<void> {
    const sql = "INSERT OR REPLACE INTO token (digest, account, expires_at) VALUES (?, ?, ?)";
    await this.#writer.statements([sql, digest, accountId, expiresAtMs]);
  }

  async findToken(digest: string, nowMs: number): Promise<TokenSession | undefined> {
    const row = this.#reader.get<[...AccountRow, expiresAtMs: number]>(
      `SELECT ${COLUMNS}, t.expires_at FROM token t JOIN account a ON a.id = t.account
       WHERE t.digest = ? AND t.expires_at > ?`,
      digest,
      nowMs,
    );
    if (row === undefined) return undefined;
    const [id, name, type, verifier, createdAtMs, scope, expiresAtMs] = row;
    return { account: toAccount([id, name, type, verifier, createdAtMs, scope]), expiresAtMs };
  }

  async removeToken(digest: string): Promise<void> {
    await this.#writer.statements(["DELETE FROM token WHERE digest = ?", digest]);
  }

  async sweepTokens(nowMs: number): Promise<number> {
    const sql = "DELETE FROM token WHERE expires_at <= ?";
    return (await this.#writer.statements([sql, nowMs])).changes;
  }

  async addPersonalToken(token: NewPersonalToken): Promise<PersonalToken> {
    const { digest, ...said } = token;
    const { changes, lastId } = await this.#writer.statements([
      `INSERT INTO personal_token (account, digest, name, rights, scope, created_at, expires_at)
       SELECT id, ?, ?, ?, ?, ?, ? FROM account WHERE id = ?`,
      digest,
      said.name,
      said.rights.join(" "),
      scopeText(said.scope),
      said.createdAtMs,
      said.expiresAtMs ?? null,
      said.accountId,
    ]);
    if (changes === 0) throw new AppError("not_found", "The account of the token is gone");
    return { id: lastId, ...said, lastUsedAtMs: undefined };
  }

  async findPersonalToken(digest: string, nowMs: number): Promise<PersonalSession | undefined> {
    const token = this.#reader.get<TokenRow>(
      `SELECT ${TOKEN_COLUMNS} FROM personal_token t
       WHERE t.digest = ? AND (t.expires_at IS NULL OR t.expires_at > ?)`,
      digest,
      nowMs,
    );
    if (token === undefined) return undefined;
    const sql = `SELECT ${COLUMNS} FROM account a WHERE a.id = ?`;
    const [, accountId] = token;
    const account = this.#reader.get<AccountRow>(sql, accountId);
    return account === undefined
      ? undefined
      : { account: toAccount(account), token: toToken(token) };
  }

  async listPersonalTokens(accountId?: number): Promise<readonly PersonalToken[]> {
    const sql = `SELECT ${TOKEN_COLUMNS} FROM personal_token t
       WHERE ? IS NULL OR t.account = ? ORDER BY t.id`;
    const whose = accountId ?? null;
    return this.#reader.all<TokenRow>(sql, whose, whose).map((row) => toToken(row));
  }

  async removePersonalToken(id: number): Promise<void> {
    const sql = "DELETE FROM personal_token WHERE id = ?";
    const { changes } = await this.#writer.statements([sql, id]);
    if (changes === 0) throw new AppError("not_found", `There is no personal token ${String(id)}`);
  }

  async touchPersonalTokens(uses: readonly TokenUse[]): Promise<void> {
    if (uses.length === 0) return;
    const sql =
      "UPDATE personal_token SET last_used_at = max(?, coalesce(last_used_at, 0)) WHERE id = ?";
    await this.#writer.statements(...uses.map(({ id, usedAtMs }) => [sql, usedAtMs, id] as const));
  }

  async listFloors(accountId: number): Promise<readonly Floor[]> {
    const sql = "SELECT panel, seq FROM floor WHERE account = ?";
    return this.#reader
      .all<[panel: string, seq: number]>(sql, accountId)
      .map(([panel, seq]) => ({ panel: panel === FLEET_PANEL ? undefined : panel, seq }));
  }

  async raiseFloor(accountId: number, { panel, seq }: Floor): Promise<void> {
    await this.#writer.statements([
      `INSERT INTO floor (account, panel, seq) SELECT id, ?, ? FROM account WHERE id = ?
       ON CONFLICT (account, panel) DO UPDATE SET seq = max(seq, excluded.seq)`,
      panel ?? FLEET_PANEL,
      seq,
      accountId,
    ]);
  }
}

function scopeText(scope: Scope | undefined): string | null {
  return scope === undefined ? null : renderScope(scope);
}

function notFound(name: string): AppError {
  return new AppError("not_found", `There is no account "${name}"`);
}
