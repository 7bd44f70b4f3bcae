import type { ResolvedView } from "../directory/loaded-view.ts";
import type { Columns } from "../directory/members.ts";
import type { Connection } from "./connection.ts";
import { columnsOf, numbers, readRows } from "./log-rows.ts";

/** Rows read by one statement: no statement keeps a snapshot of the database for longer. */
const CHUNK_ROWS = 20_000;

/** A view above a floor is read by seq where that is at most such a share of the log. */
const FEW_SHARE = 1 / 8;

/** As in `range-sql.ts`: the seqs are no way in. */
const BY_TIME = `
  SELECT array_agg(at)::text, array_agg(seq)::text, array_agg(kind)::text FROM (
    SELECT at, seq, kind FROM event
    WHERE (at, seq) > ($1, $2) AND seq + 0 > $3 AND seq + 0 <= $4 ORDER BY at, seq LIMIT $5
  ) AS e`;

const BY_PANEL = `
  SELECT array_agg(at)::text, array_agg(seq)::text, array_agg(kind)::text FROM (
    SELECT at, seq, kind FROM event
    WHERE panel = $1 AND at > $2 AND seq + 0 > $3 AND seq + 0 <= $4 ORDER BY at LIMIT $5
  ) AS e`;

type ColumnTexts = readonly [at: string | null, seq: string | null, kind: string | null];

/**
 * The events of a view up to a seq, in the log's order, in chunks.
 *
 * @throws AppError `unavailable`
 */
export function collect(
  connection: Connection,
  view: ResolvedView,
  through: number,
): AsyncGenerator<Columns> {
  if (view.panels !== undefined) return collectPanels(connection, view, view.panels, through);
  const isFew = view.floor > 0 && through - view.floor < FEW_SHARE * through;
  return isFew
    ? collectNewest(connection, view.floor, through)
    : collectFleet(connection, view.floor, through);
}

async function* collectFleet(
  connection: Connection,
  floor: number,
  through: number,
): AsyncGenerator<Columns> {
  let last: readonly [atMs: number, seq: number] = [-1, 0];
  for (;;) {
    const [row] = await connection.rows<ColumnTexts>(BY_TIME, ...last, floor, through, CHUNK_ROWS);
    const columns = toColumns(row);
    const length = columns.at.length;
    if (length === 0) return;
    yield columns;
    last = [columns.at[length - 1]!, columns.seq[length - 1]!];
  }
}

/** The few above a floor, gathered and sorted. */
async function* collectNewest(
  connection: Connection,
  floor: number,
  through: number,
): AsyncGenerator<Columns> {
  const [at, seq, kind]: [number[], number[], number[]] = [[], [], []];
  for (let after = floor; ;) {
    const rows = await readRows(connection, after, through, CHUNK_ROWS);
    const last = rows.seq.at(-1);
    if (last === undefined) break;
    after = last;
    push(at, rows.atMs);
    push(seq, rows.seq);
    push(kind, rows.kind);
  }
  yield columnsOf(at, seq, kind);
}

/** The events of some panels, gathered and sorted. */
async function* collectPanels(
  connection: Connection,
  view: ResolvedView,
  panels: ReadonlySet<number>,
  through: number,
): AsyncGenerator<Columns> {
  const [at, seq, kind]: [number[], number[], number[]] = [[], [], []];
  await Promise.all(
    [...panels].map(async (panel) => {
      for await (const chunk of collectPanel(connection, panel, view.floor, through)) {
        push(at, chunk.at);
        push(seq, chunk.seq);
        push(kind, chunk.kind);
      }
    }),
  );
  yield columnsOf(at, seq, kind);
}

const OF_MILLISECOND = `
  SELECT array_agg(at)::text, array_agg(seq)::text, array_agg(kind)::text FROM event
  WHERE panel = $1 AND at = $2 AND seq + 0 > $3 AND seq + 0 <= $4`;

/** One panel's events by time, those of one millisecond never in two chunks. */
async function* collectPanel(
  connection: Connection,
  panel: number,
  floor: number,
  through: number,
): AsyncGenerator<Columns> {
  let afterMs = -1;
  for (;;) {
    const values = [panel, afterMs, floor, through, CHUNK_ROWS];
    const [row] = await connection.rows<ColumnTexts>(BY_PANEL, ...values);
    const columns = toColumns(row);
    const length = columns.at.length;
    if (length < CHUNK_ROWS) {
      yield columns;
      return;
    }
    const lastMs = columns.at[length - 1]!;
    const whole = columns.at.findIndex((atMs) => atMs === lastMs);
    yield {
      at: columns.at.subarray(0, whole),
      seq: columns.seq.subarray(0, whole),
      kind: columns.kind.subarray(0, whole),
    };
    const [rest] = await connection.rows<ColumnTexts>(
      OF_MILLISECOND,
      panel,
      lastMs,
      floor,
      through,
    );
    yield toColumns(rest);
    afterMs = lastMs;
  }
}

function toColumns(row: ColumnTexts | undefined): Columns {
  const [at = null, seq = null, kind = null] = row ?? [];
  return columnsOf(numbers(at), numbers(seq), numbers(kind));
}

function push(to: number[], from: Iterable<number>): void {
  for (const value of from) to.push(value);
}
