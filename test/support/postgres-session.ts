import { Connection } from "../../src/store/postgres/connection.ts";
import { quoted } from "../../src/store/postgres/open-schema.ts";
import type { PostgresPlace } from "./postgres-place.ts";

/** A session of a test's own beside the store's, in the schema of a place. */
export class TestSession implements AsyncDisposable {
  readonly #connection: Connection;

  private constructor(connection: Connection) {
    this.#connection = connection;
  }

  static async open({ url, schema }: Pick<PostgresPlace, "url" | "schema">): Promise<TestSession> {
    const settings = { search_path: quoted(schema) };
    return new TestSession(await Connection.open({ url, settings }));
  }

  /** Runs statements without values. */
  async run(sql: string): Promise<void> {
    await this.#connection.run(sql);
  }

  /** The rows of a statement, each an array of its columns. */
  rows(sql: string): Promise<unknown[][]> {
    return this.#connection.rows(sql);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#connection.close();
  }
}
