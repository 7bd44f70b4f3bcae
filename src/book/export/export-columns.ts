import { effectiveCategory, effectivePriority } from "../../event/catalog.ts";
import type { ToldEvent } from "../told-event.ts";
import type { ZonedTime } from "./zoned-time.ts";

/** What a cell is made from. */
export interface ExportRow {
  readonly told: ToldEvent;
  readonly occurred: ZonedTime;
  readonly received: ZonedTime;
}

/** A column of tables. */
interface ExportColumn {
  readonly about: string;
  /** Of a time its place in a spreadsheet's calendar; of a number no quotes. */
  readonly is: "text" | "number" | "time";
  /** `undefined` for an empty cell. */
  readonly of: (row: ExportRow) => string | undefined;
}

/** The columns of exports that are tables, in their order. */
export const EXPORT_COLUMNS = {
  seq: {
    about: "Position in the log, from 1",
    is: "number",
    of: ({ told }) => String(told.event.seq),
  },
  occurredAt: {
    about: "When it happened by the panel's clock, in the zone, with its offset, to the ms",
    is: "time",
    of: ({ occurred }) => occurred.iso,
  },
  occurredAtMs: {
    about: "The same as Unix ms",
    is: "number",
    of: ({ told }) => String(told.event.occurredAtMs),
  },
  receivedAt: {
    about: "When it reached the server by the server's clock, in the zone, with its offset",
    is: "time",
    of: ({ received }) => received.iso,
  },
  receivedAtMs: {
    about: "The same as Unix ms",
    is: "number",
    of: ({ told }) => String(told.event.receivedAtMs),
  },
  offset: {
    about: "How far the zone was ahead of UTC when it happened: UTC+02:00",
    is: "text",
    of: ({ occurred }) => occurred.offset,
  },
  panel: { about: "Serial of the panel", is: "text", of: ({ told }) => told.panel.serial.plain },
  panelName: {
    about: "Name of the panel, for people",
    is: "text",
    of: ({ told }) => told.panel.name?.plain,
  },
  site: { about: "Name of the panel's site", is: "text", of: ({ told }) => told.panel.site?.plain },
  entrance: {
    about: "The panel's entrance",
    is: "text",
    of: ({ told }) => told.panel.entrance?.plain,
  },
  key: {
    about: "What happened: the event key, as the panel sent it",
    is: "text",
    of: ({ told }) => told.event.key,
  },
  category: {
    about: "What sort of thing it is, as sent, else as the catalog has it",
    is: "text",
    of: ({ told }) => effectiveCategory(told.event),
  },
  priority: {
    about: "How grave it is, as sent, else as the catalog has it",
    is: "text",
    of: ({ told }) => effectivePriority(told.event),
  },
  unsaid: {
    about: "Which of category, priority and model the panel did not send, with spaces between",
    is: "text",
    of: ({ told }) => unsaidOf(told.event).join(" ") || undefined,
  },
  name: {
    about: "What the event is called in the asked language",
    is: "text",
    of: ({ told }) => told.surroundings.nameOf(told.event).plain,
  },
  text: {
    about: "What happened, in a sentence of the asked language",
    is: "text",
    of: ({ told }) => told.text,
  },
  owner: {
    about: "Whose identifier it was, as sent, else by the number",
    is: "text",
    of: ({ told }) => told.owner.owner,
  },
  number: {
    about: "Number of the identifier, or of the call, to the digit",
    is: "text",
    of: ({ told }) => told.number,
  },
  apartment: {
    about: "Where the owner or the call belongs, as sent, else by the number",
    is: "text",
    of: ({ told }) => told.owner.apartment,
  },
  lock: {
    about: "Name of the lock at the panel, else its number",
    is: "text",
    of: ({ told }) => told.lock,
  },
  source: { about: "How it came", is: "text", of: ({ told }) => told.event.source },
  late: {
    about: "Whether it was received long after it occurred",
    is: "text",
    of: ({ told }) => String(told.event.isLate === true),
  },
  echo: {
    about: "Whether syslog only says again what the panel's log tells",
    is: "text",
    of: ({ told }) => String(told.event.isEcho === true),
  },
  model: {
    about: "The event's particulars, JSON to the character as it was sent",
    is: "text",
    of: ({ told }) => told.event.model,
  },
  extra: {
    about: "Further members that the panel sent, JSON to the character",
    is: "text",
    of: ({ told }) => told.event.extra,
  },
} as const satisfies Readonly<Record<string, ExportColumn>>;

/** The name of a column of {@link EXPORT_COLUMNS}. */
export type ExportColumnName = keyof typeof EXPORT_COLUMNS;

/** Whether a word names a column. */
export function isExportColumn(name: string): name is ExportColumnName {
  return Object.hasOwn(EXPORT_COLUMNS, name);
}

/** The names of all columns, in their order. */
export const EXPORT_COLUMN_NAMES: readonly ExportColumnName[] =
  Object.keys(EXPORT_COLUMNS).filter(isExportColumn);

/** Columns that every export has: by the first two of them a cut one goes on. */
const ALWAYS: readonly ExportColumnName[] = ["seq", "occurredAt", "receivedAt", "offset"];

/** The columns that are asked for, with those that always are; all of them for `undefined`. */
export function withAlways(
  asked: readonly ExportColumnName[] | undefined,
): readonly ExportColumnName[] {
  if (asked === undefined) return EXPORT_COLUMN_NAMES;
  return [...new Set([...ALWAYS, ...asked])];
}

/** What of an event the panel did not send, though events are shown with it. */
export function unsaidOf({
  category,
  priority,
  model,
}: Pick<ToldEvent["event"], "category" | "priority" | "model">): readonly string[] {
  if (category !== undefined && priority !== undefined && model !== undefined) return [];
  const sent = { category, priority, model };
  return Object.entries(sent).flatMap(([name, value]) => (value === undefined ? [name] : []));
}
