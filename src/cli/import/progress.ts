import type { ImportProgress } from "../../intake/import/run-import.ts";
import { inThousands } from "../panels/state-words.ts";

/** From one line to the next where standard error is no terminal, events. */
const EVENTS_A_LINE = 100_000;

/** Shows on standard error how far an import is: in place on a terminal, in lines where it is asked for. */
export class ImportProgressLine {
  readonly #isTerminal = process.stderr.isTTY;
  readonly #isAsked: boolean;
  #told = 0;

  constructor(isAsked: boolean) {
    this.#isAsked = isAsked;
  }

  show({ read, taken }: ImportProgress): void {
    const text =
      taken === 0
        ? `${inThousands(read)} events read`
        : `${inThousands(taken)} of ${inThousands(read)} events taken`;
    if (this.#isTerminal) {
      process.stderr.write(`\r${text}\u001B[K`);
      return;
    }
    const step = Math.floor((read + taken) / EVENTS_A_LINE);
    if (this.#isAsked && step > this.#told) console.error(text);
    this.#told = step;
  }

  clear(): void {
    this.#told = 0;
    if (this.#isTerminal) process.stderr.write("\r\u001B[K");
  }
}
