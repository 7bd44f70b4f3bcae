import type { Unread } from "./piece.ts";
import { MAX_PIECE_BYTES, TOO_LARGE } from "./piece.ts";

/** A row of a table. */
export interface CsvRow {
  /** The line on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What may stand between cells; the one that the header has first counts. */
const SEPARATORS = ",;\t";

/**
 * Cuts a text of comma-separated values (RFC 4180) into its rows as it comes; rows that say nothing are
 * left out. Cells may stand between semicolons or tabs as well. A quote inside of a cell that does not
 * begin with one is taken as it stands.
 */
export class CsvRows {
  #separator: string | undefined;
  #line = 1;
  #began = 1;
  #cells: string[] = [];
  #cell = "";
  #length = 0;
  #isQuoted = false;
  /** Behind a quote within quotes: the cell ends, or a second one follows and stands for itself. */
  #isBehindQuote = false;
  #isBehindReturn = false;

  /** The rows that end in the text. */
  *push(text: string): Generator<CsvRow | Unread> {
    for (let at = 0; at < text.length;) {
      const to = this.#runOf(text, at);
      if (to > at) {
        this.#add(text.slice(at, to));
        at = to;
        continue;
      }
      const row = this.#take(text[at]!);
      at += 1;
      if (row !== undefined) yield row;
    }
  }

  /** The last row, which nothing ends. */
  *end(): Generator<CsvRow | Unread> {
    if (this.#isQuoted && !this.#isBehindQuote) {
      yield { line: this.#began, reason: "a quote is never closed" };
      return;
    }
    const row = this.#endRow();
    if (row !== undefined) yield row;
  }

  /** Where what stands for itself ends. */
  #runOf(text: string, from: number): number {
    if (this.#isBehindQuote) return from;
    if (this.#isQuoted) {
      const quote = text.indexOf('"', from);
      return quote < 0 ? text.length : quote;
    }
    let to = from;
    while (to < text.length && !this.#isMark(text[to]!)) to += 1;
    return to;
  }

  #isMark(char: string): boolean {
    if (char === '"' || char === "\n" || char === "\r") return true;
    return this.#separator === undefined ? SEPARATORS.includes(char) : char === this.#separator;
  }

  #take(char: string): CsvRow | Unread | undefined {
    const isBehindReturn = this.#isBehindReturn;
    this.#isBehindReturn = false;
    if (char === '"') return this.#quote();
    this.#isQuoted = false;
    this.#isBehindQuote = false;
    if (char === "\n" && isBehindReturn) {
      this.#began = this.#line;
      return undefined;
    }
    if (char === "\n" || char === "\r") {
      this.#isBehindReturn = char === "\r";
      const row = this.#endRow();
      this.#line += 1;
      this.#began = this.#line;
      return row;
    }
    if (!this.#isMark(char)) this.#add(char);
    else {
      this.#separator ??= char;
      this.#endCell();
    }
    return undefined;
  }

  #quote(): undefined {
    if (this.#isBehindQuote) {
      this.#isBehindQuote = false;
      this.#add('"');
    } else if (this.#isQuoted) this.#isBehindQuote = true;
    else if (this.#cell === "") this.#isQuoted = true;
    else this.#add('"');
  }

  #add(text: string): void {
    this.#isBehindReturn = false;
    this.#length += text.length;
    if (this.#length <= MAX_PIECE_BYTES) this.#cell += text;
    if (this.#isQuoted) this.#line += text.split("\n").length - 1;
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#length += 1;
    this.#cell = "";
    if (this.#length > MAX_PIECE_BYTES) this.#cells = [];
  }

  #endRow(): CsvRow | Unread | undefined {
    this.#endCell();
    const [cells, line, length] = [this.#cells, this.#began, this.#length];
    this.#cells = [];
    this.#length = 0;
    this.#isQuoted = false;
    this.#isBehindQuote = false;
    if (length > MAX_PIECE_BYTES) return { line, reason: TOO_LARGE };
    return cells.some((cell) => cell.trim() !== "") ? { line, cells } : undefined;
  }
}
