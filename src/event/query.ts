import type { KindFilter } from "./kind.ts";
import type { PanelSerial } from "./event.ts";

/** The part of the log a question may see. */
export interface View {
  /** These panels only; `undefined` for the whole fleet. Unknown serials have no events. */
  readonly panels: readonly PanelSerial[] | undefined;
  /** Only events with a greater seq; 0 for no floor. */
  readonly floor: number;
}

/** Everything. */
export const FLEET: View = { panels: undefined, floor: 0 };

/** A time window with the kinds that are asked for in it. */
export interface Span {
  /** First millisecond, inclusive, from 0. */
  readonly fromMs: number;
  /** Last millisecond, inclusive; below `fromMs` the span is empty. */
  readonly toMs: number;
  /** `undefined` for every kind. */
  readonly kinds: KindFilter | undefined;
}

/** All of time, every kind. */
export const ALWAYS: Span = { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, kinds: undefined };

/** (`occurredAt`, `seq`) rising, or its exact reverse. */
export type Order = "asc" | "desc";

/** A question for one page of events with the exact total. */
export interface ListQuery {
  readonly view: View;
  /** Disjoint, in rising time. None: no event. */
  readonly spans: readonly Span[];
  readonly order: Order;
  /** How many events to pass over, from 0. */
  readonly offset: number;
  /** At most this many events, 0 to 1000. */
  readonly limit: number;
  /** The state to describe, a seq; `undefined` for the present. Later than the log is the present. */
  readonly asOf: number | undefined;
}
