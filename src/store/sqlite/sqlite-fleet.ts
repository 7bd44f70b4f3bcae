import type { FleetChange, FleetPart, FleetStore } from "../../fleet/store.ts";
import type { Connection } from "./connection.ts";
import { FleetReader } from "./fleet-reader.ts";
import type { WriterClient } from "./writer-client.ts";

/** The fleet in the database file: read here, written by the writer. */
export class SqliteFleet extends FleetReader implements FleetStore {
  readonly #writer: WriterClient;

  constructor(reader: Connection, writer: WriterClient) {
    super(reader);
    this.#writer = writer;
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
}
