import type { Bucket } from "../directory/bucket.ts";
import type { BucketRange } from "../directory/directory.ts";
import type { KindSet } from "../directory/kind-set.ts";
import type { LoadedView } from "../directory/loaded-view.ts";
import type { Members } from "../directory/members.ts";
import type { Place } from "../directory/place.ts";
import type { PlaceRow, RankedEvents } from "../directory/ranked-events.ts";
import { membersOf } from "./bucket-members.ts";
import type { LogIndexes } from "./index-reader.ts";
import { countRange, readRange } from "./index-reader.ts";

/** Buckets that are read at once. */
interface Group {
  readonly from: Place;
  to: Place;
  /** Matching events. */
  count: number;
  readonly members: Members | undefined;
}

/** A view in the state that its directory describes: counts from it, places from a short search. */
export class PresentRanks implements RankedEvents {
  readonly #indexes: LogIndexes;
  readonly #view: LoadedView;
  readonly #asOf: number;

  /** @param asOf the seq that the view's directory describes */
  constructor(indexes: LogIndexes, view: LoadedView, asOf: number) {
    this.#indexes = indexes;
    this.#view = view;
    this.#asOf = asOf;
  }

  get newestMs(): number {
    return this.#view.directory.newest.atMs;
  }

  count(kinds: KindSet | undefined): number {
    return this.#view.directory.count(kinds);
  }

  countBefore(place: Place, kinds: KindSet | undefined): number {
    const { bucket, end, count } = this.#view.directory.before(place, kinds);
    const inBucket = bucket.count(kinds);
    if (inBucket === 0) return count;
    const members = this.#membersOf(bucket, end);
    if (members !== undefined) return count + members.countBefore(place, kinds);
    return count + countRange(this.#indexes, this.#range(bucket.start, place, kinds));
  }

  places(rank: number, wanted: number, kinds: KindSet | undefined): PlaceRow[] {
    const located = this.#view.directory.locate(rank, wanted, kinds);
    const places: PlaceRow[] = [];
    let skip = located.skip;
    for (const group of this.#groups(located.buckets, kinds)) {
      const part = { skip, limit: wanted - places.length, count: group.count };
      const found =
        group.members === undefined
          ? readRange(this.#indexes, this.#range(group.from, group.to, kinds), part)
          : group.members.places(kinds, part.skip, part.limit);
      places.push(...found);
      skip = 0;
      if (places.length === wanted) break;
    }
    return places;
  }

  /** Buckets with members one by one; neighbours without as one range. */
  #groups(buckets: readonly BucketRange[], kinds: KindSet | undefined): Group[] {
    const groups: Group[] = [];
    for (const { bucket, end } of buckets) {
      const count = bucket.count(kinds);
      const members = this.#membersOf(bucket, end);
      const last = groups.at(-1);
      if (members === undefined && last !== undefined && last.members === undefined) {
        last.to = end;
        last.count += count;
      } else groups.push({ from: bucket.start, to: end, count, members });
    }
    return groups;
  }

  #membersOf(bucket: Bucket, end: Place): Members | undefined {
    return membersOf(this.#indexes, this.#view, this.#asOf, { bucket, end });
  }

  #range(from: Place, to: Place, kinds: KindSet | undefined) {
    return { from, to, view: this.#view.view, kinds, asOf: this.#asOf };
  }
}
