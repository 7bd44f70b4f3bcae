import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { bookContract } from "../../contract/book.ts";
import { bookProperty } from "../../contract/book-property.ts";
import { folderPlace } from "../../support/place.ts";

for (const search of [false, true]) {
  const name = search ? "SqliteStore with a word index" : "SqliteStore without a word index";
  const makePlace = folderPlace((dataFolder) => SqliteStore.open({ dataFolder, search }));
  bookContract(name, makePlace);
  bookProperty(name, makePlace, { seed: 3, events: 6_000, panels: 600, stages: 3, queries: 60 });
}
