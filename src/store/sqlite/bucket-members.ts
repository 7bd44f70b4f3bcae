import { isDense } from "../directory/density.ts";
import type { BucketRange } from "../directory/directory.ts";
import type { LoadedView } from "../directory/loaded-view.ts";
import { Members } from "../directory/members.ts";
import type { LogIndexes } from "./index-reader.ts";
import { readColumns, readColumnsOfPanels } from "./index-reader.ts";

/**
 * The events of a view's bucket themselves, where the fleet's indexes would be the longer way; they are
 * kept with it.
 */
export function membersOf(
  indexes: LogIndexes,
  { view }: LoadedView,
  asOf: number,
  { bucket, end }: BucketRange,
): Members | undefined {
  const { panels, floor } = view;
  const isFleet = panels === undefined && floor === 0;
  if (bucket.members !== undefined || isFleet) return bucket.members;
  if (isDense(indexes.fleet, bucket.start, end, bucket.total)) return undefined;
  // dense when it was filled; other panels' histories came since, or late events above the floor
  const range = { from: bucket.start, to: end, view, kinds: undefined, asOf };
  const columns =
    panels === undefined
      ? readColumns(indexes, range)
      : readColumnsOfPanels(indexes, range, panels);
  bucket.members = Members.of(columns, 0, columns.at.length);
  return bucket.members;
}
