import type { PanelEvent, PanelSerial, StoredEvent } from "./event.ts";
import type { Kind } from "./kind.ts";
import type { ListQuery, View } from "./query.ts";

/** One page of the log and the exact number of events that the question matches. */
export interface EventPage {
  readonly events: readonly StoredEvent[];
  /** Exact, and of the same state of the log as the page. */
  readonly total: number;
  /** That state: events with a greater seq are not in page or total. */
  readonly asOf: number;
}

/** Whatever events can be read from: a store, or a client of one. */
export interface EventReader {
  /**
   * Everything whose append had returned before this call is seen.
   *
   * @throws AppError `unavailable`, `damaged`
   */
  list(query: ListQuery): Promise<EventPage>;

  /** The kinds that occur in a view now, in the order of their ids. */
  kinds(view: View): Promise<readonly Kind[]>;

  /** The newest seq; 0 when the log is empty. */
  head(): Promise<number>;

  /** Up to `limit` (1 to 10,000) events with a seq above `seq`, in the order of seq. */
  after(seq: number, limit: number): Promise<readonly StoredEvent[]>;
}

/** What an append did. */
export interface Appended {
  /** How many events were new, 0 to the number given. */
  readonly added: number;
  /** The seq of the last one that was new; `undefined` when none was. */
  readonly lastSeq: number | undefined;
}

/** A log that takes events in. */
export interface EventStore extends EventReader, AsyncDisposable {
  /**
   * Adds one delivery of one panel's events and passes over those already held. Events alike within
   * the delivery are told apart by their ordinal, so hand over a delivery whole: panels repeat whole
   * deliveries, not single events (assumed).
   *
   * They are durable when it resolves. When it throws, some may be; appending the delivery again adds
   * just the rest.
   *
   * @throws AppError `unavailable`, `invalid` (a serial, key or time out of bounds; nothing is added)
   */
  append(panel: PanelSerial, events: readonly PanelEvent[]): Promise<Appended>;
}
