import { packRemoved } from "../directory/removed-events.ts";
import type { RemovedEvent } from "../directory/removed-events.ts";
import type { Connection } from "./connection.ts";
import { INDEX_NAMES } from "./schema.ts";

/** For so long every removal stays in the journal, milliseconds: whoever follows the log comes by sooner. */
const KEPT_MS = 3_600_000;

/** So many of the newest stay however old they are, and no more however new: some 10 KB each. */
const LEAST_KEPT = 1_024;
const MOST_KEPT = 20_000;

/** Old removals that one transaction drops at most. */
const DROPPED_AT_ONCE = 16;

/** Takes events out of the log and out of every index behind it, within the present transaction. */
export class LogRemover {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Takes out those that are in every index, and tells the journal. The newest event stays, so that no seq
   * is ever given twice.
   *
   * @returns how many
   */
  remove(seqs: readonly number[], nowMs: number): number {
    const events = this.#find(seqs);
    if (events.length === 0) return 0;
    for (const { seq } of events) this.#connection.run("DELETE FROM event WHERE seq = ?", seq);
    this.#removeByTime(events);
    this.#removeByPanel(events);
    this.#removeByKind(events);
    this.#note(events, nowMs);
    return events.length;
  }

  /** Drops what nobody needs any more of the journal. */
  #prune(newest: number, nowMs: number): void {
    this.#connection.run(
      `DELETE FROM removal WHERE id IN (
         SELECT id FROM removal WHERE id <= ? AND (removed_at < ? OR id <= ?) ORDER BY id LIMIT ?)`,
      newest - LEAST_KEPT,
      nowMs - KEPT_MS,
      newest - MOST_KEPT,
      DROPPED_AT_ONCE,
    );
  }

  #find(seqs: readonly number[]): RemovedEvent[] {
    const marks = INDEX_NAMES.map(() => "?").join();
    const [through] = this.#connection.one<[number]>(
      `SELECT min((SELECT min(seq) FROM merged WHERE name IN (${marks})),
                  (SELECT coalesce(max(seq), 0) - 1 FROM event))`,
      ...INDEX_NAMES,
    );
    const events: RemovedEvent[] = [];
    for (const seq of seqs) {
      if (seq > through) break;
      const sql = "SELECT at, panel, kind FROM event WHERE seq = ?";
      const row = this.#connection.get<[number, number, number]>(sql, seq);
      if (row !== undefined) events.push({ seq, atMs: row[0], panel: row[1], kind: row[2] });
    }
    return events;
  }

  #removeByTime(events: readonly RemovedEvent[]): void {
    const ordered = events.toSorted((a, b) => a.atMs - b.atMs || a.seq - b.seq);
    const sql = "DELETE FROM by_time WHERE at = ? AND seq = ?";
    for (const { atMs, seq } of ordered) this.#connection.run(sql, atMs, seq);
  }

  /** Those of one panel and millisecond together: between them stand fingerprints that nobody knows. */
  #removeByPanel(events: readonly RemovedEvent[]): void {
    const ordered = events.toSorted((a, b) => a.panel - b.panel || a.atMs - b.atMs);
    for (let from = 0; from < ordered.length;) {
      const { panel, atMs, seq } = ordered[from]!;
      let end = from + 1;
      while (ordered[end]?.panel === panel && ordered[end]?.atMs === atMs) end += 1;
      const where = "DELETE FROM by_panel WHERE panel = ? AND at = ?";
      if (end === from + 1) this.#connection.run(`${where} AND seq = ?`, panel, atMs, seq);
      else {
        const seqs = JSON.stringify(ordered.slice(from, end).map((each) => each.seq));
        const sql = `${where} AND seq IN (SELECT value FROM json_each(?))`;
        this.#connection.run(sql, panel, atMs, seqs);
      }
      from = end;
    }
  }

  #removeByKind(events: readonly RemovedEvent[]): void {
    const ordered = events.toSorted((a, b) => a.kind - b.kind || a.atMs - b.atMs || a.seq - b.seq);
    const sql = "DELETE FROM by_kind WHERE kind = ? AND at = ? AND seq = ?";
    for (const { kind, atMs, seq } of ordered) this.#connection.run(sql, kind, atMs, seq);
  }

  #note(events: readonly RemovedEvent[], nowMs: number): void {
    const sql = "SELECT id, total FROM removal ORDER BY id DESC LIMIT 1";
    const [newest, total] = this.#connection.get<[number, number]>(sql) ?? [0, 0];
    this.#connection.run(
      "INSERT INTO removal (id, removed_at, total, events) VALUES (?, ?, ?, ?)",
      newest + 1,
      nowMs,
      total + events.length,
      packRemoved(events),
    );
    this.#prune(newest + 1, nowMs);
  }
}
