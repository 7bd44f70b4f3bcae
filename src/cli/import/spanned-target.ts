import { isoOf } from "../../fleet/iso.ts";
import type { ImportedEvent, ImportTarget, Taken } from "../../intake/import/imported-event.ts";

/**
 * A target that notes when what it takes happened: who sees 1970 knows that the times were read as what
 * they are not, as seconds for milliseconds.
 */
export class SpannedTarget implements ImportTarget {
  readonly #target: ImportTarget;
  #firstMs = Infinity;
  #lastMs = -Infinity;

  constructor(target: ImportTarget) {
    this.#target = target;
  }

  take(events: readonly ImportedEvent[]): Promise<Taken> {
    for (const { event } of events) {
      this.#firstMs = Math.min(this.#firstMs, event.occurredAtMs);
      this.#lastMs = Math.max(this.#lastMs, event.occurredAtMs);
    }
    return this.#target.take(events);
  }

  /** In a sentence; `undefined` while nothing was taken. */
  get span(): string | undefined {
    if (this.#lastMs < this.#firstMs) return undefined;
    return `They happened from ${isoOf(this.#firstMs)} to ${isoOf(this.#lastMs)}.`;
  }
}
