import { DatabaseSync } from "node:sqlite";
import type { SQLInputValue, StatementSync } from "node:sqlite";
import { AppError } from "../../event/errors.ts";
import { mapSqliteError } from "./sqlite-error.ts";

/** How many prepared statements a connection keeps; the least lately used goes first. */
const MAX_STATEMENTS = 256;

/** How long a statement waits for another process's write, milliseconds. */
const BUSY_MS = 10_000;

/**
 * One connection to the database file, with its statements prepared once. Rows are arrays of the
 * columns asked for; the caller names their types, which the SQL beside it determines.
 */
export class Connection implements Disposable {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * @param cacheKiB of SQLite's own page cache
   * @throws AppError `unavailable`, `damaged`
   */
  static open(path: string, options: { readOnly: boolean; cacheKiB: number }): Connection {
    try {
      const database = new DatabaseSync(path, { readOnly: options.readOnly, timeout: BUSY_MS });
      const connection = new Connection(database);
      database.exec(`PRAGMA cache_size = -${options.cacheKiB}`);
      database.exec("PRAGMA foreign_keys = ON");
      return connection;
    } catch (error) {
      throw mapSqliteError(error);
    }
  }

  get isTransaction(): boolean {
    return this.#database.isTransaction;
  }

  /** Runs statements that yield nothing. @throws AppError */
  exec(sql: string): void {
    try {
      this.#database.exec(sql);
    } catch (error) {
      throw mapSqliteError(error);
    }
  }

  /** @throws AppError */
  all<Row extends readonly unknown[]>(sql: string, ...values: SQLInputValue[]): Row[] {
    try {
      // the SQL says what the columns are, and nothing but the caller can know it
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return this.#prepare(sql).all(...values) as unknown as Row[];
    } catch (error) {
      throw mapSqliteError(error);
    }
  }

  /** The first row. @throws AppError */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  get<Row extends readonly unknown[]>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return this.#prepare(sql).get(...values) as unknown as Row | undefined;
    } catch (error) {
      throw mapSqliteError(error);
    }
  }

  /** The only row of a statement that always yields one. @throws AppError */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  one<Row extends readonly unknown[]>(sql: string, ...values: SQLInputValue[]): Row {
    const row = this.get<Row>(sql, ...values);
    if (row === undefined) throw new AppError("internal", "a row was expected");
    return row;
  }

  /** @throws AppError */
  run(sql: string, ...values: SQLInputValue[]): { changes: number; lastId: number } {
    try {
      const result = this.#prepare(sql).run(...values);
      return { changes: Number(result.changes), lastId: Number(result.lastInsertRowid) };
    } catch (error) {
      throw mapSqliteError(error);
    }
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) {
      this.#statements.delete(sql);
      this.#statements.set(sql, known);
      return known;
    }
    const statement = this.#database.prepare(sql);
    statement.setReturnArrays(true);
    this.#statements.set(sql, statement);
    if (this.#statements.size > MAX_STATEMENTS) {
      const oldest = this.#statements.keys().next();
      if (!oldest.done) this.#statements.delete(oldest.value);
    }
    return statement;
  }
}
