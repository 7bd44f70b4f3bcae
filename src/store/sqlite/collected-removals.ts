import type { Columns } from "../directory/members.ts";
import type { Place } from "../directory/place.ts";
import { comparePlaces } from "../directory/place.ts";
import type { RemovedEvent } from "../directory/removed-events.ts";

/** Events in order, with the newest removal that they lack already. */
export interface Collected extends Columns {
  readonly removal: number;
}

/**
 * Which removals the events of a view lack that were collected part by part, while events were taken out of
 * the log: what is collected later lacks more.
 */
export class CollectedRemovals {
  /** Rising; neighbours of one removal are one. */
  readonly #parts: { through: Place; readonly removal: number }[] = [];
  #first: number | undefined;

  /** The removal behind which there may be something to take out; `undefined` before anything was collected. */
  get first(): number | undefined {
    return this.#first;
  }

  /** Takes note of the next part in order. */
  add({ at, seq, removal }: Collected): void {
    const last = at.length - 1;
    this.#first = Math.min(this.#first ?? removal, removal);
    if (last < 0) return;
    const through = { atMs: at[last]!, seq: seq[last]! };
    const before = this.#parts.at(-1);
    if (before?.removal === removal) before.through = through;
    else this.#parts.push({ through, removal });
  }

  /** Whether what was collected holds an event that a removal took out. */
  holds(event: RemovedEvent, removal: number): boolean {
    const place = { atMs: event.atMs, seq: event.seq };
    let low = 0;
    let high = this.#parts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (comparePlaces(this.#parts[middle]!.through, place) < 0) low = middle + 1;
      else high = middle;
    }
    // behind all parts it was gone when they were read
    const part = this.#parts[low];
    return part !== undefined && removal > part.removal;
  }
}
