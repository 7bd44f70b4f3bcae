import { SOURCES } from "../../event/event.ts";
import type { StoredEvent } from "../../event/event.ts";
import { marksOf, namesOfOther } from "../directory/kind-names.ts";
import type { Connection } from "./connection.ts";
import type { Names } from "./names.ts";
import { fromStored, fromStoredOrNull } from "./stored-text.ts";

/** The columns of {@link EventRow}, from table `event` called `e`. */
export const EVENT_COLUMNS =
  "e.seq, e.panel, e.at, e.received, e.kind, e.source, e.model, e.extra, e.other, e.late";

/** An event as the database gives it. */
export type EventRow = readonly [
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

/** Events of the log, in the order of their rows. @throws AppError `unavailable` */
export async function toEvents(
  connection: Connection,
  names: Names,
  rows: readonly EventRow[],
): Promise<StoredEvent[]> {
  let newestPanel = 0;
  let newestKind = 0;
  for (const [, panel, , , kind] of rows) {
    newestPanel = Math.max(newestPanel, panel);
    newestKind = Math.max(newestKind, kind);
  }
  await names.readUpTo(connection, newestPanel, newestKind);
  return rows.map((row) => toEvent(names, row));
}

function toEvent(names: Names, row: EventRow): StoredEvent {
  const [seq, panel, occurredAtMs, receivedAtMs, kind, source, model, extra, other, late] = row;
  const ofKind = names.kind(kind);
  const named = other === null ? ofKind : namesOfOther(fromStored(other));
  return {
    seq,
    panel: names.serial(panel),
    occurredAtMs,
    receivedAtMs,
    key: named.key ?? "",
    category: named.category,
    priority: named.priority,
    model: fromStoredOrNull(model),
    extra: fromStoredOrNull(extra),
    source: SOURCES[source] ?? "api",
    ...marksOf(late === 1, ofKind.isEcho),
  };
}
