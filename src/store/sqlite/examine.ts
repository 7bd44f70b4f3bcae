import type { Connection } from "./connection.ts";
import { INDEX_NAMES } from "./schema.ts";

/** What a look at the file finds. */
export interface Examination {
  /** How many events there are. */
  readonly events: number;
  /** The greatest seq; equal to `events` when none is missing. */
  readonly head: number;
  /** How many of the newest events are not in every index yet. */
  readonly unmerged: number;
  /** What SQLite's own check says; `undefined` when it was not asked. */
  readonly faults: readonly string[] | undefined;
}

/** @param isDeep whether SQLite checks every page and index: minutes for a large log */
export function examine(connection: Connection, isDeep: boolean): Examination {
  const [events, head] = connection.one<[number, number]>(
    "SELECT count(*), coalesce(max(seq), 0) FROM event",
  );
  const marks = INDEX_NAMES.map(() => "?").join();
  const [merged] = connection.one<[number]>(
    `SELECT min(seq) FROM merged WHERE name IN (${marks})`,
    ...INDEX_NAMES,
  );
  if (!isDeep) return { events, head, unmerged: head - merged, faults: undefined };
  const rows = connection.all<[string]>("PRAGMA integrity_check(20)");
  const faults = rows.map(([fault]) => fault).filter((fault) => fault !== "ok");
  return { events, head, unmerged: head - merged, faults };
}
