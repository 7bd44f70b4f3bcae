import type { TallyQuery } from "../../event/book.ts";
import type { Span } from "../../event/query.ts";

/** A part of a span that lies in one stretch of time. */
export interface SpanPart extends Span {
  /** From 0. */
  readonly stretch: number;
}

/** Where the stretches of a question begin, rising. */
export function startsOf({
  starts,
  fromMs,
}: Pick<TallyQuery, "starts" | "fromMs">): readonly number[] {
  return starts ?? [fromMs];
}

/** Spans, disjoint and rising, cut where stretches begin; what lies before the first is left out. */
export function cutSpans(spans: readonly Span[], starts: readonly number[]): SpanPart[] {
  const parts: SpanPart[] = [];
  for (const { fromMs, toMs, kinds } of spans) {
    let from = Math.max(fromMs, starts[0] ?? Infinity);
    for (let stretch = stretchOf(starts, from); from <= toMs; stretch += 1) {
      const end = Math.min(toMs, (starts[stretch + 1] ?? Infinity) - 1);
      parts.push({ fromMs: from, toMs: end, kinds, stretch });
      from = end + 1;
    }
  }
  return parts;
}

/** The stretch that a time lies in; -1 before the first. */
export function stretchOf(starts: readonly number[], atMs: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
