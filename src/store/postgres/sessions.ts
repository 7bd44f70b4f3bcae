import { AppError } from "../../event/errors.ts";
import { Connection } from "./connection.ts";
import type { ConnectionOptions } from "./connection.ts";
import { quoted } from "./open-schema.ts";

const EVERY = { client_encoding: "UTF8", statement_timeout: "30000" };

/**
 * What a search may do is known beforehand: it goes by an index, in the index's order, with one plan
 * for all values, whatever the server's statistics say of a log that grows.
 */
const BY_INDEX = {
  enable_seqscan: "off",
  enable_bitmapscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  plan_cache_mode: "force_generic_plan",
  jit: "off",
  max_parallel_workers_per_gather: "0",
};

/** A transaction holds the lock that all nodes wait for: one that hangs is ended, milliseconds. */
const WRITING = {
  synchronous_commit: "on",
  lock_timeout: "20000",
  idle_in_transaction_session_timeout: "20000",
};

/** Where a log is. */
export interface LogAddress {
  readonly url: string;
  readonly schema: string;
}

/** What the sessions of a log are set to. */
export function readingOptions({ url, schema }: LogAddress): ConnectionOptions {
  return { url, settings: { ...EVERY, ...BY_INDEX, search_path: quoted(schema) } };
}

/** @see readingOptions */
export function writingOptions({ url, schema }: LogAddress): ConnectionOptions {
  return { url, settings: { ...EVERY, ...BY_INDEX, ...WRITING, search_path: quoted(schema) } };
}

/** A connection that is opened when it is needed, and anew when it broke. */
export class Session {
  readonly #options: ConnectionOptions;
  readonly #prepare: (connection: Connection) => Promise<void>;
  #opening: Promise<Connection> | undefined;
  #isClosed = false;

  /** @param prepare is done with every fresh connection before it is used; when it throws, it is closed */
  constructor(
    options: ConnectionOptions,
    prepare: (connection: Connection) => Promise<void> = () => Promise.resolve(),
  ) {
    this.#options = options;
    this.#prepare = prepare;
  }

  /** @throws AppError `unavailable` */
  async connection(): Promise<Connection> {
    for (;;) {
      if (this.#isClosed) throw new AppError("unavailable", "the store is closed");
      const opening = this.#opening ?? this.#open();
      this.#opening = opening;
      try {
        const connection = await opening;
        if (!connection.isBroken) return connection;
        if (this.#opening === opening) this.#opening = undefined;
      } catch (error) {
        if (this.#opening === opening) this.#opening = undefined;
        throw error;
      }
    }
  }

  /** Finishes what is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    try {
      await (await this.#opening)?.close();
    } catch {
      // it never opened
    }
  }

  async #open(): Promise<Connection> {
    const connection = await Connection.open(this.#options);
    try {
      await this.#prepare(connection);
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }
}
