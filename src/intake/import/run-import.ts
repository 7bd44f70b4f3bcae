import type { PanelSerial } from "../../event/event.ts";
import { byMillisecond, cutDeliveries, DELIVERY_BOUNDS } from "./deliveries.ts";
import type { DeliveryBounds } from "./deliveries.ts";
import { EventSort } from "./event-sort.ts";
import type { ImportTarget, Reading, RefusedEvent } from "./imported-event.ts";
import { keptOutOfOurs, OWN_REASON } from "./own-record.ts";

/** How an import is run. */
export interface ImportOptions {
  /** The serial under which events of Doorbook's own record come; refused when absent. */
  readonly ownAs?: PanelSerial | undefined;
  readonly bounds?: DeliveryBounds;
  /** Told of each event that was not taken, as it shows. */
  readonly onRefused?: (refused: RefusedEvent) => void;
  /** Told how far it is, now and then. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** How far an import is, in events. */
export interface ImportProgress {
  readonly read: number;
  readonly taken: number;
}

/** What became of an import. */
export interface ImportSummary {
  /** How many were new. */
  readonly added: number;
  /** How many the log held already, repeats within the import included. */
  readonly known: number;
  /** How many were not taken. */
  readonly refused: number;
  /** How many of these because they are of a Doorbook's own record. */
  readonly own: number;
}

/**
 * Takes in what is read. Nothing is taken before all of it was read, for only then is it known which events are
 * alike; from then on it is taken in the order of time, and may be broken off and run again at any moment.
 *
 * @throws what reading throws, before anything is taken; AppError `unavailable`: run it again
 */
export async function runImport(
  readings: AsyncIterable<readonly Reading[]>,
  target: ImportTarget,
  options: ImportOptions = {},
): Promise<ImportSummary> {
  const { ownAs, bounds = DELIVERY_BOUNDS, onRefused, onProgress } = options;
  let refused = 0;
  let own = 0;
  const refuse = (one: RefusedEvent) => {
    refused += 1;
    if (one.reason === OWN_REASON) own += 1;
    onRefused?.(one);
  };
  using sort = new EventSort(byMillisecond);
  let read = 0;
  for await (const some of readings) {
    for (const one of some) {
      const kept = "reason" in one ? one : keptOutOfOurs(one, ownAs);
      if ("reason" in kept) refuse(kept);
      else sort.add(kept);
    }
    read += some.length;
    onProgress?.({ read, taken: 0 });
  }
  const toTake = read - refused;
  const refusedInReading = refused;
  let added = 0;
  let taken = 0;
  for (const delivery of cutDeliveries(sort.sorted(), refuse, bounds)) {
    const outcome = await target.take(delivery);
    for (const one of outcome.refused) refuse(one);
    added += outcome.added;
    taken += delivery.length;
    onProgress?.({ read, taken });
  }
  const known = toTake - added - (refused - refusedInReading);
  return { added, known, refused, own };
}
