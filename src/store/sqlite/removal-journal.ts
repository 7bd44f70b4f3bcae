import type { RemovedEvent } from "../directory/removed-events.ts";
import { unpackRemoved } from "../directory/removed-events.ts";
import type { Connection } from "./connection.ts";

/** What one transaction took out of the log. */
export interface Removal {
  /** From 1, rising by one. */
  readonly id: number;
  /** In rising seq. */
  readonly events: readonly RemovedEvent[];
}

/**
 * What was lately taken out of the log, removal by removal: whoever holds something made of the log takes
 * out of it what the removals behind its own say. Read it in the transaction in which the log is read.
 */
export class RemovalJournal {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The newest removal's id; 0 when nothing was ever taken out. */
  get newest(): number {
    return this.#connection.one<[number]>("SELECT coalesce(max(id), 0) FROM removal")[0];
  }

  /** How many events were ever taken out. */
  get total(): number {
    const sql = "SELECT total FROM removal ORDER BY id DESC LIMIT 1";
    return this.#connection.get<[number]>(sql)?.[0] ?? 0;
  }

  /** Whether every removal behind one is still known; not so of a log that was put back to before it. */
  reaches(id: number): boolean {
    const [first, newest] = this.#connection.one<[number, number]>(
      "SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM removal",
    );
    return id >= first - 1 && id <= newest;
  }

  /** The next removals behind one that the journal {@link reaches} back to, in order. */
  after(id: number, limit = -1): Removal[] {
    return this.#connection
      .all<[number, Uint8Array]>(
        "SELECT id, events FROM removal WHERE id > ? ORDER BY id LIMIT ?",
        id,
        limit,
      )
      .map(([each, packed]) => ({ id: each, events: unpackRemoved(packed) }));
  }
}
