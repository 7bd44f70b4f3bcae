import type { FollowedLog } from "./followed-log.ts";
import type { RowRange, Rows } from "./row-range.ts";
import { listOf } from "./row-range.ts";
import { rowsBySeq } from "./rows-by-seq.ts";
import { rowsBySpans } from "./rows-by-spans.ts";
import { rowsByTime } from "./rows-by-time.ts";

/** Fewer seqs than this share of the log are read by seq. */
const FEW_SEQS = 1 / 50;

/** So many panels or kinds are read one by one. */
const FEW_PANELS = 64;
const FEW_KINDS = 8;

/** Kinds with no more events than this, or this share of the log, are rare. */
const RARE_EVENTS = 20_000;
const RARE_SHARE = 1 / 50;

/** The rows of a range in the cheapest way that there is without words. */
export function scanRows(log: FollowedLog, range: RowRange): Rows {
  const { panels, kinds, floor, through } = range;
  if (through - floor < log.tail.lastSeq * FEW_SEQS) return rowsBySeq(log, range);
  if (panels !== undefined && panels.size <= FEW_PANELS) {
    return rowsBySpans(log, range, { table: "by_panel", column: "panel", ids: [...panels] });
  }
  if (kinds !== undefined && log.hasKindIndex && areRare(log, kinds.ids)) {
    return rowsBySpans(log, range, { table: "by_kind", column: "kind", ids: kinds.ids });
  }
  return rowsByTime(log, range);
}

function areRare(log: FollowedLog, kinds: readonly number[]): boolean {
  if (kinds.length > FEW_KINDS) return false;
  const most = Math.max(RARE_EVENTS, log.tail.lastSeq * RARE_SHARE);
  const [count] = log.connection.one<[number]>(
    `SELECT count(*) FROM (SELECT 1 FROM by_kind WHERE kind IN ${listOf(kinds)} LIMIT ?)`,
    Math.ceil(most) + 1,
  );
  return count <= most;
}
