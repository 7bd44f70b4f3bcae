/**
 * What the log is made of: the event of a door panel.
 *
 * Glossary: a **panel** is a door station; its **serial** names it. An **event** is one thing that
 * a panel says happened; its **key** says what (`access_denied_by_unknown_card`), its **model** holds
 * the raw data. **seq** is an event's position in the log.
 */

/** A panel's serial, 1 to 128 characters. Doorbook's own events are of panel {@link OWN_PANEL}. */
export type PanelSerial = string;

/** The panel of Doorbook's own events; no panel may log in under this serial. */
export const OWN_PANEL: PanelSerial = "doorbook";

/** How an event came to us. The order is that of the numbers a store keeps: append only. */
export const SOURCES = ["push", "pull", "syslog", "import", "api"] as const;

/** How an event came to us; Doorbook's own events come by `api`. */
export type Source = (typeof SOURCES)[number];

/** The latest time an event may bear: the last millisecond of the year 9999, UTC. */
export const MAX_OCCURRED_AT_MS = 253_402_300_799_999;

/** The longest serial and the longest key, in characters. */
export const MAX_NAME_CHARACTERS = 128;

/** An event as an intake hands it to the log. */
export interface PanelEvent {
  /** The panel's clock, exactly as sent: 0 to {@link MAX_OCCURRED_AT_MS}, milliseconds. */
  readonly occurredAtMs: number;
  /** Event key as sent, 1 to 128 characters; any key at all. */
  readonly key: string;
  /** As sent, or `undefined` when the panel did not say. */
  readonly category: string | undefined;
  /** As sent, or `undefined` when the panel did not say. */
  readonly priority: string | undefined;
  /**
   * The model's JSON text as sent, whatever its shape, white space included; `undefined` when the
   * event had none. It is valid JSON.
   */
  readonly model: string | undefined;
  /**
   * A JSON object text with the members of the event that we do not know, each as sent; `undefined`
   * when there were none.
   */
  readonly extra: string | undefined;
  readonly source: Source;
  /**
   * Received longer after it occurred than the setting allows, the offset of the panel's clock taken
   * into account. Absent for an event in time.
   */
  readonly isLate?: true;
  /**
   * Came by syslog from a panel that delivers its log in another way as well: it says again, in fewer
   * words, what the log tells. Absent for every other event.
   */
  readonly isEcho?: true;
}

/** An event of the log. */
export interface StoredEvent extends PanelEvent {
  /** Position in the log, from 1: in commit order, rising by one, never reused; what was taken out leaves a gap. */
  readonly seq: number;
  readonly panel: PanelSerial;
  /** Our clock at the commit, milliseconds; never falls along `seq`. */
  readonly receivedAtMs: number;
}
