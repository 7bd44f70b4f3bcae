import type { FollowedLog } from "./followed-log.ts";
import { isInRange, sortRows } from "./row-range.ts";
import type { Row, RowRange, Rows } from "./row-range.ts";

/** Rows of the log read between two turns. */
const CHUNK_ROWS = 2000;

/** The rows of a range whose seqs are few: read by seq, then sorted. */
export function* rowsBySeq(log: FollowedLog, range: RowRange): Rows {
  const all: Row[] = [];
  const isRising = range.order === "asc";
  const [startMs, endMs] = isRising ? [range.fromMs, range.toMs] : [range.toMs, range.fromMs];
  for (let from = range.floor; from < range.through; from += CHUNK_ROWS) {
    const rows = log.connection.all<[number, number, number, number]>(
      "SELECT at, seq, panel, kind FROM event WHERE seq > ? AND seq <= ? ORDER BY seq",
      from,
      Math.min(range.through, from + CHUNK_ROWS),
    );
    for (const [occurredAtMs, seq, panel, kind] of rows) {
      const row = { occurredAtMs, seq, panel, kind };
      if (isInRange(row, range)) all.push(row);
    }
    yield { rows: [], reachedMs: startMs };
  }
  yield { rows: sortRows(all, range.order), reachedMs: endMs };
}
