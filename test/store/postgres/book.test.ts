import { after } from "node:test";
import { bookContract } from "../../contract/book.ts";
import { bookProperty } from "../../contract/book-property.ts";
import type { Place } from "../../support/place.ts";
import { postgresPlace } from "../../support/postgres-place.ts";
import { PostgresServer } from "../../support/postgres-server.ts";
import type { BookUnderTest } from "../../contract/book.ts";

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

const makePlace = (): Promise<Place<BookUnderTest>> => Promise.resolve(postgresPlace(server));

bookContract("PostgresStore", makePlace);

bookProperty("PostgresStore", makePlace, {
  seed: 1,
  events: 4_000,
  panels: 400,
  stages: 2,
  queries: 25,
});
