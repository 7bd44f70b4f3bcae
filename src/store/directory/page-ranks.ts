import type { KindSet } from "./kind-set.ts";
import type { NumberedSpan, PageQuestion, Run } from "./page-question.ts";
import { startOf } from "./place.ts";
import type { RankedEvents } from "./ranked-events.ts";

/** Where the events of a page are, in the asked order, and how many match in all. */
export interface PagePlaces {
  readonly seqs: readonly number[];
  readonly total: number;
}

/** Finds a page of a view in one state. */
export function readPage(events: RankedEvents, question: PageQuestion): PagePlaces {
  const runs = question.spans.map((span) => runOf(events, span));
  const total = runs.reduce((sum, run) => sum + run.count, 0);
  const { order, offset, limit } = question;
  const wanted = Math.max(0, Math.min(limit, total - offset));
  // descending is the exact reverse, so its page is a rising run of ranks, turned around
  const rank = order === "asc" ? offset : total - offset - wanted;
  const seqs = wanted === 0 ? [] : seqsOf(events, runs, rank, wanted);
  return { seqs: order === "asc" ? seqs : seqs.reverse(), total };
}

function runOf(events: RankedEvents, { fromMs, toMs, kinds }: NumberedSpan): Run {
  const first = fromMs <= 0 ? 0 : events.countBefore(startOf(fromMs), kinds);
  const end =
    toMs >= events.newestMs ? events.count(kinds) : events.countBefore(startOf(toMs + 1), kinds);
  return { kinds, first, count: Math.max(0, end - first) };
}

/** The events of ranks `rank` up to `rank + wanted` over all runs, rising. */
function seqsOf(
  events: RankedEvents,
  runs: readonly Run[],
  rank: number,
  wanted: number,
): number[] {
  const seqs: number[] = [];
  let skip = rank;
  for (const { kinds, first, count } of runs) {
    const take = Math.min(wanted - seqs.length, count - skip);
    if (take > 0) for (const seq of seqsIn(events, first + skip, take, kinds)) seqs.push(seq);
    skip = Math.max(0, skip - count);
    if (seqs.length === wanted) break;
  }
  return seqs;
}

function seqsIn(
  events: RankedEvents,
  rank: number,
  take: number,
  kinds: KindSet | undefined,
): number[] {
  return events.places(rank, take, kinds).map(([, seq]) => seq);
}
