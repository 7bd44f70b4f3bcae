import { unusable } from "../../basip/event-fields.ts";
import { MAX_EVENT_BYTES } from "../../basip/link/read-event.ts";
import { AppError } from "../../event/errors.ts";
import type { PanelEvent } from "../../event/event.ts";
import type { CsvRow } from "./csv-rows.ts";
import { readMoment } from "./read-moment.ts";
import { sizeOf } from "./read-told-event.ts";
import type { ToldEvent, ToldReading } from "./read-told-event.ts";

/** What a column may be taken as, beside `model.NAME`. */
export const CSV_COLUMNS = [
  "panel",
  "occurredAt",
  "occurredAtMs",
  "key",
  "category",
  "priority",
  "source",
  "echo",
  "model",
  "extra",
  "seq",
] as const;

type Column = (typeof CSV_COLUMNS)[number];

/** Columns by which an export of ours is known: it always has them. */
const OWN_COLUMNS = ["occurredAt", "receivedAt", "offset"];

/** What a member of the model is taken from begins with. */
const OF_MODEL = "model.";

/** How a table is read. */
export interface CsvReading extends ToldReading {
  /** What its columns are, by the names that they have there. */
  readonly columns: ReadonlyMap<string, string>;
}

/**
 * Reads the rows of a table, by its header: columns `panel`, `occurredAt`, `key` and perhaps others of
 * {@link CSV_COLUMNS}, in any order and case. A column that is taken as `model.NAME` becomes that member
 * of the model, as a text. Others are kept in `extra`; of an export of ours, which is known by its columns, they
 * are left out, for the book works them out, and an apostrophe before a cell's text is taken away.
 */
export class CsvEvents {
  readonly #reading: CsvReading;
  readonly #names: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #isOwn: boolean;

  /** @throws AppError `invalid` when columns are missing, or one is named that is not there */
  constructor({ cells }: CsvRow, reading: CsvReading) {
    this.#reading = reading;
    const theirs = cells.map((cell) => cell.trim());
    const missing = [...reading.columns.keys()].filter((name) => !theirs.includes(name));
    if (missing.length > 0) throw noColumn(missing, theirs);
    this.#names = theirs.map((name) => reading.columns.get(name) ?? knownName(name));
    this.#places = new Map(this.#names.map((name, place) => [name, place]));
    this.#isOwn = OWN_COLUMNS.every((name) => this.#places.has(name));
    const needed = [
      ...(reading.panel === undefined ? ["panel"] : []),
      ...(this.#places.has("occurredAtMs") ? [] : ["occurredAt"]),
      "key",
    ].filter((name) => !this.#places.has(name));
    if (needed.length > 0) throw noColumn(needed, theirs);
  }

  read({ cells }: CsvRow): ToldEvent | { readonly reason: string } {
    if (cells.length !== this.#names.length) {
      return { reason: `${cells.length} cells, and the header has ${this.#names.length}` };
    }
    const row = this.#isOwn ? cells.map(withoutApostrophe) : cells;
    const { source, zone, panel: fallback } = this.#reading;
    const panel = this.#cell(row, "panel") ?? fallback;
    const timeText = this.#cell(row, "occurredAtMs") ?? this.#cell(row, "occurredAt") ?? "";
    const time = readMoment(timeText.trim(), zone);
    const key = this.#cell(row, "key");
    const category = this.#cell(row, "category");
    const priority = this.#cell(row, "priority");
    if (panel === undefined) return { reason: "no usable panel" };
    if ("reason" in time) return time;
    if (key === undefined) return { reason: "no usable key" };
    const model = this.#modelOf(row);
    const extra = this.#extraOf(row);
    const reason =
      unusable("panel", panel) ??
      unusable("key", key) ??
      unusable("category", category) ??
      unusable("priority", priority) ??
      jsonFault(model, extra);
    if (reason !== undefined) return { reason };
    const said = { occurredAtMs: time.atMs, key, category, priority, model, extra };
    const event: PanelEvent = { ...said, ...this.#marksOf(row, source) };
    const seq = Number(this.#cell(row, "seq") ?? "none");
    return { panel, event, seq: Number.isSafeInteger(seq) ? seq : undefined };
  }

  /** A cell that is not empty. */
  #cell(row: readonly string[], column: Column): string | undefined {
    return row[this.#places.get(column) ?? row.length] || undefined;
  }

  #marksOf(
    row: readonly string[],
    source: ToldReading["source"],
  ): Pick<PanelEvent, "source" | "isEcho"> {
    const said = this.#cell(row, "source");
    if (said !== "syslog") return { source };
    const isEcho = this.#cell(row, "echo") === "true";
    return isEcho ? { source: said, isEcho } : { source: said };
  }

  #modelOf(row: readonly string[]): string | undefined {
    const said = this.#cell(row, "model");
    const members = this.#membersOf(row, (name) =>
      name.startsWith(OF_MODEL) ? name.slice(OF_MODEL.length) : undefined,
    );
    return said ?? members;
  }

  #extraOf(row: readonly string[]): string | undefined {
    const said = this.#cell(row, "extra");
    if (this.#isOwn || said !== undefined) return said;
    return this.#membersOf(row, (name) =>
      isColumn(name) || name.startsWith(OF_MODEL) || name === "" ? undefined : name,
    );
  }

  /** The cells that are not empty, of the columns that are members of something, as a JSON object. */
  #membersOf(
    row: readonly string[],
    memberOf: (name: string) => string | undefined,
  ): string | undefined {
    const members = this.#names.flatMap((name, place) => {
      const member = memberOf(name);
      const cell = row[place] ?? "";
      return member === undefined || cell === "" ? [] : [[member, cell] as const];
    });
    return members.length === 0 ? undefined : JSON.stringify(Object.fromEntries(members));
  }
}

function isColumn(name: string): name is Column {
  return CSV_COLUMNS.some((column) => column === name);
}

/** A column's name as we write it, where it is one of ours in another case. */
function knownName(name: string): string {
  const lower = name.toLowerCase();
  const known = [...CSV_COLUMNS, ...OWN_COLUMNS];
  return known.find((column) => column.toLowerCase() === lower) ?? name;
}

/** An export puts one before what a spreadsheet would calculate, and before what begins with one. */
function withoutApostrophe(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}

function jsonFault(model: string | undefined, extra: string | undefined): string | undefined {
  if (model !== undefined && parse(model) === undefined) return "its model is not JSON";
  const members = extra === undefined ? {} : parse(extra);
  const isObject = typeof members === "object" && members !== null && !Array.isArray(members);
  if (!isObject) return "its extra is not a JSON object";
  return sizeOf(model, extra) > MAX_EVENT_BYTES ? "over 64 KiB" : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noColumn(missing: readonly string[], theirs: readonly string[]): AppError {
  // what a zip archive begins with
  if (theirs[0]?.startsWith("PK\u0003\u0004")) {
    return new AppError("invalid", "it is a workbook or an archive: save it as CSV, in UTF-8");
  }
  const names = (list: readonly string[]) => list.map((name) => JSON.stringify(name)).join(", ");
  const shown = theirs.length > 20 ? `${names(theirs.slice(0, 20))} and others` : names(theirs);
  return new AppError(
    "invalid",
    `the table has no column ${names(missing)}; its header has ${shown}; say which is which, as --map "THEIRS=${missing[0] ?? "key"}"`,
  );
}
