import type { FleetChange, FleetEntry, FleetPart, FleetStore } from "../../fleet/store.ts";
import type { Connection } from "./connection.ts";
import type { WriterClient } from "./writer-client.ts";

/** Sorts behind every character of an id. */
const LAST = "\u{10FFFF}";

/** The fleet in the database file: read here, written by the writer. */
export class SqliteFleet implements FleetStore {
  readonly #reader: Connection;
  readonly #writer: WriterClient;

  constructor(reader: Connection, writer: WriterClient) {
    this.#reader = reader;
    this.#writer = writer;
  }

  async list(part: FleetPart, prefix = ""): Promise<readonly FleetEntry[]> {
    const sql = "SELECT id, body FROM fleet WHERE part = ? AND id >= ? AND id < ? ORDER BY id";
    const rows = this.#reader.all<[string, string]>(sql, part, prefix, prefix + LAST);
    return rows.map(([id, body]) => ({ id, body }));
  }

  async find(part: FleetPart, id: string): Promise<string | undefined> {
    const sql = "SELECT body FROM fleet WHERE part = ? AND id = ?";
    return this.#reader.get<[string]>(sql, part, id)?.[0];
  }

  async change(part: FleetPart, changes: readonly FleetChange[]): Promise<void> {
    const put = "INSERT OR REPLACE INTO fleet (part, id, body) VALUES (?, ?, ?)";
    const remove = "DELETE FROM fleet WHERE part = ? AND id = ?";
    const count = `INSERT INTO fleet_version (part, number) VALUES (?, 1)
      ON CONFLICT (part) DO UPDATE SET number = number + 1`;
    await this.#writer.statements(
      ...changes.map(({ id, body }) =>
        body === undefined ? ([remove, part, id] as const) : ([put, part, id, body] as const),
      ),
      [count, part],
    );
  }

  async version(part: FleetPart): Promise<number> {
    const sql = "SELECT number FROM fleet_version WHERE part = ?";
    return this.#reader.get<[number]>(sql, part)?.[0] ?? 0;
  }
}
