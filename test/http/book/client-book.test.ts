import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { bookContract } from "../../contract/book.ts";
import { ClientBook } from "../../support/client-book.ts";
import { folderPlace } from "../../support/place.ts";

bookContract(
  "The client over HTTP",
  folderPlace(async (dataFolder) => new ClientBook(await SqliteStore.open({ dataFolder }))),
  { hasTallies: false },
);
