import type { Columns } from "../directory/members.ts";
import type { Connection } from "./connection.ts";

/** Rows read by one statement: no read transaction lasts longer, so the write-ahead log can restart. */
const CHUNK_ROWS = 10_000;

type Row = readonly [atMs: number, seq: number, kind: number];

/** The events of all panels up to a seq, in order, in chunks. */
export function* collectFleet(
  connection: Connection,
  floor: number,
  through: number,
): Generator<Columns> {
  let from: readonly [number, number] = [-1, 0];
  for (;;) {
    const rows = connection.all<Row>(
      `SELECT at, seq, kind FROM by_time
       WHERE (at, seq) > (?, ?) AND seq > ? AND seq <= ? ORDER BY at, seq LIMIT ?`,
      ...from,
      floor,
      through,
      CHUNK_ROWS,
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield toColumns(rows);
    from = [last[0], last[1]];
  }
}

/** The same of some panels; they are gathered first and sorted. */
export function* collectPanels(
  connection: Connection,
  panels: readonly number[],
  floor: number,
  through: number,
): Generator<Columns> {
  // columns, for rows would take several times the memory
  const at: number[] = [];
  const seq: number[] = [];
  const kind: number[] = [];
  for (const panel of panels) {
    for (const chunk of collectPanel(connection, panel, floor, through)) {
      for (const row of chunk) {
        at.push(row[0]);
        seq.push(row[1]);
        kind.push(row[2]);
      }
    }
  }
  const order = Uint32Array.from(at, (_, i) => i);
  order.sort((a, b) => at[a]! - at[b]! || seq[a]! - seq[b]!);
  for (let i = 0; i < order.length; i += CHUNK_ROWS) {
    const chunk = order.subarray(i, i + CHUNK_ROWS);
    yield {
      at: Float64Array.from(chunk, (index) => at[index]!),
      seq: Float64Array.from(chunk, (index) => seq[index]!),
      kind: Uint16Array.from(chunk, (index) => kind[index]!),
    };
  }
}

/** One panel's rows by time; those of one millisecond are in no order, but never in two chunks. */
function* collectPanel(
  connection: Connection,
  panel: number,
  floor: number,
  through: number,
): Generator<Row[]> {
  let fromMs = -1;
  for (;;) {
    const rows = connection.all<Row>(
      `SELECT at, seq, kind FROM by_panel
       WHERE panel = ? AND at > ? AND seq > ? AND seq <= ? ORDER BY at LIMIT ?`,
      panel,
      fromMs,
      floor,
      through,
      CHUNK_ROWS,
    );
    const lastMs = rows.at(-1)?.[0];
    if (lastMs === undefined) return;
    yield rows.filter(([atMs]) => rows.length < CHUNK_ROWS || atMs < lastMs);
    if (rows.length < CHUNK_ROWS) return;
    yield connection.all<Row>(
      `SELECT at, seq, kind FROM by_panel WHERE panel = ? AND at = ? AND seq > ? AND seq <= ?`,
      panel,
      lastMs,
      floor,
      through,
    );
    fromMs = lastMs;
  }
}

function toColumns(rows: readonly Row[]): Columns {
  return {
    at: Float64Array.from(rows, (row) => row[0]),
    seq: Float64Array.from(rows, (row) => row[1]),
    kind: Uint16Array.from(rows, (row) => row[2]),
  };
}
