import type { Directory } from "./directory.ts";
import type { KindSet } from "./kind-set.ts";
import type { Place } from "./place.ts";

/** A bucket is read from the fleet's indexes while they hold at most so many times its events there. */
const SPARSE_FACTOR = 8;

/** What finding the first row of a kind costs, in rows read in order. */
const SEEK_ROWS = 12;

/** What a row costs that must be sorted among those of other kinds, in rows read in order. */
const SORT_ROWS = 4;

/** Whether a view's bucket of so many events is well read from the fleet's indexes. */
export function isDense(fleet: Directory, start: Place, end: Place, total: number): boolean {
  return fleet.roughCount(start, end, undefined) <= SPARSE_FACTOR * total;
}

/** Whether events of these kinds are found sooner in an index by kind than in one by time. */
export function isByKind(fleet: Directory, from: Place, to: Place, kinds: KindSet): boolean {
  const all = fleet.roughCount(from, to, undefined);
  const hits = fleet.roughCount(from, to, kinds);
  const isInOrder = kinds.ids.length === 1;
  return kinds.ids.length * SEEK_ROWS + hits * (isInOrder ? 1 : SORT_ROWS) < all;
}
