import type { EventBook } from "../../event/book.ts";
import type { ExportSlice, ExportSpec } from "./export-spec.ts";

/** Events of a slice, about: it is written in some 50 ms, and takes a few milliseconds to begin. */
const SLICE_EVENTS = 4_000;

/** The export as one slice. */
export function wholeOf({ query: { fromMs, toMs, after } }: ExportSpec): ExportSlice {
  return { fromMs, toMs, after, isFirst: true };
}

/**
 * The export in slices, in its order: stretches of time that have no millisecond in common, so that each
 * can be written by another thread. Where few of the events match, slices are longer.
 *
 * @param total how many events match
 * @throws AppError `unavailable`, `damaged`
 */
export async function* slicesOf(
  log: Pick<EventBook, "find">,
  spec: ExportSpec,
  total: number,
): AsyncGenerator<ExportSlice, void> {
  const { query } = spec;
  const { order, after } = query;
  const whole = wholeOf(spec);
  const isRising = order === "asc";
  let { fromMs, toMs } = whole;
  if (after !== undefined)
    [fromMs, toMs] = isRising ? [after.occurredAtMs, toMs] : [fromMs, after.occurredAtMs];
  const asked = { ...query, where: undefined, fromMs, toMs, deadlineMs: 1_000 } as const;
  const all = await log.find({
    ...asked,
    start: { is: "offset", offset: 0 },
    limit: 0,
    total: "known",
  });
  const step = Math.ceil(SLICE_EVENTS * Math.max(1, (all.total ?? total) / Math.max(1, total)));
  let isFirst = true;
  const sliceOf = (range: { readonly fromMs: number; readonly toMs: number }): ExportSlice => {
    const slice = { ...range, after: isFirst ? after : undefined, isFirst };
    isFirst = false;
    return slice;
  };
  for (let offset = step; ; offset += step) {
    const start = { is: "offset", offset } as const;
    const { events } = await log.find({ ...asked, start, limit: 1, total: "none" });
    const [next] = events;
    if (next === undefined) break;
    const atMs = next.occurredAtMs;
    if (isRising && atMs > fromMs) {
      yield sliceOf({ fromMs, toMs: atMs - 1 });
      fromMs = atMs;
    } else if (!isRising && atMs < toMs) {
      yield sliceOf({ fromMs: atMs + 1, toMs });
      toMs = atMs;
    }
  }
  yield sliceOf({ fromMs, toMs });
}
