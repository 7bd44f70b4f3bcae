import { SOURCES } from "../../event/event.ts";
import type { StoredEvent } from "../../event/event.ts";
import { marksOf, namesOfOther } from "../directory/kind-names.ts";
import type { Connection } from "./connection.ts";
import type { Names } from "./names.ts";

type EventRow = readonly [
  seq: number,
  panel: number,
  atMs: number,
  receivedMs: number,
  kind: number,
  source: number,
  model: string | null,
  extra: string | null,
  other: string | null,
  late: number,
];

const EVENT_COLUMNS = "seq, panel, at, received, kind, source, model, extra, other, late";

/** Events read by one statement: the panel's smallest page, which divides the others. */
const GROUP = 10;

/** Stands in a group for a place that is not taken; no event has it. */
const NO_SEQ = -1;

const SELECT_GROUP = `SELECT ${EVENT_COLUMNS} FROM event WHERE seq IN (${Array.from({ length: GROUP }, () => "?").join()})`;

const SELECT_LIST = `SELECT ${EVENT_COLUMNS} FROM event WHERE seq IN (SELECT value FROM json_each(?))`;

/** Reads whole events of table `event`. */
export class EventRows {
  readonly #connection: Connection;
  readonly #names: Names;

  constructor(connection: Connection, names: Names) {
    this.#connection = connection;
    this.#names = names;
  }

  /** The events of these seqs that are there, in this order; asked for together, in groups of one size. */
  of(seqs: readonly number[]): StoredEvent[] {
    const bySeq = this.bySeq(seqs);
    return seqs.flatMap((seq) => bySeq.get(seq) ?? []);
  }

  /** The events of these seqs, as far as they are there. */
  bySeq(seqs: readonly number[]): ReadonlyMap<number, StoredEvent> {
    const bySeq = new Map<number, StoredEvent>();
    for (let i = 0; i < seqs.length; i += GROUP) {
      const group = Array.from({ length: GROUP }, (_, k) => seqs[i + k] ?? NO_SEQ);
      for (const row of this.#connection.all<EventRow>(SELECT_GROUP, ...group)) {
        bySeq.set(row[0], this.#toEvent(row));
      }
    }
    return bySeq;
  }

  /** The same for some hundreds of seqs: by one statement. */
  ofMany(seqs: readonly number[]): StoredEvent[] {
    const bySeq = new Map<number, StoredEvent>();
    const list = `[${seqs.join()}]`;
    for (const row of this.#connection.all<EventRow>(SELECT_LIST, list)) {
      bySeq.set(row[0], this.#toEvent(row));
    }
    return seqs.flatMap((seq) => bySeq.get(seq) ?? []);
  }

  /** Up to `limit` events with a seq above one and up to another, in the order of seq. */
  between(seq: number, through: number, limit: number): StoredEvent[] {
    return this.#connection
      .all<EventRow>(
        `SELECT ${EVENT_COLUMNS} FROM event WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
        seq,
        through,
        limit,
      )
      .map((row) => this.#toEvent(row));
  }

  #toEvent(row: EventRow): StoredEvent {
    const [seq, panel, occurredAtMs, receivedAtMs, kind, source, model, extra, other, late] = row;
    const ofKind = this.#names.kind(kind);
    const names = other === null ? ofKind : namesOfOther(other);
    return {
      seq,
      panel: this.#names.serial(panel),
      occurredAtMs,
      receivedAtMs,
      key: names.key ?? "",
      category: names.category,
      priority: names.priority,
      model: model ?? undefined,
      extra: extra ?? undefined,
      source: SOURCES[source] ?? "api",
      ...marksOf(late === 1, ofKind.isEcho),
    };
  }
}
