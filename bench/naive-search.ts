import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { SQLInputValue } from "node:sqlite";
import type { View } from "../src/event/query.ts";

/** What a search is, the naive way. */
interface NaiveFound {
  readonly total: number;
  readonly seqs: readonly number[];
}

/** The same events in one table with an index by time and FTS5 over the models as they are. */
export class NaiveSearch implements Disposable {
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Makes the table beside the log on the first run; a quarter of an hour for 10 M events. */
  static open(dataFolder: string): NaiveSearch {
    const path = join(dataFolder, "naive-search.db");
    if (!existsSync(path)) make(dataFolder, path);
    const database = new DatabaseSync(path);
    database.exec("PRAGMA cache_size = -65536");
    return new NaiveSearch(database);
  }

  /** By FTS5, counted with `COUNT(*)` and ordered by time through a join. */
  byWords(view: View, word: string, limit: number): NaiveFound {
    const from = "FROM words w JOIN event e ON e.seq = w.rowid WHERE words MATCH ?";
    return this.#find(from, [`"${word}"`], view, limit);
  }

  /** By `LIKE` over every model. */
  byLike(view: View, word: string, limit: number): NaiveFound {
    return this.#find("FROM event e WHERE e.model LIKE ?", [`%${word}%`], view, limit);
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #find(
    from: string,
    values: readonly SQLInputValue[],
    { panels }: View,
    limit: number,
  ): NaiveFound {
    const marks = panels?.map(() => "?").join();
    const where = marks === undefined ? from : `${from} AND e.panel IN (${marks})`;
    const all = [...values, ...(panels ?? [])];
    const [row] = this.#database.prepare(`SELECT count(*) AS count ${where}`).all(...all);
    const rows = this.#database
      .prepare(`SELECT e.seq AS seq ${where} ORDER BY e.at DESC, e.seq DESC LIMIT ?`)
      .all(...all, limit);
    return { total: Number(row?.["count"]), seqs: rows.map(({ seq }) => Number(seq)) };
  }
}

function make(dataFolder: string, path: string): void {
  console.error("making the naive tables");
  const partial = `${path}.partial`;
  rmSync(partial, { force: true });
  const database = new DatabaseSync(partial);
  database.exec(`
    PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    PRAGMA cache_size = -500000;
    CREATE TABLE event (seq INTEGER PRIMARY KEY, panel TEXT, at INTEGER, model TEXT);
    CREATE VIRTUAL TABLE words USING fts5(model, content = 'event', content_rowid = 'seq');
    ATTACH '${join(dataFolder, "doorbook.db")}' AS log;
    INSERT INTO event SELECT e.seq, p.serial, e.at, e.model
      FROM log.event e JOIN log.panel p ON p.id = e.panel ORDER BY e.seq;
    CREATE INDEX by_at ON event (at);
    CREATE INDEX by_panel ON event (panel, at);
    INSERT INTO words (words) VALUES ('rebuild');
    ANALYZE;
  `);
  database.close();
  renameSync(partial, path);
}
