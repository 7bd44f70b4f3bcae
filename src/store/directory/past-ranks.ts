import type { KindSet } from "./kind-set.ts";
import type { ResolvedView } from "./loaded-view.ts";
import type { Place } from "./place.ts";
import { comparePlaces, END, START } from "./place.ts";
import type { PlaceRow, RankedEvents } from "./ranked-events.ts";
import type { Tail } from "./tail.ts";

/** Places read at a time, of which those of later events are passed over. */
const FIRST_CHUNK = 64;

/**
 * A view as it was at an earlier seq: the present one without the events that came since, which are
 * few. Nothing is copied or counted anew.
 */
export class PastRanks implements RankedEvents {
  readonly #present: RankedEvents;
  readonly #view: ResolvedView;
  readonly #later: Tail;
  readonly #places = new Map<KindSet | undefined, readonly Place[]>();

  /** @param later holds what came after the past state, up to the present one */
  constructor(present: RankedEvents, view: ResolvedView, later: Tail) {
    this.#present = present;
    this.#view = view;
    this.#later = later;
  }

  get newestMs(): number {
    return this.#present.newestMs;
  }

  count(kinds: KindSet | undefined): number {
    return this.#present.count(kinds) - this.#laterPlaces(kinds).length;
  }

  countBefore(place: Place, kinds: KindSet | undefined): number {
    return this.#present.countBefore(place, kinds) - countUpTo(this.#laterPlaces(kinds), place);
  }

  places(rank: number, wanted: number, kinds: KindSet | undefined): readonly PlaceRow[] {
    const later = this.#laterPlaces(kinds);
    if (later.length === 0) return this.#present.places(rank, wanted, kinds);
    const found: PlaceRow[] = [];
    const asOf = this.#later.afterSeq;
    let at = this.#presentRank(rank, kinds, later);
    const end = this.#present.count(kinds);
    for (let size = Math.max(wanted, FIRST_CHUNK); at < end && found.length < wanted; size *= 2) {
      const chunk = this.#present.places(at, size, kinds);
      for (const place of chunk) {
        if (place[1] <= asOf && found.length < wanted) found.push(place);
      }
      at += size;
    }
    return found;
  }

  /** The rank that the event of a past rank has now: the first with so many of the past up to it. */
  #presentRank(rank: number, kinds: KindSet | undefined, later: readonly Place[]): number {
    let low = rank;
    let high = Math.min(rank + later.length, this.#present.count(kinds) - 1);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const [[atMs, seq] = [0, 0]] = this.#present.places(middle, 1, kinds);
      const past = middle + 1 - countUpTo(later, { atMs, seq: seq + 1 });
      if (past > rank) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Where the view's later events of some kinds are, in order. */
  #laterPlaces(kinds: KindSet | undefined): readonly Place[] {
    const known = this.#places.get(kinds);
    if (known !== undefined) return known;
    const { panels, floor } = this.#view;
    const tail = this.#later;
    const filter = { panels, kinds, floor, asOf: tail.lastSeq };
    const places = tail
      .find(START, END, filter)
      .map((i) => ({ atMs: tail.atMs(i), seq: tail.seq(i) }));
    this.#places.set(kinds, places);
    return places;
  }
}

/** How many places, which rise, come before another. */
function countUpTo(places: readonly Place[], end: Place): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePlaces(places[middle]!, end) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
