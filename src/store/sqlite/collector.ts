import { AppError } from "../../event/errors.ts";
import type { Columns } from "../directory/members.ts";
import type { Collected } from "./collected-removals.ts";
import type { Connection } from "./connection.ts";
import { readAtOnce } from "./read-at-once.ts";
import { RemovalJournal } from "./removal-journal.ts";

/** Rows read by one statement: no read transaction lasts longer, so the write-ahead log can restart. */
const CHUNK_ROWS = 2_000;

type Row = readonly [atMs: number, seq: number, kind: number];

/** With fewer of its events above a floor than this share, the log is read by seq and sorted. */
const FEW_ABOVE = 1 / 6;

/** The events of all panels above a floor up to a seq, in order, in chunks. */
export function collectFleet(
  connection: Connection,
  floor: number,
  through: number,
): Generator<Collected> {
  return through - floor < through * FEW_ABOVE
    ? collectBySeq(connection, floor, through)
    : collectByTime(connection, floor, through);
}

/** By seq, for a row of the log costs several times one of the index. */
function* collectBySeq(
  connection: Connection,
  floor: number,
  through: number,
): Generator<Collected> {
  const gathered = new Gathered(connection);
  for (let from = floor; from < through;) {
    const rows = connection.all<Row>(
      "SELECT at, seq, kind FROM event WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
      from,
      through,
      CHUNK_ROWS,
    );
    const last = rows.at(-1);
    if (last === undefined) break;
    gathered.add(rows);
    from = last[1];
  }
  yield* gathered.inOrder();
}

function* collectByTime(
  connection: Connection,
  floor: number,
  through: number,
): Generator<Collected> {
  const journal = new RemovalJournal(connection);
  let from: readonly [number, number] = [-1, 0];
  for (;;) {
    const sql = `SELECT at, seq, kind FROM by_time
      WHERE (at, seq) > (?, ?) AND seq > ? AND seq <= ? ORDER BY at, seq LIMIT ?`;
    const [removal, rows] = readAtOnce(connection, () => [
      journal.newest,
      connection.all<Row>(sql, ...from, floor, through, CHUNK_ROWS),
    ]);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield { ...toColumns(rows), removal };
    from = [last[0], last[1]];
  }
}

/** The same of some panels; they are gathered first and sorted. */
export function* collectPanels(
  connection: Connection,
  panels: readonly number[],
  floor: number,
  through: number,
): Generator<Collected> {
  const gathered = new Gathered(connection);
  for (const panel of panels) {
    for (const chunk of collectPanel(connection, panel, floor, through)) gathered.add(chunk);
  }
  yield* gathered.inOrder();
}

/**
 * Rows that come in another order; columns, for rows would take several times the memory. What is taken out
 * of the log meanwhile is left out in the end.
 */
class Gathered {
  readonly #connection: Connection;
  readonly #journal: RemovalJournal;
  readonly #since: number;
  readonly #at: number[] = [];
  readonly #seq: number[] = [];
  readonly #kind: number[] = [];

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#journal = new RemovalJournal(connection);
    this.#since = this.#journal.newest;
  }

  add(rows: readonly Row[]): void {
    for (const [at, seq, kind] of rows) {
      this.#at.push(at);
      this.#seq.push(seq);
      this.#kind.push(kind);
    }
  }

  *inOrder(): Generator<Collected> {
    const [at, seq, kind] = [this.#at, this.#seq, this.#kind];
    const { removal, removed } = readAtOnce(this.#connection, () => this.#removed());
    const order = Uint32Array.from(at, (_, i) => i).filter((i) => !removed.has(seq[i]!));
    order.sort((a, b) => at[a]! - at[b]! || seq[a]! - seq[b]!);
    for (let i = 0; i < order.length; i += CHUNK_ROWS) {
      const chunk = order.subarray(i, i + CHUNK_ROWS);
      yield {
        at: Float64Array.from(chunk, (index) => at[index]!),
        seq: Float64Array.from(chunk, (index) => seq[index]!),
        kind: Uint16Array.from(chunk, (index) => kind[index]!),
        removal,
      };
    }
  }

  /** What was taken out since the first row was read. */
  #removed(): { readonly removal: number; readonly removed: ReadonlySet<number> } {
    if (!this.#journal.reaches(this.#since)) {
      throw new AppError("unavailable", "the log changed too much while it was read: try again");
    }
    const removals = this.#journal.after(this.#since);
    const removed = new Set(removals.flatMap(({ events }) => events.map(({ seq }) => seq)));
    return { removal: removals.at(-1)?.id ?? this.#since, removed };
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
