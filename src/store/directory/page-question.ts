import type { Order } from "../../event/query.ts";
import type { KindSet } from "./kind-set.ts";

/** A span with its kinds as a set. */
export interface NumberedSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly kinds: KindSet | undefined;
}

/** A question within one view and one state. */
export interface PageQuestion {
  readonly spans: readonly NumberedSpan[];
  readonly order: Order;
  readonly offset: number;
  readonly limit: number;
}

/** The run of ranks, in rising order of one span's kinds, that a span contributes. */
export interface Run {
  readonly kinds: KindSet | undefined;
  readonly first: number;
  readonly count: number;
}
