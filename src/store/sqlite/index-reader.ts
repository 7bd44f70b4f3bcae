import { isByKind } from "../directory/density.ts";
import type { Directory } from "../directory/directory.ts";
import type { KindSet } from "../directory/kind-set.ts";
import type { Columns } from "../directory/members.ts";
import type { Place } from "../directory/place.ts";
import { comparePlaces } from "../directory/place.ts";
import type { PlaceRow } from "../directory/ranked-events.ts";
import type { Connection } from "./connection.ts";
import type { ResolvedView } from "../directory/loaded-view.ts";
import type { Tail } from "../directory/tail.ts";

/** The log's indexes as one reader sees them now. */
export interface LogIndexes {
  readonly connection: Connection;
  /** The fleet's directory, to judge by how many rows a search will read. */
  readonly fleet: Directory;
  /** What the indexes lack; it begins where they are complete. */
  readonly tail: Tail;
  /** Whether `by_kind` is as complete as `by_time`. */
  readonly hasKindIndex: boolean;
}

/** A run of the log's order in a view, of some kinds, in one state. */
export interface IndexRange {
  readonly from: Place;
  readonly to: Place;
  readonly view: ResolvedView;
  readonly kinds: KindSet | undefined;
  readonly asOf: number;
}

/** How many events a range holds. */
export function countRange(indexes: LogIndexes, range: IndexRange): number {
  const [table, where, values] = whereOf(indexes, range);
  const sql = `SELECT count(*) FROM ${table} WHERE ${where}`;
  const [count] = indexes.connection.one<[number]>(sql, ...values);
  return count + tailOf(indexes, range).length;
}

/** How many events of each kind a range holds. */
export function countKindsInRange(indexes: LogIndexes, range: IndexRange): Map<number, number> {
  const [table, where, values] = whereOf(indexes, range);
  const sql = `SELECT kind, count(*) FROM ${table} WHERE ${where} GROUP BY kind`;
  const counts = new Map(indexes.connection.all<[number, number]>(sql, ...values));
  for (const i of tailOf(indexes, range)) {
    const kind = indexes.tail.kind(i);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

/** Which of a range's events are wanted. */
export interface Part {
  /** How many to pass over. */
  readonly skip: number;
  /** At most so many. */
  readonly limit: number;
  /** How many the range holds, as its directory says. */
  readonly count: number;
}

/** The places of a part of a range's events, in order. */
export function readRange(indexes: LogIndexes, range: IndexRange, part: Part): PlaceRow[] {
  const tail = tailOf(indexes, range);
  const [table, where, values] = whereOf(indexes, range);
  const select = `SELECT at, seq FROM ${table} WHERE ${where}`;
  const { skip } = part;
  const limit = Math.min(part.limit, part.count - skip);
  const after = part.count - skip - limit;
  if (tail.length === 0 && after < skip) {
    // the nearer end
    const sql = `${select} ORDER BY at DESC, seq DESC LIMIT ? OFFSET ?`;
    return indexes.connection.all<PlaceRow>(sql, ...values, limit, after).reverse();
  }
  // whatever stands before the page in the tail, so many fewer stand before it in the index
  const offset = Math.max(0, skip - tail.length);
  const sql = `${select} ORDER BY at, seq LIMIT ? OFFSET ?`;
  const rows = indexes.connection.all<PlaceRow>(sql, ...values, limit + skip - offset, offset);
  if (tail.length === 0) return rows;
  const { tail: events } = indexes;
  const both = [...rows, ...tail.map((i): PlaceRow => [events.atMs(i), events.seq(i)])];
  both.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return both.slice(skip - offset, skip - offset + limit);
}

/** All events of a range with their kinds, in order, read for a bucket to be split. */
export function readColumns(indexes: LogIndexes, range: IndexRange): Columns {
  const [table, where, values] = whereOf(indexes, range);
  const sql = `SELECT at, seq, kind FROM ${table} WHERE ${where}`;
  return withTail(indexes, range, indexes.connection.all<KindRow>(sql, ...values));
}

/** The same, found panel by panel: for a view of few panels. */
export function readColumnsOfPanels(
  indexes: LogIndexes,
  range: IndexRange,
  panels: Iterable<number>,
): Columns {
  const rows: KindRow[] = [];
  const through = Math.min(range.asOf, indexes.tail.afterSeq);
  for (const panel of panels) {
    const found = indexes.connection.all<KindRow>(
      `SELECT at, seq, kind FROM by_panel
       WHERE panel = ? AND at BETWEEN ? AND ? AND seq > ? AND seq <= ?`,
      panel,
      range.from.atMs,
      range.to.atMs,
      range.view.floor,
      through,
    );
    for (const row of found) if (isWithin(row, range)) rows.push(row);
  }
  return withTail(indexes, range, rows);
}

type KindRow = readonly [atMs: number, seq: number, kind: number];

function withTail(indexes: LogIndexes, range: IndexRange, rows: KindRow[]): Columns {
  const { tail } = indexes;
  for (const i of tailOf(indexes, range)) rows.push([tail.atMs(i), tail.seq(i), tail.kind(i)]);
  rows.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    at: Float64Array.from(rows, (row) => row[0]),
    seq: Float64Array.from(rows, (row) => row[1]),
    kind: Uint16Array.from(rows, (row) => row[2]),
  };
}

function isWithin([atMs, seq]: KindRow, { from, to }: IndexRange): boolean {
  const place = { atMs, seq };
  return comparePlaces(place, from) >= 0 && comparePlaces(place, to) < 0;
}

/** The index to read a range from, with the condition and its values. */
function whereOf(
  indexes: LogIndexes,
  range: IndexRange,
): [table: string, where: string, values: number[]] {
  const { from, to, view, kinds } = range;
  const conditions = ["(at, seq) >= (?, ?)", "(at, seq) < (?, ?)", "seq <= ?"];
  const through = Math.min(range.asOf, indexes.tail.afterSeq);
  const values = [from.atMs, from.seq, to.atMs, to.seq, through];
  if (view.floor > 0) {
    conditions.push("seq > ?");
    values.push(view.floor);
  }
  // lists of numbers of our own making, so that a statement is prepared once for a question
  if (view.panels !== undefined) conditions.push(`panel IN (${[...view.panels].join()})`);
  if (kinds !== undefined) conditions.push(`kind IN (${kinds.ids.join()})`);
  const table = isKindIndexCheaper(indexes, range) ? "by_kind" : "by_time";
  return [table, conditions.join(" AND "), values];
}

function isKindIndexCheaper(indexes: LogIndexes, { from, to, kinds }: IndexRange): boolean {
  return indexes.hasKindIndex && kinds !== undefined && isByKind(indexes.fleet, from, to, kinds);
}

function tailOf(indexes: LogIndexes, range: IndexRange): number[] {
  const { panels, floor } = range.view;
  const filter = { panels, kinds: range.kinds, floor, asOf: range.asOf };
  return indexes.tail.find(range.from, range.to, filter);
}
