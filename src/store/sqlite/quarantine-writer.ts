import { hash } from "node:crypto";
import { AppError } from "../../event/errors.ts";
import type { PanelSerial } from "../../event/event.ts";
import { QUARANTINED_COST_BYTES } from "../../intake/store.ts";
import type { Quarantined, Rejected } from "../../intake/store.ts";
import type { Connection } from "./connection.ts";

/** Keeps aside what could not be understood, within a bound, inside the writer's transaction. */
export class QuarantineWriter {
  readonly #connection: Connection;
  readonly #maxBytes: number;

  constructor(connection: Connection, maxBytes: number) {
    this.#connection = connection;
    this.#maxBytes = maxBytes;
  }

  /**
   * Adds a thing, or counts it once more when the panel has sent the same bytes before.
   *
   * @returns how often it has come, from 1
   * @throws AppError `quarantine_full`
   */
  put(panel: PanelSerial, what: Quarantined["what"], rejected: Rejected, nowMs: number): number {
    const digest = hash("sha256", rejected.bytes);
    const again = this.#connection.get<[number]>(
      `UPDATE quarantine SET times = times + 1, last_at = ?
       WHERE panel = ? AND what = ? AND digest = ? RETURNING times`,
      nowMs,
      panel,
      what,
      digest,
    );
    if (again !== undefined) return again[0];
    const size = rejected.bytes.byteLength;
    const [count, held] = this.#connection.one<[number, number]>(
      "SELECT count, bytes FROM quarantine_state",
    );
    if (held + size + (count + 1) * QUARANTINED_COST_BYTES > this.#maxBytes) {
      throw new AppError("quarantine_full", "the quarantine is full: see doorbook doctor");
    }
    this.#connection.run(
      `INSERT INTO quarantine (panel, what, digest, reason, first_at, last_at, times, size, bytes)
       VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)`,
      panel,
      what,
      digest,
      rejected.reason,
      nowMs,
      nowMs,
      size,
      rejected.bytes,
    );
    return 1;
  }
}
