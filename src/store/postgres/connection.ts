import pg from "pg";
import { AppError } from "../../event/errors.ts";
import { mapPostgresError } from "./postgres-error.ts";

/** How the types of the log's columns are read, by PostgreSQL's number of the type. */
const PARSERS: Readonly<Record<number, (value: string) => unknown>> = {
  17: (value) => Buffer.from(value.slice(String.raw`\x`.length), "hex"), // bytea
  20: Number, // int8
  21: Number, // int2
  23: Number, // int4
};

/** How long a connection may take to be made, milliseconds. */
const CONNECT_MS = 10_000;

/** How long an answer may be waited for before the connection is given up, milliseconds. */
const ANSWER_MS = 30_000;

/** How long a close waits for the server before the connection is given up, milliseconds. */
const CLOSE_MS = 2000;

/** What a value of a statement may be. Lists of numbers go as {@link listOf} writes them. */
export type Value = number | string | null | Uint8Array | readonly (string | null)[];

/** What one connection is for. */
export interface ConnectionOptions {
  /** `postgresql://user@host:port/database`. */
  readonly url: string;
  /** Settings of the session, by PostgreSQL's names. */
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * One session of the server. Statements are sent at once, one behind the other, and answered in their
 * order. Once it is broken it stays so: whoever has it opens another.
 */
export class Connection {
  readonly #client: pg.Client;
  /** Statements get a name each, to be prepared once. */
  readonly #names = new Map<string, string>();
  #isBroken = false;

  /** @throws AppError `unavailable` */
  static async open({ url, settings }: ConnectionOptions): Promise<Connection> {
    const client = new pg.Client({
      connectionString: url,
      application_name: "doorbook",
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      pipeline: true,
      types: { getTypeParser: parserOf },
    });
    const connection = new Connection(client);
    try {
      await client.connect();
      // not when connecting: an address may say otherwise, and poolers forbid it
      await connection.rows(
        "SELECT set_config(name, value, false) FROM unnest($1::text[], $2::text[]) AS s (name, value)",
        Object.keys(settings),
        Object.values(settings),
      );
      return connection;
    } catch (error) {
      await connection.close();
      throw mapPostgresError(error);
    }
  }

  private constructor(client: pg.Client) {
    this.#client = client;
    // without a listener it would end the process; what was under way is told by its own rejection
    client.on("error", () => (this.#isBroken = true));
    client.on("end", () => (this.#isBroken = true));
  }

  /** Whether it is of no use any more. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** The rows of a statement, each an array of its columns; `int8` comes as a number. @throws AppError */
  async rows<Row extends readonly unknown[]>(sql: string, ...values: Value[]): Promise<Row[]> {
    const { rows } = await this.#ask<Row>({
      name: this.#nameOf(sql),
      text: sql,
      values: values.map((value) => (value instanceof Uint8Array ? Buffer.from(value) : value)),
      rowMode: "array",
    });
    return rows;
  }

  /** Runs statements without values; says what the last one was, in PostgreSQL's word. @throws AppError */
  async run(sql: string): Promise<string> {
    const { command } = await this.#ask({ text: sql, rowMode: "array" });
    return command;
  }

  /** Calls back for every notification of the channels that the session listens to. */
  onNotification(call: (payload: string) => void): void {
    this.#client.on("notification", ({ payload }) => call(payload ?? ""));
  }

  /** Calls back once when the session has ended, however it did. */
  onBroken(call: () => void): void {
    this.#client.once("end", call);
  }

  /** Finishes what is under way, unless the server says nothing for {@link CLOSE_MS}. */
  async close(): Promise<void> {
    this.#isBroken = true;
    const giveUp = setTimeout(() => this.#client.connection.stream.destroy(), CLOSE_MS);
    try {
      await this.#client.end();
    } catch {
      // it was closed by the other side
    } finally {
      clearTimeout(giveUp);
    }
  }

  async #ask<Row extends readonly unknown[]>(query: {
    readonly name?: string;
    readonly text: string;
    readonly values?: unknown[];
    readonly rowMode: "array";
  }): Promise<pg.QueryArrayResult<Row & unknown[]>> {
    if (this.#isBroken) throw new AppError("unavailable", "the database connection is closed");
    try {
      return await this.#client.query<Row & unknown[]>(query);
    } catch (error) {
      const mapped = mapPostgresError(error);
      if (!(error instanceof pg.DatabaseError)) this.#isBroken = true;
      throw mapped;
    }
  }

  #nameOf(sql: string): string {
    const known = this.#names.get(sql) ?? `s${String(this.#names.size)}`;
    this.#names.set(sql, known);
    return known;
  }
}

/** Numbers as one value for a parameter that is an array of `int4` or `int8`. */
export function listOf(numbers: Iterable<number | bigint>): string {
  return `{${[...numbers].join()}}`;
}

/** Whatever is of no type named here is a text. All numbers of the log are below 2^53. */
function parserOf(oid: number): (value: string) => unknown {
  return PARSERS[oid] ?? String;
}
