import { countWords, inThousands } from "../../panels/state-words.ts";

/** How often it is told how far an export is, ms: in place, and line by line. */
const IN_PLACE_MS = 200;
const BY_LINE_MS = 5_000;

/** Tells how far an export is: in its place in a terminal, line by line where that is asked for. */
export class ExportProgress {
  readonly #isInPlace = process.stderr.isTTY;
  readonly #isShown: boolean;
  readonly #startMs = performance.now();
  readonly #total: number;
  readonly #had: number;
  #nextMs: number;

  /** @param had events that were there before */
  constructor(total: number, had: number, isAsked: boolean) {
    this.#total = total;
    this.#had = had;
    this.#isShown = isAsked || this.#isInPlace;
    this.#nextMs = this.#startMs + this.#everyMs;
  }

  /** @param events that are there now */
  show(events: number): void {
    const nowMs = performance.now();
    if (!this.#isShown || nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + this.#everyMs;
    const text = this.#render(events, (nowMs - this.#startMs) / 1000);
    process.stderr.write(this.#isInPlace ? `\r${text}\u001B[K` : `${text}\n`);
  }

  clear(): void {
    if (this.#isShown && this.#isInPlace) process.stderr.write("\r\u001B[K");
  }

  get #everyMs(): number {
    return this.#isInPlace ? IN_PLACE_MS : BY_LINE_MS;
  }

  #render(events: number, seconds: number): string {
    const rate = (events - this.#had) / Math.max(seconds, 0.001);
    const left = rate > 0 ? `, ${Math.ceil((this.#total - events) / rate)} s left` : "";
    return `${inThousands(events)} of ${countWords(this.#total, "event")}, ${inThousands(Math.round(rate))}/s${left}`;
  }
}
