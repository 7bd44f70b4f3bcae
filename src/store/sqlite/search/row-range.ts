import type { EventPlace } from "../../../event/book.ts";
import type { Order } from "../../../event/query.ts";
import type { KindSet } from "../../directory/kind-set.ts";
import { includesKind } from "../../directory/kind-set.ts";
import type { Place } from "../../directory/place.ts";
import type { FollowedLog } from "./followed-log.ts";

/** An event without what only table `event` holds. */
export interface Row extends EventPlace {
  readonly panel: number;
  readonly kind: number;
}

/** Which events are looked for. */
export interface RowRange {
  readonly order: Order;
  /** Milliseconds, both inclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  /** `undefined` for the fleet. */
  readonly panels: ReadonlySet<number> | undefined;
  /** `undefined` for every kind. */
  readonly kinds: KindSet | undefined;
  /** Only seqs above this. */
  readonly floor: number;
  /** Only seqs up to this. */
  readonly through: number;
}

/** A part of a range's rows. */
export interface Chunk {
  readonly rows: readonly Row[];
  /** How far all chunks together have come: up to the events of this millisecond. */
  readonly reachedMs: number;
}

/** Rows in the asked order, chunk by chunk; chunks may be empty. */
export type Rows = Generator<Chunk, undefined, undefined>;

/** What a chunk of an index holds, as SQL yields it. */
export type RowColumns = readonly [atMs: number, seq: number, panel: number, kind: number];

export function toRow([occurredAtMs, seq, panel, kind]: RowColumns): Row {
  return { occurredAtMs, seq, panel, kind };
}

/** Whether a range holds a row. */
export function isInRange(row: Row, range: RowRange): boolean {
  return (
    row.occurredAtMs >= range.fromMs &&
    row.occurredAtMs <= range.toMs &&
    row.seq > range.floor &&
    row.seq <= range.through &&
    (range.panels === undefined || range.panels.has(row.panel)) &&
    includesKind(range.kinds, row.kind)
  );
}

/** Rows in an order. */
export function sortRows(rows: readonly Row[], order: Order): Row[] {
  const sign = order === "asc" ? 1 : -1;
  return rows.toSorted((a, b) => sign * (a.occurredAtMs - b.occurredAtMs || a.seq - b.seq));
}

/** The tail's rows of a range from one place up to another, rising. */
export function tailRows(log: FollowedLog, from: Place, to: Place, range: RowRange): Row[] {
  const { tail } = log;
  const { panels, kinds, floor, through } = range;
  return tail.find(from, to, { panels, kinds, floor, asOf: through }).map((i) => ({
    occurredAtMs: tail.atMs(i),
    seq: tail.seq(i),
    panel: tail.panel(i),
    kind: tail.kind(i),
  }));
}

/** The rows that are in the indexes and not in the tail: up to this seq. */
export function indexedThrough(log: FollowedLog, { through }: RowRange): number {
  return Math.min(log.tail.afterSeq, through);
}

/** What a condition takes of numbers that are ours: as text, so that one plan serves a question. */
export function listOf(ids: Iterable<number>): string {
  return `(${[...ids].join()})`;
}
