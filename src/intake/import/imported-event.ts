import type { PanelEvent, PanelSerial } from "../../event/event.ts";

/** An event that was read from what is imported. */
export interface ImportedEvent {
  readonly panel: PanelSerial;
  readonly event: PanelEvent;
  /** Where it was read: the line of a file, from 1, or its index in a body, from 0. */
  readonly line: number;
  /**
   * Which delivery it is of: a page of a panel's answers each, else all of a file. Events alike in two
   * deliveries are one, in one they are several.
   */
  readonly part: number;
  /** Its place among the events of its millisecond: the seq that it had, else its number in the file. */
  readonly place: number;
}

/** Something that was not taken, and why. */
export interface RefusedEvent {
  /** As in {@link ImportedEvent}. */
  readonly line: number;
  /** For people: "no usable key". */
  readonly reason: string;
}

/** What was read at one place. */
export type Reading = ImportedEvent | RefusedEvent;

/** What became of some events. */
export interface Taken {
  /** How many were new; they are durable. */
  readonly added: number;
  /** How many the log held already. */
  readonly known: number;
  readonly refused: readonly RefusedEvent[];
}

/** Where imported events go. */
export interface ImportTarget {
  /**
   * Takes events in. Those of one panel and millisecond that are alike come in one call; the same call
   * again adds none.
   *
   * @param events 0 to 10,000
   * @throws AppError `unavailable`: some may be durable
   */
  take(events: readonly ImportedEvent[]): Promise<Taken>;
}
