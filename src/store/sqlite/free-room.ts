import type { Connection } from "./connection.ts";

/** A database made with it gives free pages back when it is asked to; the mode is chosen before the first table. */
export const GIVES_BACK = "PRAGMA auto_vacuum = INCREMENTAL";

/** How long one step may move pages, milliseconds. */
const STEP_MS = 20;

/** Pages moved between two looks at the clock. */
const PAGES_A_LOOK = 16;

/**
 * Gives some of the file's free pages back, in the present transaction: pages of its end move into free
 * ones, and the next checkpoint makes the file shorter.
 *
 * @returns bytes that can still be given back; 0 for a file that was made without {@link GIVES_BACK}
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
