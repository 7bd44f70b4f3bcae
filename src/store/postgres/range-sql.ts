import type { KindSet } from "../directory/kind-set.ts";
import type { ResolvedView } from "../directory/loaded-view.ts";
import type { Place } from "../directory/place.ts";
import type { Columns } from "../directory/members.ts";
import type { Connection, Value } from "./connection.ts";
import { listOf } from "./connection.ts";
import { EVENT_COLUMNS } from "./event-rows.ts";
import type { EventRow } from "./event-rows.ts";
import { columnsOf, numbers } from "./log-rows.ts";

/** A run of the log's order in a view, in one state. */
export interface Range {
  readonly from: Place;
  /** Exclusive. */
  readonly to: Place;
}

/** Which of a range's events are wanted. */
export interface RangePart extends Range {
  readonly kinds: KindSet | undefined;
  /** Whether they are looked for kind by kind. */
  readonly isByKind: boolean;
  /** How many to pass over. */
  readonly skip: number;
  readonly limit: number;
  /** Whether they are counted from the range's end. */
  readonly isFromEnd: boolean;
}

/*
 * Only one condition of a search is one for an index: in the others the column stands in an
 * expression, so that no plan can take them for the way in. `OFFSET 0` keeps a search that is made
 * for each row of a list from being made once for all.
 */

/**
 * The events of a part of a range, rising or, from the end, falling.
 *
 * @param asOf events with a greater seq are not there
 * @throws AppError `unavailable`
 */
export function readRangePart(
  connection: Connection,
  view: ResolvedView,
  asOf: number,
  part: RangePart,
): Promise<EventRow[]> {
  const values: Value[] = [part.from.atMs, part.from.seq, part.to.atMs, part.to.seq, asOf];
  values.push(view.floor, part.skip, part.limit);
  const conditions = ["seq + 0 <= $5", "seq + 0 > $6"];
  if (view.panels !== undefined) {
    values.push(listOf(view.panels));
    conditions.push(`panel + 0 = ANY ($${String(values.length)}::int4[])`);
  }
  if (part.kinds !== undefined) values.push(listOf(part.kinds.ids));
  const ids = `$${String(values.length)}::int4[]`;
  const isFiltered = part.kinds !== undefined && !part.isByKind;
  if (isFiltered) conditions.push(`kind + 0 = ANY (${ids})`);
  const places = placesSql(conditions, part.isFromEnd, part.isByKind ? ids : undefined);
  const sql = `
    SELECT ${EVENT_COLUMNS} FROM (${places}) AS p
    CROSS JOIN LATERAL (SELECT * FROM event WHERE seq = p.seq) AS e
    ORDER BY ${orderOf("p", part.isFromEnd)}`;
  return connection.rows<EventRow>(sql, ...values);
}

/** @param kindIds where the kinds are, when each is looked for by itself */
function placesSql(
  conditions: readonly string[],
  isFromEnd: boolean,
  kindIds: string | undefined,
): string {
  const where = ["(at, seq) >= ($1, $2)", "(at, seq) < ($3, $4)", ...conditions].join(" AND ");
  const order = orderOf("x", isFromEnd);
  if (kindIds === undefined) {
    return `SELECT at, seq FROM event AS x WHERE ${where} ORDER BY ${order} OFFSET $7 LIMIT $8`;
  }
  return `
    SELECT x.at, x.seq FROM unnest(${kindIds}) AS k (id) CROSS JOIN LATERAL (
      SELECT at, seq FROM event AS x
      WHERE kind = k.id AND ${where} ORDER BY ${order} LIMIT $7::int8 + $8::int8
    ) AS x ORDER BY ${order} OFFSET $7 LIMIT $8`;
}

function orderOf(table: string, isFromEnd: boolean): string {
  return isFromEnd ? `${table}.at DESC, ${table}.seq DESC` : `${table}.at, ${table}.seq`;
}

/** The events of these seqs, in this order; those that the log lacks are missing. @throws AppError */
export function readSeqs(connection: Connection, seqs: readonly number[]): Promise<EventRow[]> {
  const sql = `
    SELECT ${EVENT_COLUMNS} FROM unnest($1::int8[]) WITH ORDINALITY AS s (seq, n)
    CROSS JOIN LATERAL (SELECT * FROM event WHERE seq = s.seq) AS e ORDER BY s.n`;
  return connection.rows<EventRow>(sql, listOf(seqs));
}

const IN_TIME = `
  SELECT at, seq, kind FROM event
  WHERE (at, seq) >= (r.from_at, r.from_seq) AND (at, seq) < (r.to_at, r.to_seq)
    AND seq + 0 <= $5 AND seq + 0 > $6`;

const OF_PANELS = `
  SELECT at, seq, kind FROM unnest($7::int4[]) AS p (id) CROSS JOIN LATERAL (
    SELECT at, seq, kind FROM event
    WHERE panel = p.id AND at BETWEEN r.from_at AND r.to_at
      AND (at + 0, seq) >= (r.from_at, r.from_seq) AND (at + 0, seq) < (r.to_at, r.to_seq)
      AND seq + 0 <= $5 AND seq + 0 > $6
    OFFSET 0
  ) AS x`;

/** How the events of ranges are found: all in the range's time, or panel by panel. */
export type Finding = "by time" | "by panel";

/**
 * All events of some ranges with their kinds, each in order.
 *
 * @param asOf events with a greater seq are not there
 * @throws AppError `unavailable`
 */
export async function readRanges(
  connection: Connection,
  view: ResolvedView,
  asOf: number,
  ranges: readonly Range[],
  finding: Finding,
): Promise<Columns[]> {
  const values: Value[] = [
    listOf(ranges.map(({ from }) => from.atMs)),
    listOf(ranges.map(({ from }) => from.seq)),
    listOf(ranges.map(({ to }) => to.atMs)),
    listOf(ranges.map(({ to }) => to.seq)),
    asOf,
    view.floor,
  ];
  if (view.panels !== undefined) values.push(listOf(view.panels));
  const ofPanels = view.panels === undefined ? "" : " AND panel + 0 = ANY ($7::int4[])";
  const sql = `
    SELECT r.i, array_agg(e.at)::text, array_agg(e.seq)::text, array_agg(e.kind)::text
    FROM unnest($1::int8[], $2::int8[], $3::int8[], $4::int8[]) WITH ORDINALITY
      AS r (from_at, from_seq, to_at, to_seq, i)
    CROSS JOIN LATERAL (${finding === "by time" ? IN_TIME + ofPanels : OF_PANELS} OFFSET 0) AS e
    GROUP BY r.i`;
  const rows = await connection.rows<[number, string, string, string]>(sql, ...values);
  const found = new Map(rows.map(([i, at, seq, kind]) => [i, [at, seq, kind].map(numbers)]));
  return ranges.map((_, i) => {
    const [at = [], seq = [], kind = []] = found.get(i + 1) ?? [];
    return columnsOf(at, seq, kind);
  });
}
