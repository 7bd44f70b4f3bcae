/** A line break, and what texts of CSV stand between. */
const LINE_FEED = 0x0a;
const QUOTE = 0x22;

/** Finds the ends of rows in a file that comes piece by piece, without reading them. */
export class RecordScanner {
  readonly #hasQuotes: boolean;
  #isQuoted = false;
  #at = 0;
  #records = 0;
  #lastStart = 0;
  #end = 0;

  /** @param format of CSV a row may hold line breaks, between quotes */
  constructor(format: "csv" | "jsonl") {
    this.#hasQuotes = format === "csv";
  }

  /** One that goes on behind the whole rows of another. */
  static at(format: "csv" | "jsonl", { records, last }: RecordScanner): RecordScanner {
    const scanner = new RecordScanner(format);
    scanner.#records = records;
    scanner.#at = last.end;
    scanner.#end = last.end;
    scanner.#lastStart = last.start;
    return scanner;
  }

  /** How many whole rows came, a header too. */
  get records(): number {
    return this.#records;
  }

  /** Where the last whole row begins and all whole rows end, bytes. */
  get last(): { readonly start: number; readonly end: number } {
    return { start: this.#lastStart, end: this.#end };
  }

  push(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i += 1) {
      const byte = bytes[i];
      if (byte === QUOTE && this.#hasQuotes) this.#isQuoted = !this.#isQuoted;
      else if (byte === LINE_FEED && !this.#isQuoted) {
        this.#lastStart = this.#end;
        this.#end = this.#at + i + 1;
        this.#records += 1;
      }
    }
    this.#at += bytes.length;
  }
}
