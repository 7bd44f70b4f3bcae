import { DatabaseSync } from "node:sqlite";
import type { StatementSync } from "node:sqlite";
import { SOURCES } from "../../src/event/event.ts";
import type { Kind } from "../../src/event/kind.ts";
import type { ListQuery } from "../../src/event/query.ts";
import type { ExpectedPage, ListOracle } from "./naive-list.ts";
import type { ExpectedEvent } from "./expected-log.ts";

/**
 * Answers a list from the SQLite file itself with `COUNT(*)`, `ORDER BY`, `LIMIT` and `OFFSET` over
 * the heap of events: no index, no directory, no code of the store. Only reads.
 */
export class PlainSql implements ListOracle, Disposable {
  readonly #database: DatabaseSync;

  /** @param file the store's database file; the store may be open and writing */
  constructor(file: string) {
    this.#database = new DatabaseSync(file, { readOnly: true });
  }

  answer(query: ListQuery): ExpectedPage {
    const { where, values } = this.#where(query);
    const direction = query.order === "asc" ? "ASC" : "DESC";
    const total = this.#prepare(`SELECT COUNT(*) AS total FROM event AS e NOT INDEXED ${where}`);
    const page = this.#prepare(
      `SELECT e.seq AS seq FROM event AS e NOT INDEXED ${where}
       ORDER BY e.at ${direction}, e.seq ${direction} LIMIT ? OFFSET ?`,
    );
    return {
      total: Number(total.get(...values)?.["total"]),
      seqs: page.all(...values, query.limit, query.offset).map((row) => Number(row["seq"])),
    };
  }

  /** The events as the file holds them, in the order of `seq`, above a seq. */
  *events(above = 0): Generator<ExpectedEvent> {
    const rows = this.#prepare(
      `SELECT e.seq, p.serial, e.at, e.source, e.model, e.extra, e.late, k.echo,
              iif(e.other IS NULL, k.key, e.other ->> 0) AS key,
              iif(e.other IS NULL, k.category, e.other ->> 1) AS category,
              iif(e.other IS NULL, k.priority, e.other ->> 2) AS priority
       FROM event AS e JOIN panel AS p ON p.id = e.panel JOIN kind AS k ON k.id = e.kind
       WHERE e.seq > ? ORDER BY e.seq`,
    );
    for (const row of rows.iterate(above)) {
      yield {
        seq: Number(row["seq"]),
        panel: String(row["serial"]),
        occurredAtMs: Number(row["at"]),
        key: String(row["key"]),
        category: textOf(row["category"]),
        priority: textOf(row["priority"]),
        model: textOf(row["model"]),
        extra: textOf(row["extra"]),
        source: SOURCES[Number(row["source"])] ?? "api",
        ...(row["late"] === 1 && { isLate: true as const }),
        ...(row["echo"] !== null && { isEcho: true as const }),
      };
    }
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }

  #where({ view, spans, asOf }: ListQuery): { where: string; values: (number | string)[] } {
    const values: (number | string)[] = [view.floor, asOf ?? Number.MAX_SAFE_INTEGER];
    const windows = spans.map(({ fromMs, toMs, kinds }) => {
      values.push(fromMs, toMs);
      if (kinds === undefined) return "(e.at BETWEEN ? AND ?)";
      values.push(
        JSON.stringify(
          this.#kinds()
            .filter(kinds)
            .map(({ id }) => id),
        ),
      );
      return "(e.at BETWEEN ? AND ? AND e.kind IN (SELECT value FROM json_each(?)))";
    });
    let where = `WHERE e.seq > ? AND e.seq <= ? AND (${["0", ...windows].join(" OR ")})`;
    if (view.panels !== undefined) {
      values.push(JSON.stringify(view.panels));
      where += ` AND e.panel IN (SELECT p.id FROM panel AS p
        WHERE p.serial IN (SELECT value FROM json_each(?)))`;
    }
    return { where, values };
  }

  #kinds(): Kind[] {
    return this.#prepare("SELECT id, key, category, priority, echo FROM kind")
      .all()
      .map((row) => ({
        id: Number(row["id"]),
        key: textOf(row["key"]),
        category: textOf(row["category"]),
        priority: textOf(row["priority"]),
        ...(row["echo"] === null ? {} : { isEcho: true as const }),
      }));
  }

  #prepare(sql: string): StatementSync {
    return this.#database.prepare(sql);
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
