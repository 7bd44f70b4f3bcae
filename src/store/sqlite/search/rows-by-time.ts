import type { Place } from "../../directory/place.ts";
import type { FollowedLog } from "./followed-log.ts";
import { indexedThrough, listOf, sortRows, tailRows, toRow } from "./row-range.ts";
import type { RowColumns, RowRange, Rows } from "./row-range.ts";

/** Rows of the index looked at by the first statement; each next one looks at more. */
const FIRST_ROWS = 200;

/** The most that one statement looks at: some 3 ms. */
const MOST_ROWS = 10_000;

/** The rows of a range, from the index by time: it looks at those of other panels and kinds as well. */
export function* rowsByTime(log: FollowedLog, range: RowRange): Rows {
  const isRising = range.order === "asc";
  const first: Place = { atMs: range.fromMs, seq: 0 };
  const end: Place = { atMs: range.toMs + 1, seq: 0 };
  let [low, high] = [first, end];
  for (let length = FIRST_ROWS; ; length = Math.min(MOST_ROWS, length * 4)) {
    const cut = placeAt(log, low, high, isRising, length);
    const [from, to]: [Place, Place] = isRising ? [low, cut ?? end] : [cut ?? first, high];
    const rows = [...indexRows(log, from, to, range), ...tailRows(log, from, to, range)];
    const reachedMs = isRising ? to.atMs : from.atMs;
    yield { rows: sortRows(rows, range.order), reachedMs };
    if (cut === undefined) return;
    if (isRising) low = cut;
    else high = cut;
  }
}

/** The place so many rows on, of all panels and kinds; `undefined` where there are no more. */
function placeAt(
  log: FollowedLog,
  low: Place,
  high: Place,
  isRising: boolean,
  length: number,
): Place | undefined {
  const direction = isRising ? "" : "DESC";
  const row = log.connection.get<[number, number]>(
    `SELECT at, seq FROM by_time WHERE (at, seq) >= (?, ?) AND (at, seq) < (?, ?)
     ORDER BY at ${direction}, seq ${direction} LIMIT 1 OFFSET ?`,
    low.atMs,
    low.seq,
    high.atMs,
    high.seq,
    length,
  );
  return row && { atMs: row[0], seq: row[1] };
}

function indexRows(log: FollowedLog, from: Place, to: Place, range: RowRange) {
  const { panels, kinds, floor } = range;
  const conditions = ["(at, seq) >= (?, ?)", "(at, seq) < (?, ?)", "seq > ?", "seq <= ?"];
  if (panels !== undefined) conditions.push(`panel IN ${listOf(panels)}`);
  if (kinds !== undefined) conditions.push(`kind IN ${listOf(kinds.ids)}`);
  return log.connection
    .all<RowColumns>(
      `SELECT at, seq, panel, kind FROM by_time WHERE ${conditions.join(" AND ")}`,
      from.atMs,
      from.seq,
      to.atMs,
      to.seq,
      floor,
      indexedThrough(log, range),
    )
    .map(toRow);
}
