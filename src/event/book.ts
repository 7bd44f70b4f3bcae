import type { EventCondition, ValuePath } from "./event-condition.ts";
import type { PanelSerial, StoredEvent } from "./event.ts";
import type { Order, View } from "./query.ts";
import type { EventReader } from "./store.ts";

/** Which events a question of the book is about. Data alone, so that a thread can be handed it. */
export interface EventQuestion {
  readonly view: View;
  /** First millisecond, inclusive, from 0. */
  readonly fromMs: number;
  /** Last millisecond, inclusive; below `fromMs` there is no event. */
  readonly toMs: number;
  /** `undefined` for every event. */
  readonly where: EventCondition | undefined;
  /** The state to describe, a seq; `undefined` for the present. Later than the log is the present. */
  readonly asOf: number | undefined;
  /**
   * How long events may be looked at that no index picks, milliseconds. What an index answers is
   * answered whole; so is, of a page behind or before a place, the place's own millisecond.
   */
  readonly deadlineMs: number;
}

/** A place in the log's order: that of an event, which need not be there any more. */
export interface EventPlace {
  readonly occurredAtMs: number;
  readonly seq: number;
}

/**
 * Where a page begins: after so many events (from 0) of the order, behind a place in the order, or as
 * the page that ends right before a place in the order.
 */
export type PageStart =
  | { readonly is: "offset"; readonly offset: number }
  | { readonly is: "after" | "before"; readonly place: EventPlace };

/**
 * Whether the number of all events that match is wanted: `exact` or refused; where an index tells
 * (`known`); or not at all.
 */
export type TotalWanted = "exact" | "known" | "none";

/** A question for one page. */
export interface FindQuery extends EventQuestion {
  readonly order: Order;
  readonly start: PageStart;
  /** At most so many events, 0 to 1000. */
  readonly limit: number;
  readonly total: TotalWanted;
}

/** A question for all events in one state, one after the other, however long that takes. */
export interface WalkQuery extends Omit<EventQuestion, "deadlineMs"> {
  readonly asOf: number;
  readonly order: Order;
  /** Where to go on: behind this place of the order; `undefined` for its beginning. */
  readonly after: EventPlace | undefined;
}

/**
 * All events of a question in the asked order, some at a time, now and then none: so that whoever walks
 * can do something else in between.
 *
 * @throws AppError `unavailable`, `damaged`
 */
export type WalkEvents = (
  query: WalkQuery,
) => Iterable<readonly StoredEvent[]> | AsyncIterable<readonly StoredEvent[]>;

/** What was found. */
export interface Found {
  /** In the asked order. */
  readonly events: readonly StoredEvent[];
  /** Of all that match, whatever the page; `undefined` where it was not wanted or not known. */
  readonly total: number | undefined;
  /** The state that is described: no event has a greater seq. */
  readonly asOf: number;
  /** Whether more events that match lie behind the page; `true` where that is not known. */
  readonly hasNext: boolean;
  /** Whether events that match lie before the page; `true` where that is not known. */
  readonly hasPrevious: boolean;
  /**
   * `undefined` where all was looked at that had to be; else the deadline came first, and this is how
   * far the search had come: up to the events of this millisecond.
   */
  readonly reachedMs: number | undefined;
}

/**
 * What events are counted by, of a value its first 1,000 UTF-16 units. `name` is the event key. A `value` is the first that stands at one of the
 * paths, in their order; with `isPerPanel` those of each panel are counted apart.
 */
export type Grouping =
  | { readonly by: "name" | "category" | "priority" | "panel" | "source" | "late" }
  | {
      readonly by: "value";
      readonly paths: readonly ValuePath[];
      readonly isPerPanel: boolean;
    };

/** A question for numbers of events, by groups and stretches of time. */
export interface TallyQuery extends EventQuestion {
  /** Each is a tally of its own; none for the numbers of all events. */
  readonly groupings: readonly Grouping[];
  /**
   * Where stretches of time begin, rising; the last one ends with `toMs`, and what lies before the first
   * is not counted. `undefined` for one stretch: from `fromMs` to `toMs`.
   */
  readonly starts: readonly number[] | undefined;
}

/** How many events of one group lie in one stretch of time; never 0. */
export interface Cell {
  /** Which stretch of time, from 0. */
  readonly stretch: number;
  /** `late` is `true` or `false`; of a value the characters that were sent. Empty for no value. */
  readonly value: string;
  /** Of a value: which of the paths it stood at, from 0. */
  readonly path?: number;
  /** Of values that are counted panel by panel. */
  readonly panel?: PanelSerial;
  readonly count: number;
}

/** Numbers of events. */
export interface Tallied {
  /** One for each grouping, in their order; of no groupings one, whose values are empty. In no order. */
  readonly tallies: readonly (readonly Cell[])[];
  readonly asOf: number;
  /** As in {@link Found}: then only events from there to `toMs` are counted. */
  readonly reachedMs: number | undefined;
}

/** A log that answers the book's questions. */
export interface EventBook extends EventReader {
  /**
   * Finds a page of events. Everything whose append had returned before this call is seen.
   *
   * @throws AppError `too_broad` when the exact total was asked for and no index tells it in time;
   *   `unavailable`, `damaged`
   */
  find(query: FindQuery): Promise<Found>;

  /** Counts events. @throws AppError `unavailable`, `damaged` */
  tally(query: TallyQuery): Promise<Tallied>;

  /**
   * Names the log's history: another one when the log was put back to an earlier state, so that a place
   * in the lost part is told from one in what came instead. 1 to 32 of `A-Za-z0-9_-`.
   */
  epoch(): Promise<string>;

  /**
   * Calls back soon after events were appended, by this process or another, with the newest seq: at
   * least once for the last of many.
   *
   * @returns stops it
   */
  watch(listener: (head: number) => void): () => void;
}
