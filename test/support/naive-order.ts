import type { KindSet } from "../../src/store/directory/kind-set.ts";
import type { Columns } from "../../src/store/directory/members.ts";
import type { Place } from "../../src/store/directory/place.ts";

/** An event's place and kind. */
export interface Placed extends Place {
  readonly kind: number;
}

/** Events in the log's order in a plain sorted array: every answer by going through all of them. */
export class NaiveOrder {
  readonly events: Placed[] = [];
  /** What a set of kinds matched last, as long as nothing changes. */
  readonly #matching = new Map<KindSet | undefined, Placed[]>();

  add(event: Placed): void {
    const index = this.events.findLastIndex((other) => isBefore(other, event));
    this.events.splice(index + 1, 0, event);
    this.#matching.clear();
  }

  /** Takes out the event at an index. */
  removeAt(index: number): Placed | undefined {
    this.#matching.clear();
    return this.events.splice(index, 1)[0];
  }

  /** The events of some kinds from one place up to another. */
  between(from: Place, to: Place, kinds: KindSet | undefined): Placed[] {
    const matching = this.matching(kinds);
    const first = matching.findIndex((event) => !isBefore(event, from));
    if (first === -1) return [];
    const end = matching.findIndex((event, index) => index >= first && !isBefore(event, to));
    return matching.slice(first, end === -1 ? undefined : end);
  }

  matching(kinds: KindSet | undefined): Placed[] {
    const known = this.#matching.get(kinds);
    if (known !== undefined) return known;
    const found = this.events.filter(({ kind }) => kinds === undefined || kinds.ids.includes(kind));
    this.#matching.set(kinds, found);
    return found;
  }

  copy(): NaiveOrder {
    const copy = new NaiveOrder();
    copy.events.push(...this.events);
    return copy;
  }
}

export function isBefore(a: Place, b: Place): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.seq < b.seq);
}

export function columnsOf(events: readonly Placed[]): Columns {
  return {
    at: Float64Array.from(events, ({ atMs }) => atMs),
    seq: Float64Array.from(events, ({ seq }) => seq),
    kind: Uint16Array.from(events, ({ kind }) => kind),
  };
}
