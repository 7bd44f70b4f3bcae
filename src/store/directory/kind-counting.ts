import type { Kind } from "../../event/kind.ts";
import type { View } from "../../event/query.ts";

/** A stretch of time, both ends inclusive, milliseconds. */
export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How many events of each kind lie in some windows. */
export interface KindCounted {
  /** One for each window, in their order. */
  readonly counts: readonly ReadonlyMap<Kind, number>[];
  readonly asOf: number;
}

/** Counts the kinds of a view's events in windows that are disjoint and in rising time. */
export type CountKinds = (
  view: View,
  windows: readonly TimeWindow[],
  asOf: number | undefined,
) => Promise<KindCounted>;
