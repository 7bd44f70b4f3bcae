import type { Connection } from "./connection.ts";

/** Has a file that is still empty give free pages back later, when it is asked to. Of an older one it cannot be had. */
export function prepareToGiveBack(connection: Connection): void {
  const [tables] = connection.one<[number]>("SELECT count(*) FROM sqlite_schema");
  // with tables in it, it would do nothing but wait for whoever writes
  if (tables === 0) connection.exec("PRAGMA auto_vacuum = INCREMENTAL");
}

/** How long one step may move pages, milliseconds. */
const STEP_MS = 20;

/** Pages moved between two looks at the clock. */
const PAGES_A_LOOK = 16;

/**
 * Gives some of the file's free pages back, in the present transaction: pages of its end move into free
 * ones, and the next checkpoint makes the file shorter.
 *
 * @returns bytes that can still be given back; 0 for a file that was not prepared for it
 */
export function giveBack(connection: Connection): number {
  const [mode] = connection.one<[number]>("PRAGMA auto_vacuum");
  if (mode !== 2) return 0;
  const end = performance.now() + STEP_MS;
  let free = freePages(connection);
  while (free > 0 && performance.now() < end) {
    connection.exec(`PRAGMA incremental_vacuum(${PAGES_A_LOOK})`);
    free = freePages(connection);
  }
  const [pageBytes] = connection.one<[number]>("PRAGMA page_size");
  return free * pageBytes;
}

function freePages(connection: Connection): number {
  return connection.one<[number]>("PRAGMA freelist_count")[0];
}
