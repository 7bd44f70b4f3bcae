import type { Connection } from "./connection.ts";
import { readAtOnce } from "./read-at-once.ts";
import { RemovalJournal } from "./removal-journal.ts";
import { INDEX_NAMES } from "./schema.ts";
import { WordReader } from "./search/word-reader.ts";

/** What a look at the file finds. */
export interface Examination {
  /** How many events there are. */
  readonly events: number;
  /** The greatest seq; equal to `events` and `removed` together when none is missing. */
  readonly head: number;
  /** How many events were ever taken out. */
  readonly removed: number;
  /** How many of the newest events are not in every index yet. */
  readonly unmerged: number;
  /** How many of the newest events are not in the word index yet; `undefined` when there is none. */
  readonly unfed: number | undefined;
  /** What SQLite's own check says; `undefined` when it was not asked. */
  readonly faults: readonly string[] | undefined;
}

/**
 * @param dataFolder of the log that the connection reads
 * @param isDeep whether SQLite checks every page and index: minutes for a large log
 */
export function examine(connection: Connection, dataFolder: string, isDeep: boolean): Examination {
  const [events, head, removed] = readAtOnce(connection, () => [
    ...connection.one<[number, number]>("SELECT count(*), coalesce(max(seq), 0) FROM event"),
    new RemovalJournal(connection).total,
  ]);
  const marks = INDEX_NAMES.map(() => "?").join();
  const [merged] = connection.one<[number]>(
    `SELECT min(seq) FROM merged WHERE name IN (${marks})`,
    ...INDEX_NAMES,
  );
  using words = new WordReader(dataFolder, connection, () => undefined);
  const fed = words.state()?.seq;
  const unfed = fed === undefined ? undefined : Math.max(0, head - fed);
  const found = { events, head, removed, unmerged: head - merged, unfed };
  if (!isDeep) return { ...found, faults: undefined };
  const rows = connection.all<[string]>("PRAGMA integrity_check(20)");
  const faults = rows.map(([fault]) => fault).filter((fault) => fault !== "ok");
  return { ...found, faults };
}
