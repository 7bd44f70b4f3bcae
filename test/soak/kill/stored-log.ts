import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import type { Traffic } from "./traffic.ts";

const CHUNK_ROWS = 10_000;

/** How long a look waits for a lock, ms. */
const LOOK_MS = 200;

/** SQLite's code for a lock; its low byte, for what is above says whose. */
const BUSY = 5;

/** Which event of the traffic stands at a seq. */
export interface StoredPlace {
  readonly panel: number;
  readonly number: number;
}

/** How far the indexes behind the log are. */
export interface Watermarks {
  /** The newest seq. */
  readonly head: number;
  /** Seq up to which each index holds everything, by its name. */
  readonly merged: Readonly<Record<string, number>>;
  /** Rows in all indexes beyond that: a batch that is partly written. */
  readonly unsettled: number;
}

/**
 * The log as plain SQL finds it in the file, read by none of the store's code and held against the
 * traffic: every row has the next seq, is an event of the traffic, to the byte, and no other row is.
 */
export class StoredLog {
  readonly #file: string;
  readonly #traffic: Traffic;
  /** By seq - 1. */
  readonly places: StoredPlace[] = [];
  readonly #seqs: readonly Uint32Array[];
  #lastReceivedMs = 0;

  /** @param file of the database; a server may have it open */
  constructor(file: string, traffic: Traffic) {
    this.#file = file;
    this.#traffic = traffic;
    this.#seqs = Array.from({ length: traffic.panels }, () => new Uint32Array(traffic.eventsEach));
  }

  /**
   * Reads what is new in the file.
   *
   * @param acknowledged by panel: its events below this number must be there
   * @throws AssertionError when one is lost, doubled, altered or in no order
   */
  check(acknowledged: readonly number[]): void {
    using database = this.#open();
    const known = this.places.length;
    for (;;) {
      const rows = database
        .prepare(
          `SELECT e.seq, p.serial, e.at, e.received, e.source, e.ordinal, e.model, e.extra, e.other,
                  k.key, k.category, k.priority
           FROM event AS e JOIN panel AS p ON p.id = e.panel JOIN kind AS k ON k.id = e.kind
           WHERE e.seq > ? ORDER BY e.seq LIMIT ?`,
        )
        .all(this.places.length, CHUNK_ROWS);
      if (rows.length === 0) break;
      for (const row of rows) this.#take(row);
    }
    const extent = database.prepare("SELECT count(*) AS rows, max(seq) AS head FROM event").get();
    assert.ok(this.places.length >= known, "the log has become shorter");
    assert.deepEqual(
      { rows: extent?.["rows"], head: extent?.["head"] ?? 0 },
      { rows: this.places.length, head: this.places.length },
      "the log has holes",
    );
    for (const [panel, below] of acknowledged.entries()) this.#expectAll(panel, below);
  }

  /** Reads everything from the first seq on, as {@link check}. */
  recheck(acknowledged: readonly number[]): void {
    this.places.length = 0;
    this.#lastReceivedMs = 0;
    for (const seqs of this.#seqs) seqs.fill(0);
    this.check(acknowledged);
  }

  /** How many events of the acknowledged ones stand in the log. */
  count(acknowledged: readonly number[]): number {
    return this.#seqs.reduce(
      (sum, seqs, panel) => sum + seqs.subarray(0, acknowledged[panel]).filter(Boolean).length,
      0,
    );
  }

  /**
   * How far the indexes are. The server may be held still in the middle of a transaction.
   *
   * @returns `undefined` when what holds it still keeps the file locked
   */
  watermarks(): Watermarks | undefined {
    using database = this.#open(LOOK_MS);
    try {
      database.exec("BEGIN");
      return readWatermarks(database);
    } catch (error) {
      if (isBusy(error)) return undefined;
      throw error;
    }
  }

  /** @throws AssertionError when the file is damaged or an index says other than the log */
  checkIndexes(): void {
    using database = this.#open();
    const verdict = database.prepare("PRAGMA integrity_check").all();
    assert.deepEqual(
      verdict.map((row) => row["integrity_check"]),
      ["ok"],
    );
    for (const name of ["by_time", "by_panel", "by_kind"]) {
      const columns = "seq, at, panel, kind";
      const through = `(SELECT seq FROM merged WHERE name = '${name}')`;
      for (const [one, other] of [
        [`SELECT ${columns} FROM event WHERE seq <= ${through}`, `SELECT ${columns} FROM ${name}`],
        [`SELECT ${columns} FROM ${name}`, `SELECT ${columns} FROM event`],
      ] as const) {
        const strays = database.prepare(`SELECT count(*) AS rows FROM (${one} EXCEPT ${other})`);
        assert.equal(strays.get()?.["rows"], 0, `${name} differs from the log: ${one}`);
      }
      const doubled = database.prepare(
        `SELECT count(*) AS rows FROM (SELECT 1 FROM ${name} GROUP BY seq HAVING count(*) > 1)`,
      );
      assert.equal(doubled.get()?.["rows"], 0, `${name} holds an event twice`);
    }
  }

  #open(timeout = 10_000): DatabaseSync {
    return new DatabaseSync(this.#file, { readOnly: true, timeout });
  }

  #take(row: Readonly<Record<string, unknown>>): void {
    const seq = this.places.length + 1;
    assert.equal(row["seq"], seq, "seq has a hole");
    const receivedMs = Number(row["received"]);
    assert.ok(receivedMs >= this.#lastReceivedMs, `receivedAt falls at seq ${String(seq)}`);
    this.#lastReceivedMs = receivedMs;
    const panel = this.#traffic.panelOf(String(row["serial"]));
    const told = /"number" ?: ?"(\d+)"/.exec(String(row["model"]))?.[1];
    const number = Number(told) + Number(row["ordinal"]);
    const { createdAtMs, kind, info, ordinal } = this.#traffic.event(panel, number);
    assert.deepEqual(
      { ...row },
      {
        seq,
        serial: this.#traffic.serial(panel),
        at: createdAtMs,
        received: receivedMs,
        source: 0,
        ordinal,
        model: info,
        extra: null,
        other: null,
        key: kind.code,
        category: kind.category ?? null,
        priority: kind.priority ?? null,
      },
    );
    const before = this.#seqs[panel]?.[number];
    assert.equal(before, 0, `doubled: event ${String(number)} of ${String(row["serial"])}`);
    this.#seqs[panel]?.set([seq], number);
    this.places.push({ panel, number });
  }

  #expectAll(panel: number, below: number): void {
    const lost = this.#seqs[panel]?.subarray(0, below).indexOf(0);
    assert.equal(lost, -1, `lost: event ${String(lost)} of ${this.#traffic.serial(panel)}`);
  }
}

function readWatermarks(database: DatabaseSync): Watermarks {
  const merged = Object.fromEntries(
    database
      .prepare("SELECT name, seq FROM merged")
      .all()
      .map((row): [string, number] => [String(row["name"]), Number(row["seq"])]),
  );
  let unsettled = 0;
  for (const [name, seq] of Object.entries(merged)) {
    const count = database.prepare(`SELECT count(*) AS rows FROM ${name}`).get();
    unsettled += Number(count?.["rows"]) - seq;
  }
  const last = database.prepare("SELECT coalesce(max(seq), 0) AS head FROM event").get();
  return { head: Number(last?.["head"]), merged, unsettled };
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !("errcode" in error)) return false;
  return (Number(error.errcode) & 0xff) === BUSY;
}
