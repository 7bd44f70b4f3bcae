import { ACCOUNT_TYPES } from "../../accounts/store.ts";
import type { Account, AccountStore, Floor, TokenSession } from "../../accounts/store.ts";
import { AppError } from "../../event/errors.ts";
import type { Connection } from "./connection.ts";
import type { WriterClient } from "./writer-client.ts";

type AccountRow = readonly [
  id: number,
  name: string,
  type: string,
  verifier: string,
  createdAtMs: number,
];

const COLUMNS = "a.id, a.name, a.type, a.verifier, a.created_at";

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
    const { name, type, verifier, createdAtMs } = account;
    const { changes, lastId } = await this.#writer.statements([
      `INSERT INTO account (name, type, verifier, created_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (name) DO NOTHING`,
      name,
      type,
      verifier,
      createdAtMs,
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
    const [id, name, type, verifier, createdAtMs, expiresAtMs] = row;
    return { account: toAccount([id, name, type, verifier, createdAtMs]), expiresAtMs };
  }

  async removeToken(digest: string): Promise<void> {
    await this.#writer.statements(["DELETE FROM token WHERE digest = ?", digest]);
  }

  async sweepTokens(nowMs: number): Promise<number> {
    const sql = "DELETE FROM token WHERE expires_at <= ?";
    return (await this.#writer.statements([sql, nowMs])).changes;
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

function toAccount([id, name, type, verifier, createdAtMs]: AccountRow): Account {
  const known = ACCOUNT_TYPES.find((each) => each === type);
  if (known === undefined) throw new AppError("damaged", `account "${name}" has no known type`);
  return { id, name, type: known, verifier, createdAtMs };
}

function notFound(name: string): AppError {
  return new AppError("not_found", `There is no account "${name}"`);
}
