import { setImmediate as turn } from "node:timers/promises";
import type { StoredEvent } from "../event/event.ts";
import type { AlarmLog } from "./alarm-parts.ts";
import type { PieceReader } from "./alarm-runner.ts";

/** Events that are read at once: some 1 ms. */
const PIECE_EVENTS = 128;

/**
 * Reads the log for all alarms: one piece after the other, with other work in between, and for those that
 * stand at one place once.
 */
export class PieceLog implements PieceReader, Disposable {
  readonly #log: Pick<AlarmLog, "after" | "watch">;
  readonly #unwatch: () => void;
  readonly #waiting = new Set<() => void>();
  #turns: Promise<unknown> = Promise.resolve();
  #last: { readonly afterSeq: number; readonly events: readonly StoredEvent[] } | undefined;
  #growths = 0;

  constructor(log: Pick<AlarmLog, "after" | "watch">) {
    this.#log = log;
    this.#unwatch = log.watch(() => this.#grow());
  }

  get growths(): number {
    return this.#growths;
  }

  after(seq: number): Promise<readonly StoredEvent[]> {
    const reading = this.#turns.then(() => this.#read(seq));
    this.#turns = reading.catch(() => undefined);
    return reading;
  }

  async grown(since: number, signal: AbortSignal): Promise<void> {
    if (this.#growths > since || signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = () => resolve();
    this.#waiting.add(wake);
    signal.addEventListener("abort", wake);
    await promise;
    signal.removeEventListener("abort", wake);
    this.#waiting.delete(wake);
  }

  [Symbol.dispose](): void {
    this.#unwatch();
  }

  async #read(seq: number): Promise<readonly StoredEvent[]> {
    if (this.#last?.afterSeq === seq) return this.#last.events;
    await turn();
    const growths = this.#growths;
    const events = await this.#log.after(seq, PIECE_EVENTS);
    // what came meanwhile may be missing from it
    if (growths === this.#growths) this.#last = { afterSeq: seq, events };
    return events;
  }

  #grow(): void {
    this.#growths += 1;
    this.#last = undefined;
    for (const wake of this.#waiting) wake();
  }
}
