import type { FleetEntry, FleetPart, FleetStore } from "../../fleet/store.ts";
import type { Connection } from "./connection.ts";

/** Sorts behind every character of an id. */
const LAST = "\u{10FFFF}";

/** The fleet in the database file, to be read. */
export class FleetReader implements Pick<FleetStore, "list" | "find" | "version"> {
  readonly #reader: Connection;

  constructor(reader: Connection) {
    this.#reader = reader;
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

  async version(part: FleetPart): Promise<number> {
    const sql = "SELECT number FROM fleet_version WHERE part = ?";
    return this.#reader.get<[number]>(sql, part)?.[0] ?? 0;
  }
}
