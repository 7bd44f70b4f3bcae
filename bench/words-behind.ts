import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** How many events of the log in a data folder the word index lacks. */
export function wordsBehind(dataFolder: string): number {
  return newest(dataFolder, "doorbook.db", "event") - newest(dataFolder, "search.db", "state");
}

function newest(dataFolder: string, file: string, table: string): number {
  using database = new DatabaseSync(join(dataFolder, file), { readOnly: true });
  const row = database.prepare(`SELECT coalesce(max(seq), 0) AS seq FROM ${table}`).get();
  return Number(row?.["seq"] ?? 0);
}
