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

/** How far what is made from the log is behind it. */
export type IndexLag = Pick<Examination, "head" | "unmerged" | "unfed">;

/** Looks how far the indexes are, at the cost of a page. @param dataFolder as in {@link examine} */
export function indexLag(connection: Connection, dataFolder: string): IndexLag {
  const [head] = connection.one<[number]>("SELECT coalesce(max(seq), 0) FROM event");
  const marks = INDEX_NAMES.map(() => "?").join();
  const [merged] = connection.one<[number]>(
    `SELECT min(seq) FROM merged WHERE name IN (${marks})`,
    ...INDEX_NAMES,
  );
  using words = new WordReader(dataFolder, connection, () => undefined);
  const fed = words.state()?.seq;
  const unfed = fed === undefined ? undefined : Math.max(0, head - fed);
  return { head, unmerged: head - merged, unfed };
}

/**
 * @param dataFolder of the log that the connection reads
 * @param isDeep whether SQLite checks every page and index: minutes for a large log
 */
export function examine(connection: Connection, dataFolder: string, isDeep: boolean): Examination {
  const [events, removed] = readAtOnce(connection, () => [
    ...connection.one<[number]>("SELECT count(*) FROM event"),
    new RemovalJournal(connection).total,
  ]);
  const found = { events, removed, ...indexLag(connection, dataFolder) };
  if (!isDeep) return { ...found, faults: undefined };
  const rows = connection.all<[string]>("PRAGMA integrity_check(20)");
  const faults = rows.map(([fault]) => fault).filter((fault) => fault !== "ok");
  return { ...found, faults };
}
