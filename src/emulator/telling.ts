import type { OnLeft } from "./syslog/line-queue.ts";

/** Which event each line of a sender is about, from when it is handed over to when it has left. */
export class Telling {
  /** The nths of the lines that have not left, in the order of the lines. */
  readonly #nths: number[] = [];
  /** The number of the first of them. */
  #start = 0;
  readonly #onTold: (nths: readonly number[]) => void;

  /** @param onTold told of events whose lines were sent */
  constructor(onTold: (nths: readonly number[]) => void) {
    this.#onTold = onTold;
  }

  /** How many lines have not left yet. */
  get count(): number {
    return this.#nths.length;
  }

  /** The next line is about this event. */
  add(nth: number): void {
    this.#nths.push(nth);
  }

  /** What a sender tells of its lines. */
  readonly left: OnLeft = (_from, end, how) => {
    const nths = this.#nths.splice(0, Math.max(0, end - this.#start));
    this.#start = Math.max(this.#start, end);
    if (how === "sent" && nths.length > 0) this.#onTold(nths);
  };
}
