import type { TimeWindow } from "../directory/kind-counting.ts";
import type { ViewState } from "./kind-counter.ts";
import type { Removal } from "./removal-journal.ts";

/** Numbers by kind that were counted part by part, while events were taken out of the log. */
export class CountedParts {
  readonly #windows: readonly TimeWindow[];
  readonly #counts: readonly Map<number, number>[];
  /** By window: the newest removal that its numbers lack. */
  readonly #removals: number[] = [];

  /**
   * @param windows disjoint, in rising time
   * @param counts of each window, in their order, as they are counted
   */
  constructor(windows: readonly TimeWindow[], counts: readonly Map<number, number>[]) {
    this.#windows = windows;
    this.#counts = counts;
  }

  /** The removal that the first part lacks; `Infinity` before any was counted. */
  get first(): number {
    return this.#removals[0] ?? Infinity;
  }

  /** Takes note that the next windows are counted. */
  add(windows: number, removal: number): void {
    for (let i = 0; i < windows; i += 1) this.#removals.push(removal);
  }

  /** Takes out of the earlier parts what the last one lacks, so that all are of one state. */
  takeOut({ loaded, asOf }: ViewState, removals: readonly Removal[]): void {
    for (const { id, events } of removals) {
      for (const { seq, atMs, panel, kind } of events) {
        const nth = this.#windowOf(atMs);
        if (nth === undefined || this.#removals[nth]! >= id) continue;
        if (seq > asOf || !loaded.sees(panel, seq)) continue;
        const counts = this.#counts[nth]!;
        const rest = (counts.get(kind) ?? 0) - 1;
        if (rest === 0) counts.delete(kind);
        else counts.set(kind, rest);
      }
    }
  }

  #windowOf(atMs: number): number | undefined {
    let low = 0;
    let high = this.#windows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#windows[middle]!.toMs < atMs) low = middle + 1;
      else high = middle;
    }
    const window = this.#windows[low];
    return window !== undefined && window.fromMs <= atMs ? low : undefined;
  }
}
