import { AppError } from "../../event/errors.ts";
import { QUARANTINED_COST_BYTES } from "../../intake/store.ts";
import type { Quarantined, QuarantinedHead, QuarantineState } from "../../intake/store.ts";
import type { Connection } from "./connection.ts";
import type { WriterClient } from "./writer-client.ts";

type HeadRow = readonly [
  id: number,
  panel: string,
  what: string,
  reason: string,
  firstAtMs: number,
  lastAtMs: number,
  times: number,
  size: number,
];

const COLUMNS = "id, panel, what, reason, first_at, last_at, times, size";

/** What the quarantine holds, for whoever looks after it. */
export class SqliteQuarantine {
  readonly #reader: Connection;
  readonly #writer: WriterClient;
  readonly #maxBytes: number;

  constructor(reader: Connection, writer: WriterClient, maxBytes: number) {
    this.#reader = reader;
    this.#writer = writer;
    this.#maxBytes = maxBytes;
  }

  list(limit: number): QuarantinedHead[] {
    const sql = `SELECT ${COLUMNS} FROM quarantine ORDER BY id DESC LIMIT ?`;
    return this.#reader.all<HeadRow>(sql, limit).map((row) => toHead(row));
  }

  find(id: number): Quarantined | undefined {
    const sql = `SELECT ${COLUMNS}, bytes FROM quarantine WHERE id = ?`;
    const row = this.#reader.get<[...HeadRow, bytes: Uint8Array]>(sql, id);
    if (row === undefined) return undefined;
    const [, panel, what, reason, firstAtMs, lastAtMs, times, size, bytes] = row;
    const { size: _, ...head } = toHead([
      id,
      panel,
      what,
      reason,
      firstAtMs,
      lastAtMs,
      times,
      size,
    ]);
    return { ...head, bytes };
  }

  async drop(id: number): Promise<void> {
    const { changes } = await this.#writer.statements(["DELETE FROM quarantine WHERE id = ?", id]);
    if (changes === 0) {
      throw new AppError("not_found", `There is nothing under number ${id} in the quarantine`);
    }
  }

  state(): QuarantineState {
    const [count, bytes] = this.#reader.one<[number, number]>(
      "SELECT count, bytes FROM quarantine_state",
    );
    return { count, bytes: bytes + count * QUARANTINED_COST_BYTES, maxBytes: this.#maxBytes };
  }
}

function toHead(row: HeadRow): QuarantinedHead {
  const [id, panel, what, reason, firstAtMs, lastAtMs, times, size] = row;
  const kind = what === "body" ? "body" : "event";
  return { id, panel, what: kind, reason, firstAtMs, lastAtMs, times, size };
}
