import { existsSync } from "node:fs";
import { openStore } from "../compose.ts";
import { AppError } from "../event/errors.ts";
import type { Settings } from "../settings.ts";
import { databasePath } from "../store/sqlite/open-database.ts";
import type { SqliteStore } from "../store/sqlite/store.ts";

/**
 * Opens the data folder's store for one command, beside a server that may be running.
 *
 * @param folder `make` one that is not there, or `expect` it
 * @throws AppError `not_found` when it was expected; what opening and the command throw
 */
export async function withStore<Result>(
  settings: Settings,
  folder: "make" | "expect",
  act: (store: SqliteStore) => Promise<Result>,
): Promise<Result> {
  if (folder === "expect" && !existsSync(databasePath(settings.data))) {
    throw new AppError(
      "not_found",
      `There is no log in the folder ${settings.data}: name the right one with --data`,
    );
  }
  await using store = await openStore(settings);
  return await act(store);
}
