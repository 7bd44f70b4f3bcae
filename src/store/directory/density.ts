import type { Directory } from "./directory.ts";
import type { Place } from "./place.ts";

/** A bucket is read from the fleet's indexes while they hold at most so many times its events there. */
const SPARSE_FACTOR = 8;

/** Whether a view's bucket of so many events is well read from the fleet's indexes. */
export function isDense(fleet: Directory, start: Place, end: Place, total: number): boolean {
  return fleet.roughCount(start, end, undefined) <= SPARSE_FACTOR * total;
}
