import { compactJson } from "../../basip/compact-json.ts";
import type { StoredEvent } from "../../event/event.ts";
import { EVENT_FIELD_NAMES } from "../event-fields.ts";
import { prepareRender } from "../render-event.ts";
import { Surroundings, ToldEvent } from "../told-event.ts";
import type { ToldFleet } from "../told-event.ts";
import { csvCell } from "./csv.ts";
import { EXPORT_COLUMNS, unsaidOf, withAlways } from "./export-columns.ts";
import type { ExportColumnName, ExportRow } from "./export-columns.ts";
import type { ExportSpec } from "./export-spec.ts";
import { ZonedTimes } from "./zoned-time.ts";

/** How the rows of an export look. */
export type RowShape = Pick<ExportSpec, "columns" | "locale" | "zone" | "hasMark" | "hasHead">;

/** Makes the text of a file: what it begins with, and what each event adds. */
export interface RowWriting {
  readonly head: string;
  readonly row: (event: StoredEvent) => string;
}

/** Gives an event what its cells are made from. */
export function prepareRow(
  { locale, zone }: Pick<RowShape, "locale" | "zone">,
  fleet: ToldFleet,
): (event: StoredEvent) => ExportRow {
  const surroundings = new Surroundings(locale, fleet);
  const times = new ZonedTimes(zone);
  const receivedTimes = new ZonedTimes(zone);
  return (event) => ({
    told: new ToldEvent(event, surroundings),
    occurred: times.at(event.occurredAtMs),
    received: receivedTimes.at(event.receivedAtMs),
  });
}

/** CSV: a header, a line an event. Source: RFC 4180. */
export function csvRows(shape: RowShape, fleet: ToldFleet): RowWriting {
  const names = withAlways(shape.columns);
  const cells = names.map(csvCellOf);
  const rowOf = prepareRow(shape, fleet);
  const { hasMark, hasHead } = shape;
  return {
    head: `${hasMark ? "\uFEFF" : ""}${hasHead ? `${names.join(",")}\r\n` : ""}`,
    row: (event) => {
      const row = rowOf(event);
      let line = "";
      for (const cell of cells) line += line === "" ? cell(row) : `,${cell(row)}`;
      return `${line}\r\n`;
    },
  };
}

/** Columns whose texts come again and again. */
const OF_FEW_WORDS: ReadonlySet<ExportColumnName> = new Set([
  "offset",
  "panel",
  "panelName",
  "site",
  "entrance",
  "key",
  "category",
  "priority",
  "unsaid",
  "name",
  "lock",
  "source",
  "late",
  "echo",
]);

/** So many of them are remembered. */
const MAX_WORDS = 10_000;

function csvCellOf(name: ExportColumnName): (row: ExportRow) => string {
  const { is, of } = EXPORT_COLUMNS[name];
  if (is === "number") return (row) => of(row) ?? "";
  if (OF_FEW_WORDS.has(name)) {
    const known = new Map<string, string>();
    return (row) => {
      const text = of(row) ?? "";
      const before = known.get(text);
      if (before !== undefined) return before;
      const cell = csvCell(text);
      if (known.size < MAX_WORDS) known.set(text, cell);
      return cell;
    };
  }
  return (row) => csvCell(of(row) ?? "");
}

/** JSON Lines: an event a line as the book shows it, with what another log needs to have the same. */
export function jsonRows({ columns, locale, zone }: RowShape, fleet: ToldFleet): RowWriting {
  const names = columns && new Set<string>(withAlways(columns));
  const fields = names && EVENT_FIELD_NAMES.filter((field) => names.has(field));
  const render = prepareRender({ locale, fleet, fields });
  const has = (name: ExportColumnName) => names?.has(name) ?? true;
  const [hasUnsaid, hasModel, hasExtra] = [has("unsaid"), has("model"), has("extra")];
  const times = new ZonedTimes(zone);
  return {
    head: "",
    row: (event) => {
      const { model, extra } = event;
      let json = `${render(event).slice(0, -1)},"offset":"${times.offsetAt(event.occurredAtMs)}"`;
      const unsaid = hasUnsaid ? unsaidOf(event) : [];
      if (unsaid.length > 0) json += `,"unsaid":${JSON.stringify(unsaid)}`;
      // white space goes from a line: the bytes as they were sent stand beside it
      if (hasModel) json += asSent("modelText", model);
      if (hasExtra) json += asSent("extraText", extra);
      return `${json}}\n`;
    },
  };
}

function asSent(name: string, text: string | undefined): string {
  if (text === undefined || compactJson(text) === text) return "";
  return `,"${name}":${JSON.stringify(text)}`;
}
