import { OWN_PANEL } from "../event/event.ts";
import { ownEvent } from "../event/own-event.ts";
import type { EventStore } from "../event/store.ts";

/** What a watch of the disk rests on. */
export interface DiskWatchParts {
  /** How many bytes are free for us; `undefined` when it cannot be told. */
  readonly readFree: () => Promise<number | undefined>;
  /** Fewer are low, bytes; 0 for never. */
  readonly lowBytes: number;
  /** Where it is an event. */
  readonly log: Pick<EventStore, "append">;
  /** How often it is looked, ms; 0 for never by itself. */
  readonly lookMs: number;
  /** Told what went wrong behind. */
  readonly report: (cause: unknown) => void;
  /** Our clock, ms. */
  readonly now: () => number;
}

/** How ready a server is to take events in. */
export type Readiness = "ok" | "disk low" | "disk full" | "writing fails";

/** Room is enough again where it is this much more than low, so that one event is not one of many. */
const ENOUGH = 1.1;

/** With less than this the next commits may fail, bytes. */
const FULL_BYTES = 32 * 1024 * 1024;

/** A store that failed to write is believed to fail on for so long, ms: then someone may try again. */
const AFTER_FAILURE_MS = 60_000;

/** Looks how much room the disk has: too little is an event, and a state, before writing fails. */
export class DiskWatch implements AsyncDisposable {
  readonly #parts: DiskWatchParts;
  readonly #timer: NodeJS.Timeout | undefined;
  #freeBytes: number | undefined;
  #isLow = false;
  /** Whether the log was told that it is low. */
  #isToldLow = false;
  #looking: Promise<void> | undefined;
  #failedMs = -Infinity;

  /** Looks for the first time, if it is to look by itself. Never rejects. */
  static async open(parts: DiskWatchParts): Promise<DiskWatch> {
    const watch = new DiskWatch(parts);
    if (parts.lookMs > 0) await watch.look();
    return watch;
  }

  private constructor(parts: DiskWatchParts) {
    this.#parts = parts;
    if (parts.lookMs > 0) this.#timer = setInterval(() => void this.look(), parts.lookMs);
  }

  /** What was free when it was looked last, bytes; `undefined` when it cannot be told. */
  get freeBytes(): number | undefined {
    return this.#freeBytes;
  }

  get isLow(): boolean {
    return this.#isLow;
  }

  /** How ready the server is; whoever is `disk low` is ready still. */
  get readiness(): Readiness {
    if (this.#parts.now() - this.#failedMs < AFTER_FAILURE_MS) return "writing fails";
    const { lowBytes } = this.#parts;
    const free = this.#freeBytes ?? Infinity;
    if (lowBytes > 0 && free < Math.min(FULL_BYTES, lowBytes)) return "disk full";
    return this.#isLow ? "disk low" : "ok";
  }

  /** The store could not write. */
  writingFailed(): void {
    this.#failedMs = this.#parts.now();
  }

  /** The store has written. */
  written(): void {
    this.#failedMs = -Infinity;
  }

  /** Looks now; a change is an event, told again later where the log could not take it. Never rejects. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch((cause: unknown) => this.#parts.report(cause))
      .finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { readFree, lowBytes, log, now } = this.#parts;
    const free = await readFree();
    this.#freeBytes = free;
    if (free === undefined) return;
    this.#isLow = free < (this.#isLow ? lowBytes * ENOUGH : lowBytes);
    if (this.#isLow === this.#isToldLow) return;
    const isLow = this.#isLow;
    const key = isLow ? "doorbook_disk_low" : "doorbook_disk_enough";
    await log.append(OWN_PANEL, [ownEvent(key, { megabytes: Math.floor(free / 1e6) }, now())]);
    this.#isToldLow = isLow;
  }
}
