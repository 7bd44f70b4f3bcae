import type { NthRange } from "./nth-ranges.ts";
import { rangesOf } from "./nth-ranges.ts";
import type { Noted } from "./noted.ts";

/** What may become of an event that was noted. */
export type Fate = "isDelivered" | "isLost" | "isShown" | "isTold" | "isForgotten";

/** The last events that happened at a panel, in the order of nth, which rises by one. */
export class RememberedEvents {
  #events: Noted[] = [];

  get all(): readonly Noted[] {
    return this.#events;
  }

  /** The nth of the oldest; `undefined` when nothing is remembered. */
  get firstNth(): number | undefined {
    return this.#events[0]?.nth;
  }

  add(noted: Noted): void {
    this.#events.push(noted);
  }

  /** The oldest of those after the nth. */
  after(nth: number, limit: number): readonly Noted[] {
    const from = this.countUpTo(nth);
    return this.#events.slice(from, from + limit);
  }

  /** How many of those that are remembered were noted up to the nth. */
  countUpTo(nth: number): number {
    const first = this.firstNth;
    return first === undefined ? 0 : Math.min(Math.max(0, nth - first + 1), this.#events.length);
  }

  /** Marks what is remembered of a range. @returns those of which it was not known, in their order */
  mark([first, last]: NthRange, fate: Fate): readonly Noted[] {
    const marked: Noted[] = [];
    const end = this.countUpTo(last);
    for (let at = this.countUpTo(first - 1); at < end; at++) {
      const noted = this.#events[at];
      if (noted === undefined || noted[fate]) continue;
      noted[fate] = true;
      marked.push(noted);
    }
    return marked;
  }

  /** What shares a fate. */
  rangesWith(fate: Fate): readonly NthRange[] {
    return rangesOf(this.#events.filter((noted) => noted[fate]).map(({ nth }) => nth));
  }

  /** Remembers so many of the oldest no more. */
  dropOldest(count: number): void {
    if (count > 0) this.#events = this.#events.slice(count);
  }
}
