import type { Kind } from "../../event/kind.ts";
import type { TimeWindow } from "../directory/kind-counting.ts";
import type { ResolvedView } from "../directory/loaded-view.ts";
import type { Connection, Value } from "./connection.ts";
import { listOf } from "./connection.ts";

/**
 * Counts a view's events by kind in windows of time, in the database itself.
 *
 * @param asOf events with a greater seq are not counted
 * @returns one for each window, in their order
 * @throws AppError `unavailable`
 */
export async function countKinds(
  connection: Connection,
  view: ResolvedView,
  windows: readonly TimeWindow[],
  { asOf, kindOf }: { readonly asOf: number; readonly kindOf: (id: number) => Kind },
): Promise<Map<Kind, number>[]> {
  const counts = windows.map(() => new Map<Kind, number>());
  const values: Value[] = [
    listOf(windows.map(({ fromMs }) => fromMs)),
    listOf(windows.map(({ toMs }) => toMs)),
    asOf,
    view.floor,
  ];
  if (view.panels !== undefined) values.push(listOf(view.panels));
  const ofPanels = view.panels === undefined ? "" : "AND panel = ANY ($5::int4[])";
  const sql = `
    SELECT w.nth, x.kind, x.count
    FROM unnest($1::int8[], $2::int8[]) WITH ORDINALITY AS w (from_at, to_at, nth)
    CROSS JOIN LATERAL (
      SELECT kind, count(*) FROM event
      WHERE at BETWEEN w.from_at AND w.to_at AND seq <= $3 AND seq > $4 ${ofPanels}
      GROUP BY kind
    ) AS x`;
  const rows = await connection.rows<[nth: number, kind: number, count: number]>(sql, ...values);
  for (const [nth, kind, count] of rows) counts[nth - 1]!.set(kindOf(kind), count);
  return counts;
}
