import type { Bucket } from "../directory/bucket.ts";
import type { BucketRange } from "../directory/directory.ts";
import type { KindSet } from "../directory/kind-set.ts";
import type { Members } from "../directory/members.ts";
import { startOf } from "../directory/place.ts";
import type { NumberedSpan, PageQuestion, Run } from "../directory/page-question.ts";
import type { Place } from "../directory/place.ts";
import type { LogIndexes, PlaceRow } from "./index-reader.ts";
import { countRange, readRange } from "./index-reader.ts";
import { membersOf } from "./bucket-members.ts";
import type { LoadedView } from "../directory/loaded-view.ts";

/** Where the events of a page are, in the asked order, and how many match in all. */
export interface PagePlaces {
  readonly seqs: readonly number[];
  readonly total: number;
}

/** Buckets that are read at once. */
interface Group {
  readonly from: Place;
  to: Place;
  /** Matching events. */
  count: number;
  readonly members: Members | undefined;
}

/** Finds pages of one view in one state: totals from its directory, places from a short search. */
export class PageReader {
  readonly #indexes: LogIndexes;
  readonly #view: LoadedView;
  readonly #asOf: number;

  constructor(indexes: LogIndexes, view: LoadedView, asOf: number) {
    this.#indexes = indexes;
    this.#view = view;
    this.#asOf = asOf;
  }

  read(question: PageQuestion): PagePlaces {
    const runs = question.spans.map((span) => this.#run(span));
    const total = runs.reduce((sum, run) => sum + run.count, 0);
    const { order, offset, limit } = question;
    const wanted = Math.max(0, Math.min(limit, total - offset));
    // descending is the exact reverse, so its page is a rising run of ranks, turned around
    const rank = order === "asc" ? offset : total - offset - wanted;
    const seqs = wanted === 0 ? [] : this.#seqs(runs, rank, wanted);
    return { seqs: order === "asc" ? seqs : seqs.reverse(), total };
  }

  #run({ fromMs, toMs, kinds }: NumberedSpan): Run {
    const first = fromMs <= 0 ? 0 : this.#countBefore(startOf(fromMs), kinds);
    const newest = this.#view.directory.newest.atMs;
    const end =
      toMs >= newest
        ? this.#view.directory.count(kinds)
        : this.#countBefore(startOf(toMs + 1), kinds);
    return { kinds, first, count: Math.max(0, end - first) };
  }

  #countBefore(place: Place, kinds: KindSet | undefined): number {
    const { bucket, end, count } = this.#view.directory.before(place, kinds);
    const inBucket = bucket.count(kinds);
    if (inBucket === 0) return count;
    const members = this.#membersOf(bucket, end);
    if (members !== undefined) return count + members.countBefore(place, kinds);
    return count + countRange(this.#indexes, this.#range(bucket.start, place, kinds));
  }

  /** The events of ranks `rank` up to `rank + wanted` over all runs, rising. */
  #seqs(runs: readonly Run[], rank: number, wanted: number): number[] {
    const seqs: number[] = [];
    let skip = rank;
    for (const { kinds, first, count } of runs) {
      const take = Math.min(wanted - seqs.length, count - skip);
      if (take > 0) for (const [, seq] of this.#places(first + skip, take, kinds)) seqs.push(seq);
      skip = Math.max(0, skip - count);
      if (seqs.length === wanted) break;
    }
    return seqs;
  }

  #places(rank: number, wanted: number, kinds: KindSet | undefined): PlaceRow[] {
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
