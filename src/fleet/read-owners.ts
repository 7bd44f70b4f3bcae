import { AppError } from "../event/errors.ts";
import { MAX_NAME_CHARACTERS } from "../event/event.ts";
import type { Owner } from "./owner.ts";
import { readCsv } from "./read-csv.ts";

/** What a table of owners says. */
export interface ReadOwners {
  /** The last row of each number. */
  readonly owners: readonly Owner[];
  /** Rows that a later one of the same number takes the place of, by number. */
  readonly repeated: readonly { readonly number: string; readonly line: number }[];
  /** Columns that mean nothing to us. */
  readonly ignored: readonly string[];
}

const COLUMNS = ["number", "name", "apartment"] as const;

/** How many lines with mistakes are named. */
const MAX_MISTAKES = 10;

/**
 * Reads owners from comma-separated values with a header: `number`, `name` and perhaps `apartment`, in
 * any order. White space around a value does not count.
 *
 * @throws AppError `invalid`, naming the lines with mistakes; nothing of the table counts then
 */
export function readOwners(text: string): ReadOwners {
  const rows = readCsv(text);
  const { value: header } = rows.next();
  if (header === undefined) throw new AppError("invalid", "the table is empty");
  const names = header.cells.map((cell) => cell.trim().toLowerCase());
  checkHeader(names, header.line);
  const owners = new Map<string, { readonly owner: Owner; readonly line: number }>();
  const repeated: { readonly number: string; readonly line: number }[] = [];
  const mistakes: string[] = [];
  for (const { line, cells } of rows) {
    const [number = "", name = "", apartment = ""] = COLUMNS.map((column) =>
      (cells[names.indexOf(column)] ?? "").trim(),
    );
    const owner = { number, name, apartment };
    const mistake = mistakeOf(owner, cells.length, names.length);
    if (mistake !== undefined) mistakes.push(`line ${line}: ${mistake}`);
    const before = owners.get(number);
    if (before !== undefined) repeated.push({ number, line: before.line });
    owners.set(number, { owner, line });
  }
  if (mistakes.length > 0) throw new AppError("invalid", mistakesText(mistakes));
  return {
    owners: Array.from(owners.values(), ({ owner }) => owner),
    repeated,
    ignored: names.filter((name) => !COLUMNS.some((column) => column === name)),
  };
}

function checkHeader(names: readonly string[], line: number): void {
  for (const column of COLUMNS) {
    const count = names.filter((name) => name === column).length;
    const isFound = column === "apartment" ? count <= 1 : count === 1;
    if (isFound) continue;
    const what = count === 0 ? "no column" : "more than one column";
    throw new AppError(
      "invalid",
      `line ${line}: ${what} "${column}": the first line names the columns number, name, apartment`,
    );
  }
}

function mistakeOf(
  { number, name, apartment }: Owner,
  cells: number,
  columns: number,
): string | undefined {
  if (cells !== columns) return `${cells} cells, and the header has ${columns}`;
  if (number === "") return "the number is empty";
  if (number.length > MAX_NAME_CHARACTERS) return "the number is longer than 128 characters";
  if (name === "" && apartment === "") return "neither a name nor an apartment";
  if (Math.max(name.length, apartment.length) > 256) return "a text is longer than 256 characters";
  return undefined;
}

function mistakesText(mistakes: readonly string[]): string {
  const shown = mistakes.slice(0, MAX_MISTAKES).join("\n");
  const rest = mistakes.length - MAX_MISTAKES;
  return rest > 0 ? `${shown}\nand ${rest} more` : shown;
}
