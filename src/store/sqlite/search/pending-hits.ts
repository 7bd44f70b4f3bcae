import type { RemovedEvent } from "../../directory/removed-events.ts";
import type { Connection } from "../connection.ts";
import type { Removal } from "../removal-journal.ts";
import type { RowRange } from "./row-range.ts";
import { hitsOf } from "./word-hits.ts";
import { wordKeyOf } from "./word-key.ts";
import type { WordMatch } from "./word-match.ts";

/** Hits of one stretch are read at once while there are no more than so many for each event looked for. */
const HITS_AN_EVENT = 4;
const FEW_HITS = 1_000;

/** The removed events of a range that an index still holds, when it is behind by these removals. */
export function pendingEvents(
  removals: readonly Removal[],
  range: RowRange,
  through: number,
): RemovedEvent[] {
  const isPending = ({ seq, atMs, panel }: RemovedEvent): boolean =>
    seq <= through &&
    atMs >= range.fromMs &&
    atMs <= range.toMs &&
    (range.panels === undefined || range.panels.has(panel));
  return removals.flatMap(({ events }) => events.filter(isPending));
}

/**
 * How many hits of a range, odd ones apart, are of events that were taken out of the log.
 *
 * @param words in one state: it holds all of these events
 */
export function countPending(
  words: Connection,
  match: WordMatch,
  range: RowRange,
  events: readonly RemovedEvent[],
): number {
  const keys = keysOf(words, events);
  if (keys.size === 0) return 0;
  const text = hitsOf(match, range).match;
  const found = hitsBetween(words, text, keys);
  if (found !== undefined) return found.filter((key) => keys.has(key)).length;
  let count = 0;
  for (const { high, low } of keys.values()) {
    const sql = "SELECT 1 FROM word WHERE word MATCH ? AND rowid = (? << 20) | ?";
    if (words.get(sql, text, high, low) !== undefined) count += 1;
  }
  return count;
}

/** Of the events that have rows of their own: an odd one's is not counted among these. */
function keysOf(words: Connection, events: readonly RemovedEvent[]) {
  const keys = new Map<string, { readonly high: number; readonly low: number }>();
  const any = words.get("SELECT 1 FROM word_docsize WHERE id < 0 LIMIT 1") !== undefined;
  for (const { seq, atMs, panel } of events) {
    const key = wordKeyOf(atMs, panel, seq);
    if (key === undefined) continue;
    const isOdd = any && words.get("SELECT 1 FROM word_docsize WHERE id = ?", -seq) !== undefined;
    if (!isOdd) keys.set(`${key.high} ${key.low}`, key);
  }
  return keys;
}

/** All hits from the first to the last of some keys; `undefined` where they are too many. */
function hitsBetween(
  words: Connection,
  text: string,
  keys: ReadonlyMap<string, { readonly high: number }>,
): string[] | undefined {
  let first = Infinity;
  let last = 0;
  for (const { high } of keys.values()) {
    first = Math.min(first, high);
    last = Math.max(last, high);
  }
  const most = keys.size * HITS_AN_EVENT + FEW_HITS;
  const rows = words.all<[high: number, low: number]>(
    `SELECT rowid >> 20, rowid & 1048575 FROM word WHERE word MATCH ?
     AND rowid >= (? << 20) AND rowid <= ((? << 20) | 1048575) LIMIT ?`,
    text,
    first,
    last,
    most,
  );
  return rows.length === most ? undefined : rows.map(([high, low]) => `${high} ${low}`);
}
