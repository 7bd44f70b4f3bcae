import { AppError } from "../event/errors.ts";

/** A row of a table. */
export interface CsvRow {
  /** The line of the file on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The header's first cell, which is a name, and what ends it. */
const FIRST_CELL = /^(?:"[^"]*"|[^",;\r\n]*)([;,])/;

/**
 * The rows of a text of comma-separated values (RFC 4180), its header first; lines that say nothing
 * are left out. Cells may stand between semicolons as well, as spreadsheets write them where the comma
 * is a decimal sign: what ends the header's first cell counts.
 *
 * @throws AppError `invalid` naming the line, while it is read
 */
export function* readCsv(text: string): Generator<CsvRow, undefined> {
  const cell = cellsBetween(FIRST_CELL.exec(text)?.[1] ?? ",");
  let [at, line] = [0, 1];
  let row: { readonly line: number; readonly cells: string[] } = { line, cells: [] };
  while (at < text.length) {
    cell.lastIndex = at;
    const [whole = "", quoted, plain = "", end = ""] = cell.exec(text) ?? refuse(text, at, line);
    row.cells.push(quoted?.replaceAll('""', '"') ?? plain);
    at += whole.length;
    line += countLines(whole);
    // a separator at the very end has an empty cell behind it
    if (isSeparator(end) && at === text.length) row.cells.push("");
    if (isSeparator(end) && at < text.length) continue;
    if (row.cells.some((each) => each.trim() !== "")) yield row;
    row = { line, cells: [] };
  }
}

function cellsBetween(separator: string): RegExp {
  return new RegExp(
    String.raw`(?:"((?:[^"]|"")*)"|([^"\r\n${separator}]*))(${separator}|\r\n|\n|\r|$)`,
    "y",
  );
}

function isSeparator(end: string): boolean {
  return end === "," || end === ";";
}

function countLines(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

function refuse(text: string, at: number, line: number): never {
  const isOpen = text[at] === '"' && !/"(?:[^"]|"")*"/y.test(text.slice(at));
  const what = isOpen
    ? "a quote is never closed"
    : "a quote stands inside of a cell: write it twice, and the cell between quotes";
  throw new AppError("invalid", `line ${line}: ${what}`);
}
