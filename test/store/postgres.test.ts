import { after } from "node:test";
import { eventStoreContract } from "../contract/event-store.ts";
import { listProperty } from "../contract/list-property.ts";
import { durableContract, twoHandlesContract } from "../contract/two-handles.ts";
import { postgresPlace } from "../support/postgres-place.ts";
import type { PostgresPlace } from "../support/postgres-place.ts";
import { PostgresServer } from "../support/postgres-server.ts";

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

const makePlace = (): Promise<PostgresPlace> => Promise.resolve(postgresPlace(server));

eventStoreContract("PostgresStore", makePlace);
durableContract("PostgresStore", makePlace);
twoHandlesContract("PostgresStore", makePlace);

for (const opened of [undefined, "twice", "anew"] as const) {
  listProperty("PostgresStore", makePlace, {
    seed: 1,
    events: 10_000,
    panels: 1_000,
    stages: 4,
    queries: 40,
    opened,
  });
}
