import { includesKind } from "../../directory/kind-set.ts";
import { startOf } from "../../directory/place.ts";
import type { FollowedLog } from "./followed-log.ts";
import { indexedThrough, isInRange, listOf, sortRows, tailRows, toRow } from "./row-range.ts";
import type { Row, RowColumns, RowRange, Rows } from "./row-range.ts";

/** How much time the first statement covers, milliseconds. */
const FIRST_MS = 3_600_000;

/** With fewer rows the next statement covers more time, with more of them less. */
const FEW_ROWS = 1000;
const MANY_ROWS = 4000;

/** A statement that finds more is asked again for less time. */
const MOST_ROWS = 20_000;

/** Where a range's rows are read: an index that begins with a number and the time. */
export interface SpanIndex {
  readonly table: "by_panel" | "by_kind";
  readonly column: "panel" | "kind";
  /** Few. */
  readonly ids: readonly number[];
}

/** The rows of a range of few panels or kinds, stretch by stretch of time. */
export function* rowsBySpans(log: FollowedLog, range: RowRange, index: SpanIndex): Rows {
  const isRising = range.order === "asc";
  const bounds = boundsOf(log, range, index);
  let { fromMs, toMs } = bounds;
  let lengthMs = FIRST_MS;
  while (fromMs <= toMs) {
    const low = isRising ? fromMs : Math.max(fromMs, toMs - lengthMs + 1);
    const high = isRising ? Math.min(toMs, fromMs + lengthMs - 1) : toMs;
    const found = indexRows(log, { ...range, fromMs: low, toMs: high }, index);
    if (found === undefined) {
      lengthMs = Math.max(1, Math.floor((high - low + 1) / 8));
      yield { rows: [], reachedMs: isRising ? low : high };
      continue;
    }
    const rows = [...found, ...tailRows(log, startOf(low), startOf(high + 1), range)];
    yield { rows: sortRows(rows, range.order), reachedMs: isRising ? high : low };
    if (isRising) fromMs = high + 1;
    else toMs = low - 1;
    if (found.length < FEW_ROWS) lengthMs *= 4;
    else if (found.length > MANY_ROWS) lengthMs = Math.max(1, Math.floor(lengthMs / 2));
  }
}

/** The stretch of time in which there is something at all. */
function boundsOf(log: FollowedLog, range: RowRange, { table, column, ids }: SpanIndex) {
  let fromMs = Infinity;
  let toMs = -Infinity;
  const take = (atMs: number | null): void => {
    if (atMs === null) return;
    fromMs = Math.min(fromMs, atMs);
    toMs = Math.max(toMs, atMs);
  };
  for (const id of ids) {
    for (const end of ["min", "max"]) {
      const sql = `SELECT ${end}(at) FROM ${table} WHERE ${column} = ? AND at BETWEEN ? AND ?`;
      take(log.connection.one<[number | null]>(sql, id, range.fromMs, range.toMs)[0]);
    }
  }
  const tail = tailRows(log, startOf(range.fromMs), startOf(range.toMs + 1), range);
  take(tail[0]?.occurredAtMs ?? null);
  take(tail.at(-1)?.occurredAtMs ?? null);
  return { fromMs, toMs };
}

/** `undefined` where there are too many; of a single millisecond there may be any number. */
function indexRows(log: FollowedLog, range: RowRange, index: SpanIndex): Row[] | undefined {
  const { fromMs, toMs, floor } = range;
  const isShortest = fromMs === toMs;
  const columns = log.connection.all<RowColumns>(
    `SELECT at, seq, panel, kind FROM ${index.table}
     WHERE ${index.column} IN ${listOf(index.ids)} AND at BETWEEN ? AND ? AND seq > ? AND seq <= ?
     LIMIT ?`,
    fromMs,
    toMs,
    floor,
    indexedThrough(log, range),
    isShortest ? -1 : MOST_ROWS + 1,
  );
  if (!isShortest && columns.length > MOST_ROWS) return undefined;
  const rows = columns.map(toRow);
  return rows.filter((row) => isInRange(row, range) && includesKind(range.kinds, row.kind));
}
