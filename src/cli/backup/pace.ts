import { setTimeout as wait } from "node:timers/promises";
import { inThousands } from "../panels/state-words.ts";
import type { CopyPace } from "../../store/sqlite/backup/piece-rows.ts";

/** From one word on standard error to the next, where it is no terminal, ms. */
const TELL_MS = 10_000;

const TELL_TERMINAL_MS = 200;

/** Counts what is copied, tells of it on standard error, and keeps to a pace. */
export class Pace implements CopyPace {
  readonly #verb: string;
  readonly #isTold: boolean;
  readonly #bytesPerSecond: number;
  readonly #startMs = performance.now();
  #total = 0;
  #events = 0;
  #bytes = 0;
  #toldMs = performance.now();

  /**
   * @param verb such as `copied`
   * @param isAsked whether it is told where standard error is no terminal, too
   * @param bytesPerSecond how fast it may be; Infinity for as fast as it can
   */
  constructor(verb: string, isAsked: boolean, bytesPerSecond = Infinity) {
    this.#verb = verb;
    this.#isTold = isAsked || process.stderr.isTTY;
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Takes note of how many events there are in all. */
  began(total: number): void {
    this.#total = total;
  }

  async copied(events: number, bytes: number): Promise<void> {
    this.#events += events;
    this.#bytes += bytes;
    this.#tell();
    const aheadMs = (this.#bytes / this.#bytesPerSecond) * 1_000 - this.#passedMs();
    if (aheadMs > 1) await wait(aheadMs);
  }

  /** Tells of what is done now, whatever was told last. */
  say(text: string): void {
    if (this.#isTold) this.#write(text);
  }

  /** The line at the foot of a terminal goes. */
  end(): void {
    if (this.#isTold && process.stderr.isTTY) process.stderr.write("\r\u001B[K");
  }

  #tell(): void {
    const nowMs = performance.now();
    const pauseMs = process.stderr.isTTY ? TELL_TERMINAL_MS : TELL_MS;
    if (!this.#isTold || nowMs - this.#toldMs < pauseMs) return;
    this.#toldMs = nowMs;
    const rate = this.#bytes / 1_000 / Math.max(1, this.#passedMs());
    const pace = this.#bytes === 0 ? "" : `, ${rate.toFixed(1)} MB/s`;
    const of = `${inThousands(this.#events)} of ${inThousands(Math.max(this.#total, this.#events))}`;
    this.#write(`${of} events ${this.#verb}${pace}`);
  }

  #write(text: string): void {
    process.stderr.write(process.stderr.isTTY ? `\r${text}\u001B[K` : `${text}\n`);
  }

  #passedMs(): number {
    return performance.now() - this.#startMs;
  }
}
