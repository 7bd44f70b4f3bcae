import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { bookContract } from "../../contract/book.ts";
import { bookProperty } from "../../contract/book-property.ts";
import { folderPlace } from "../../support/place.ts";

const makePlace = folderPlace((dataFolder) => SqliteStore.open({ dataFolder }));

bookContract("SqliteStore", makePlace);

bookProperty("SqliteStore", makePlace, {
  seed: 1,
  events: 8_000,
  panels: 400,
  stages: 3,
  queries: 40,
});
