import { PostgresStore } from "../../src/store/postgres/store.ts";
import type { PostgresStoreOptions } from "../../src/store/postgres/store.ts";
import type { Place } from "./place.ts";
import type { PostgresServer } from "./postgres-server.ts";

/** A log's place in a database. */
export interface PostgresPlace extends Place<PostgresStore> {
  readonly url: string;
  readonly schema: string;
}

let places = 0;

/** A schema of a test's own. It stays until the server goes, which is soon. */
export function postgresPlace(
  server: PostgresServer,
  options: Partial<PostgresStoreOptions> = {},
): PostgresPlace {
  places += 1;
  const [url, schema] = [server.url(), `test_${String(places)}`];
  return {
    url,
    schema,
    open: () => PostgresStore.open({ url, schema, ...options }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
