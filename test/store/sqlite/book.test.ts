import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { bookContract } from "../../contract/book.ts";
import { bookProperty } from "../../contract/book-property.ts";
import { fedPlace } from "../../support/fed-place.ts";
import { folderPlace } from "../../support/place.ts";

const size = { seed: 1, events: 6_000, panels: 400, stages: 2, queries: 60 };

bookContract("SqliteStore", fedPlace({ runEvents: 1000, everyAppends: 1 }));

bookProperty(
  "SqliteStore without a word index",
  folderPlace((dataFolder) => SqliteStore.open({ dataFolder })),
  size,
);

bookProperty(
  "SqliteStore with a word index that is behind",
  fedPlace({ runEvents: 97, everyAppends: 16 }),
  { ...size, seed: 2, queries: 100 },
);

bookProperty(
  "SqliteStore with a word index that has all",
  fedPlace({ runEvents: 1000, everyAppends: 1 }),
  { ...size, seed: 3, queries: 100 },
);
