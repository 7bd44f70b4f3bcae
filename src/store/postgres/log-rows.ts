import type { Columns } from "../directory/members.ts";
import type { Connection } from "./connection.ts";

/** What a directory needs of events, in columns of equal length. */
export interface LogRows {
  readonly seq: readonly number[];
  readonly panel: readonly number[];
  readonly atMs: readonly number[];
  readonly kind: readonly number[];
}

/** Arrays as texts, `null` for empty ones: a row of its own for each event would take far longer. */
type ArrayText = string | null;

const ROWS = `
  SELECT array_agg(seq)::text, array_agg(panel)::text, array_agg(at)::text, array_agg(kind)::text
  FROM (
    SELECT seq, panel, at, kind FROM event WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT $3
  ) AS e`;

/**
 * What follows a seq, in the order of seq, at most `limit` events.
 *
 * @param through only up to this seq
 * @throws AppError `unavailable`
 */
export async function readRows(
  connection: Connection,
  after: number,
  through: number,
  limit: number,
): Promise<LogRows> {
  const [row] = await connection.rows<[ArrayText, ArrayText, ArrayText, ArrayText]>(
    ROWS,
    after,
    through,
    limit,
  );
  const [seq = null, panel = null, at = null, kind = null] = row ?? [];
  const rows = { seq: numbers(seq), panel: numbers(panel), atMs: numbers(at), kind: numbers(kind) };
  return isRising(rows.seq) ? rows : sortedBySeq(rows);
}

/** A PostgreSQL array of numbers, as text. */
export function numbers(text: ArrayText): number[] {
  return text === null ? [] : text.slice(1, -1).split(",").map(Number);
}

/** Events in the log's order, as a directory takes them. */
export function columnsOf(
  atMs: readonly number[],
  seq: readonly number[],
  kind: readonly number[],
): Columns {
  const order = Uint32Array.from(atMs, (_, i) => i);
  order.sort((a, b) => atMs[a]! - atMs[b]! || seq[a]! - seq[b]!);
  return {
    at: Float64Array.from(order, (i) => atMs[i]!),
    seq: Float64Array.from(order, (i) => seq[i]!),
    kind: Uint16Array.from(order, (i) => kind[i]!),
  };
}

function isRising(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value > values[i - 1]!);
}

/** The server aggregates in the order of the inner query, but promises it not. */
function sortedBySeq({ seq, panel, atMs, kind }: LogRows): LogRows {
  const order = seq.map((_, i) => i).toSorted((a, b) => seq[a]! - seq[b]!);
  const pick = (values: readonly number[]): number[] => order.map((i) => values[i]!);
  return { seq: pick(seq), panel: pick(panel), atMs: pick(atMs), kind: pick(kind) };
}
