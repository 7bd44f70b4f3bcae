import type { BeforePlace } from "../directory/directory.ts";
import type { KindCounts } from "../directory/kind-counts.ts";
import type { TimeWindow } from "../directory/kind-counting.ts";
import type { LoadedView } from "../directory/loaded-view.ts";
import type { Place } from "../directory/place.ts";
import { comparePlaces, startOf } from "../directory/place.ts";
import type { Tail } from "../directory/tail.ts";
import { membersOf } from "./bucket-members.ts";
import type { LogIndexes } from "./index-reader.ts";
import { countKindsInRange } from "./index-reader.ts";

/** A view in one state. */
export interface ViewState {
  /** It describes the log through a seq. */
  readonly loaded: LoadedView;
  readonly through: number;
  /** What of that the state lacks: what came after it; `undefined` for nothing. */
  readonly later: Tail | undefined;
  /** The state's seq. */
  readonly asOf: number;
}

/** Counts the events of one view in one state by kind, in windows of time. */
export class KindCounter {
  readonly #indexes: LogIndexes;
  readonly #view: LoadedView;
  readonly #state: ViewState;

  constructor(indexes: LogIndexes, state: ViewState) {
    this.#indexes = indexes;
    this.#view = state.loaded;
    this.#state = state;
  }

  /**
   * The numbers by kind of each window, in turn.
   *
   * @param windows disjoint, in rising time
   */
  *count(windows: readonly TimeWindow[]): Generator<ReadonlyMap<number, number>> {
    const edges = this.#view.directory.countsBefore(edgesOf(windows));
    let from: KindCounts | undefined;
    let through: number | undefined;
    for (const { fromMs, toMs } of windows) {
      // windows that touch share an edge
      if (from === undefined || fromMs - 1 !== through) from = this.#next(edges);
      const to = this.#next(edges);
      const counts = difference(to, from);
      this.#takeOutLater(counts, fromMs, toMs);
      yield counts;
      from = to;
      through = toMs;
    }
  }

  #takeOutLater(counts: Map<number, number>, fromMs: number, toMs: number): void {
    const { later } = this.#state;
    if (later === undefined) return;
    const { panels, floor } = this.#view.view;
    const filter = { panels, kinds: undefined, floor, asOf: later.lastSeq };
    for (const i of later.find(startOf(fromMs), startOf(toMs + 1), filter)) {
      const kind = later.kind(i);
      const rest = (counts.get(kind) ?? 0) - 1;
      if (rest === 0) counts.delete(kind);
      else counts.set(kind, rest);
    }
  }

  /** The numbers before the next of some places. */
  #next(edges: Iterator<BeforePlace>): KindCounts {
    const edge = edges.next();
    if (edge.done) throw new Error("there is no such edge");
    const { place, bucket, end } = edge.value;
    const { directory } = this.#view;
    if (comparePlaces(place, directory.newest) > 0) return directory.counts.copy();
    const counts = edge.value.counts.copy();
    if (bucket.total === 0 || comparePlaces(place, bucket.start) <= 0) return counts;
    const members = membersOf(this.#indexes, this.#view, this.#state.through, { bucket, end });
    if (members === undefined) {
      const { view } = this.#view;
      const asOf = this.#state.through;
      const range = { from: bucket.start, to: place, view, kinds: undefined, asOf };
      for (const [kind, count] of countKindsInRange(this.#indexes, range)) {
        counts.change(kind, count);
      }
    } else members.forEachKindBefore(place, (kind) => counts.change(kind, 1));
    return counts;
  }
}

/** Where windows begin and end, each place once. */
function* edgesOf(windows: readonly TimeWindow[]): Generator<Place> {
  let last: number | undefined;
  for (const { fromMs, toMs } of windows) {
    if (fromMs !== last) yield startOf(fromMs);
    last = toMs + 1;
    yield startOf(last);
  }
}

function difference(all: KindCounts, part: KindCounts): Map<number, number> {
  const counts = new Map<number, number>();
  all.forEach((kind, count) => {
    const rest = count - part.get(kind);
    if (rest !== 0) counts.set(kind, rest);
  });
  return counts;
}
