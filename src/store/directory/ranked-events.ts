import type { KindSet } from "./kind-set.ts";
import type { Place } from "./place.ts";

/** An event's place: all that is needed to read the event itself. */
export type PlaceRow = readonly [atMs: number, seq: number];

/** The events of one view in one state, by their ranks in the log's rising order, counted from 0. */
export interface RankedEvents {
  /** No event occurred later. */
  readonly newestMs: number;
  /** How many there are of some kinds. */
  count(kinds: KindSet | undefined): number;
  /** How many of some kinds come before a place. */
  countBefore(place: Place, kinds: KindSet | undefined): number;
  /** The places of ranks `rank` up to `rank + wanted` among some kinds; fewer where there are no more. */
  places(rank: number, wanted: number, kinds: KindSet | undefined): readonly PlaceRow[];
}
