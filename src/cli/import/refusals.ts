import { closeSync, openSync, writeSync } from "node:fs";
import type { RefusedEvent } from "../../intake/import/imported-event.ts";
import { UsageError } from "../../usage-error.ts";
import { countWords } from "../panels/state-words.ts";
import { printable } from "../table.ts";

/** How many refused events are shown. */
const SHOWN = 20;

/** Characters of the report that are written at once. */
const WRITTEN_AT_ONCE = 65_536;

/** Tells which events were not taken: the first ones to people, all of them to a report. */
export class Refusals implements Disposable {
  readonly #report: number | undefined;
  #unwritten = "";
  #count = 0;

  /** @param report the file to write all of them to, an object a line; none when empty */
  constructor(report: string) {
    this.#report = report === "" ? undefined : openReport(report);
  }

  get count(): number {
    return this.#count;
  }

  add(file: string, { line, reason }: RefusedEvent): void {
    this.#count += 1;
    if (this.#count <= SHOWN) console.error(printable(`${file}, line ${line}: ${reason}`));
    if (this.#report === undefined) return;
    this.#unwritten += `${JSON.stringify({ file, line, reason })}\n`;
    if (this.#unwritten.length >= WRITTEN_AT_ONCE) this.#write();
  }

  /** Tells how many were not shown. */
  tellRest(): void {
    const rest = this.#count - SHOWN;
    if (rest <= 0) return;
    const where = this.#report === undefined ? "; --report FILE has all of them" : "";
    console.error(`and ${countWords(rest, "more event")} not taken${where}`);
  }

  [Symbol.dispose](): void {
    if (this.#report === undefined) return;
    this.#write();
    closeSync(this.#report);
  }

  #write(): void {
    if (this.#report !== undefined) writeSync(this.#report, this.#unwritten);
    this.#unwritten = "";
  }
}

function openReport(path: string): number {
  try {
    return openSync(path, "w");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`cannot write the report: ${reason}`);
  }
}
