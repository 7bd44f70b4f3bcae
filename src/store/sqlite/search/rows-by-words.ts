import type { Connection } from "../connection.ts";
import type { FollowedLog } from "./followed-log.ts";
import { isInRange, sortRows } from "./row-range.ts";
import type { Row, RowRange, Rows } from "./row-range.ts";
import type { WordHits } from "./word-hits.ts";
import { placeOfKey, timeOfKey } from "./word-key.ts";
import type { WordKey } from "./word-key.ts";

interface WordsOfLog {
  readonly log: FollowedLog;
  readonly words: Connection;
}

/** Hits of the first statement; each next one has more. */
const FIRST_HITS = 64;
const MOST_HITS = 1000;

/**
 * The rows of a range that the word index finds, with others put in at their places.
 *
 * @param others in the range and its order: what the index lacks or holds apart
 * @param range its `through` is a seq up to which the index is complete
 */
export function* rowsByWords(
  log: FollowedLog,
  words: Connection,
  hits: WordHits,
  { range, others }: { readonly range: RowRange; readonly others: readonly Row[] },
): Rows {
  const isRising = range.order === "asc";
  let { first, last } = hits;
  let next = 0;
  let rest: readonly WordKey[] = [];
  for (let limit = FIRST_HITS; first <= last; limit = Math.min(MOST_HITS, limit * 2)) {
    const keys = readKeys(words, { ...hits, first, last }, isRising, limit);
    const end = keys.at(-1)?.high;
    if (keys.length < limit || end === undefined) {
      rest = keys;
      break;
    }
    // whole milliseconds: their rows are in no order
    const whole = keys.filter(({ high }) => high !== end);
    whole.push(...readKeys(words, { ...hits, first: end, last: end }, isRising, -1));
    const reachedMs = timeOfKey({ high: end });
    const rows = placed({ log, words }, whole, range);
    for (; next < others.length && !isPast(others[next]!, reachedMs, isRising); next += 1) {
      rows.push(others[next]!);
    }
    yield { rows: sortRows(rows, range.order), reachedMs };
    if (isRising) last = end - 1;
    else first = end + 1;
  }
  const rows = [...placed({ log, words }, rest, range), ...others.slice(next)];
  yield { rows: sortRows(rows, range.order), reachedMs: isRising ? range.toMs : range.fromMs };
}

function isPast({ occurredAtMs }: Row, atMs: number, isRising: boolean): boolean {
  return isRising ? occurredAtMs > atMs : occurredAtMs < atMs;
}

/** In the asked order of time. */
function readKeys(
  words: Connection,
  { match, first, last, isOfPanels, panels }: WordHits,
  isRising: boolean,
  limit: number,
): WordKey[] {
  return words
    .all<[number, number]>(
      `SELECT rowid >> 20, rowid & 1048575 FROM word WHERE word MATCH ?
       AND rowid >= (? << 20) AND rowid <= ((? << 20) | 1048575)
       ${isOfPanels === "" ? "" : `AND ${isOfPanels}`}
       ORDER BY rowid ${isRising ? "DESC" : ""} LIMIT ?`,
      match,
      first,
      last,
      ...panels,
      limit,
    )
    .map(([high, low]) => ({ high, low }));
}

/** The events of keys, as far as they are in the range. */
function placed({ log, words }: WordsOfLog, keys: readonly WordKey[], range: RowRange): Row[] {
  const rows: Row[] = [];
  const hasOdd = words.get("SELECT 1 FROM word_docsize WHERE id < 0 LIMIT 1") !== undefined;
  for (const key of keys) {
    const row = rowsOf(log, key).find(({ seq }) => !hasOdd || !isOdd(words, seq));
    if (row !== undefined && isInRange(row, range)) rows.push(row);
  }
  return rows;
}

/** Whether an event has a row of another kind than its key's: the key's is another event's, perhaps one that went. */
function isOdd(words: Connection, seq: number): boolean {
  return words.get("SELECT 1 FROM word_docsize WHERE id = ?", -seq) !== undefined;
}

/** The events of the key's panel and millisecond whose seqs end with its bits, rising; nearly always one. */
function rowsOf(log: FollowedLog, key: WordKey): Row[] {
  const occurredAtMs = timeOfKey(key);
  const { panel, seqBits } = placeOfKey(key);
  const { tail } = log;
  const rows = log.connection
    .all<[number, number]>(
      `SELECT seq, kind FROM by_panel WHERE panel = ? AND at = ? AND seq <= ? AND (seq & 7) = ?
       ORDER BY seq`,
      panel,
      occurredAtMs,
      tail.afterSeq,
      seqBits,
    )
    .map(([seq, kind]): Row => ({ occurredAtMs, seq, panel, kind }));
  const from = { atMs: occurredAtMs, seq: 0 };
  const to = { atMs: occurredAtMs + 1, seq: 0 };
  const filter = { panels: new Set([panel]), kinds: undefined, floor: 0, asOf: tail.lastSeq };
  for (const i of tail.find(from, to, filter)) {
    const seq = tail.seq(i);
    if (seq % 8 === seqBits) rows.push({ occurredAtMs, seq, panel, kind: tail.kind(i) });
  }
  return rows;
}
