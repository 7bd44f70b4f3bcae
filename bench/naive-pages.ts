import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { StatementSync } from "node:sqlite";
import type { View } from "../src/event/query.ts";

/** What a page is, the naive way. */
interface NaivePage {
  readonly total: number;
  readonly seqs: readonly number[];
}

/**
 * The same events in one table with the indexes that a competent user would make, asked by
 * `COUNT(*)` and `OFFSET` from the nearer end.
 */
export class NaivePages implements Disposable {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Makes the table beside the log on the first run; minutes for 10 M events. */
  static open(dataFolder: string): NaivePages {
    const path = join(dataFolder, "naive.db");
    if (!existsSync(path)) make(dataFolder, path);
    const database = new DatabaseSync(path);
    database.exec("PRAGMA cache_size = -65536");
    return new NaivePages(database);
  }

  page(
    view: View,
    column: "category" | "name" | "priority",
    value: string,
    offset: number,
    limit: number,
  ): NaivePage {
    const [where, values] = whereOf(view, column, value);
    const [total] = this.#all(`SELECT count(*) FROM event WHERE ${where}`, values)[0] ?? [0];
    const count = Number(total);
    const isNearEnd = offset > count / 2;
    const order = isNearEnd ? "at DESC, seq DESC" : "at, seq";
    const skip = isNearEnd ? Math.max(0, count - offset - limit) : offset;
    const sql = `SELECT seq FROM event WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`;
    const seqs = this.#all(sql, [...values, limit, skip]).map(([seq]) => Number(seq));
    return { total: count, seqs: isNearEnd ? seqs.toReversed() : seqs };
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #all(sql: string, values: readonly (string | number)[]): unknown[][] {
    const known = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, known);
    known.setReturnArrays(true);
    // rows are arrays once that is set
    return known.all(...values) as unknown as unknown[][];
  }
}

function whereOf(view: View, column: string, value: string): [string, (string | number)[]] {
  const conditions = [`${column} = ?`];
  const values: (string | number)[] = [value];
  if (view.panels !== undefined) {
    conditions.push(`panel IN (${view.panels.map(() => "?").join()})`);
    values.push(...view.panels);
  }
  if (view.floor > 0) {
    conditions.push("seq > ?");
    values.push(view.floor);
  }
  return [conditions.join(" AND "), values];
}

function make(dataFolder: string, path: string): void {
  console.error("making the naive table");
  const partial = `${path}.partial`;
  rmSync(partial, { force: true });
  const database = new DatabaseSync(partial);
  database.exec(`
    PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    PRAGMA cache_size = -500000;
    CREATE TABLE event (seq INTEGER PRIMARY KEY, panel TEXT, at INTEGER, name TEXT, category TEXT,
      priority TEXT, model TEXT);
    ATTACH '${join(dataFolder, "doorbook.db")}' AS log;
    INSERT INTO event
      SELECT e.seq, p.serial, e.at, k.key, k.category, k.priority, e.model
      FROM log.event e JOIN log.panel p ON p.id = e.panel JOIN log.kind k ON k.id = e.kind
      WHERE p.serial <> 'doorbook' ORDER BY e.seq;
    CREATE INDEX by_at ON event (at);
    CREATE INDEX by_category ON event (category, at);
    CREATE INDEX by_name ON event (name, at);
    CREATE INDEX by_priority ON event (priority, at);
    CREATE INDEX by_panel ON event (panel, at);
    ANALYZE;
  `);
  database.close();
  renameSync(partial, path);
}
