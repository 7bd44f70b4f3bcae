import type { Bucket } from "../directory/bucket.ts";
import { isByKind, isDense } from "../directory/density.ts";
import type { BucketRange, Directory } from "../directory/directory.ts";
import type { KindSet } from "../directory/kind-set.ts";
import type { LoadedView } from "../directory/loaded-view.ts";
import { comparePlaces, startOf } from "../directory/place.ts";
import type { NumberedSpan, PageQuestion, Run } from "../directory/page-question.ts";
import type { Place } from "../directory/place.ts";
import type { RangePart } from "./range-sql.ts";

/** Where some events of a page are, rising: their seqs, or a part of a range of the indexes. */
export type PagePart = readonly number[] | RangePart;

/** What a page is made of: the exact total, and its parts, rising. */
export interface PagePlan {
  readonly total: number;
  readonly parts: readonly PagePart[];
}

/**
 * Plans a page from a view's directory without asking the database, so that all of it is of one
 * state. Where a bucket's events are needed and not there it says which; load them, and plan anew.
 */
export class PagePlanner {
  readonly #fleet: Directory;
  readonly #view: LoadedView;
  readonly #missing = new Map<Bucket, BucketRange>();

  constructor(fleet: Directory, view: LoadedView) {
    this.#fleet = fleet;
    this.#view = view;
  }

  /** The buckets whose events must be loaded; the plan is of no use unless there is none. */
  get missing(): readonly BucketRange[] {
    return [...this.#missing.values()];
  }

  plan({ spans, order, offset, limit }: PageQuestion): PagePlan {
    const runs = spans.map((span) => this.#run(span));
    const total = runs.reduce((sum, run) => sum + run.count, 0);
    const wanted = Math.max(0, Math.min(limit, total - offset));
    // descending is the exact reverse, so its page is a rising run of ranks, turned around
    const rank = order === "asc" ? offset : total - offset - wanted;
    const isPlanned = wanted > 0 && this.#missing.size === 0;
    return { total, parts: isPlanned ? this.#parts(runs, rank, wanted) : [] };
  }

  #run({ fromMs, toMs, kinds }: NumberedSpan): Run {
    const { directory } = this.#view;
    const first = fromMs <= 0 ? 0 : this.#countBefore(startOf(fromMs), kinds);
    const end =
      toMs >= directory.newest.atMs
        ? directory.count(kinds)
        : this.#countBefore(startOf(toMs + 1), kinds);
    return { kinds, first, count: Math.max(0, end - first) };
  }

  #countBefore(place: Place, kinds: KindSet | undefined): number {
    const before = this.#view.directory.before(place, kinds);
    const { bucket, count } = before;
    if (bucket.count(kinds) === 0 || comparePlaces(place, bucket.start) <= 0) return count;
    if (bucket.members !== undefined) return count + bucket.members.countBefore(place, kinds);
    this.#missing.set(bucket, before);
    return count;
  }

  /** The events of ranks `rank` up to `rank + wanted` over all runs, rising. */
  #parts(runs: readonly Run[], rank: number, wanted: number): PagePart[] {
    const parts: PagePart[] = [];
    let skip = rank;
    let rest = wanted;
    for (const { kinds, first, count } of runs) {
      const take = Math.min(rest, count - skip);
      if (take > 0) {
        parts.push(...this.#partsOfRun(first + skip, take, kinds));
        rest -= take;
      }
      skip = Math.max(0, skip - count);
      if (rest === 0) break;
    }
    return joined(parts);
  }

  #partsOfRun(rank: number, wanted: number, kinds: KindSet | undefined): PagePart[] {
    const located = this.#view.directory.locate(rank, wanted, kinds);
    const parts: PagePart[] = [];
    let { skip } = located;
    let rest = wanted;
    for (const group of this.#groups(located.buckets)) {
      const count = group.reduce((sum, { bucket }) => sum + bucket.count(kinds), 0);
      const take = Math.min(rest, count - skip);
      parts.push(this.#partOf(group, kinds, skip, take, count));
      skip = 0;
      rest -= take;
      if (rest === 0) break;
    }
    return parts;
  }

  /** Buckets with their events one by one; neighbours without together. */
  #groups(ranges: readonly BucketRange[]): BucketRange[][] {
    const groups: BucketRange[][] = [];
    let open: BucketRange[] | undefined;
    for (const range of ranges) {
      const isRead = range.bucket.members === undefined && this.#isDense(range);
      if (!isRead && range.bucket.members === undefined) this.#missing.set(range.bucket, range);
      if (isRead && open !== undefined) open.push(range);
      else groups.push([range]);
      open = isRead ? groups.at(-1) : undefined;
    }
    return groups;
  }

  /** Whether a bucket is read from the fleet's indexes rather than loaded. */
  #isDense({ bucket, end }: BucketRange): boolean {
    const { panels, floor } = this.#view.view;
    if (panels === undefined && floor === 0) return true;
    return isDense(this.#fleet, bucket.start, end, bucket.total);
  }

  #partOf(
    group: readonly BucketRange[],
    kinds: KindSet | undefined,
    skip: number,
    limit: number,
    count: number,
  ): PagePart {
    const first = group[0]!.bucket;
    if (first.members !== undefined) {
      return first.members.places(kinds, skip, limit).map(([, seq]) => seq);
    }
    const [from, to] = [first.start, group.at(-1)!.end];
    const after = count - skip - limit;
    const isFromEnd = after < skip;
    return {
      from,
      to,
      kinds,
      isByKind: kinds !== undefined && isByKind(this.#fleet, from, to, kinds),
      skip: isFromEnd ? after : skip,
      limit,
      isFromEnd,
    };
  }
}

/** Whether a part is read from the indexes. */
export function isRangePart(part: PagePart): part is RangePart {
  return !Array.isArray(part);
}

/** Neighbouring lists of seqs as one, to be asked for together. */
function joined(parts: readonly PagePart[]): PagePart[] {
  const result: PagePart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last === undefined || isRangePart(last) || isRangePart(part)) result.push(part);
    else result[result.length - 1] = [...last, ...part];
  }
  return result;
}
