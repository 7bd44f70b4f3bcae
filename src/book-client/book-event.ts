import type { Source } from "../event/event.ts";

/** An event of the log as a server tells it. Times are Unix ms. */
export interface BookEvent {
  /** Position in the log, from 1. */
  readonly seq: number;
  /** The panel's serial; Doorbook's own events are of panel `doorbook`. */
  readonly panel: string;
  /** The panel's clock, exactly as sent. */
  readonly occurredAt: number;
  /** The server's clock. */
  readonly receivedAt: number;
  /** What happened, for programs: `access_denied_by_unknown_card`. */
  readonly key: string;
  readonly category: string;
  readonly priority: string;
  /** What happened, for people, in the language asked for. */
  readonly name: string;
  /** The particulars in words, in the language asked for. */
  readonly text: string;
  /** The particulars; numbers that JavaScript would round are strings. `null` where there are none. */
  readonly model: unknown;
  /** The particulars as the panel sent them. */
  readonly modelText: string | undefined;
  readonly source: Source;
  /** Whether it came longer after it occurred than the server's setting allows. */
  readonly late: boolean;
  /** Whether it is syslog that says again what the panel's log tells. */
  readonly echo: boolean;
  /** Members of the event that are not known, read as `model` is. */
  readonly extra: unknown;
  readonly extraText: string | undefined;
  /** What is known beside the log, where it is. */
  readonly panelName: string | undefined;
  readonly site: string | undefined;
  readonly entrance: string | undefined;
  readonly owner: string | undefined;
  readonly number: string | undefined;
  readonly apartment: string | undefined;
  /** Its name at the panel, else its number. */
  readonly lock: string | undefined;
}

/** Names of members that `fields` may pick; the texts come with what they are of. */
export type EventField = Exclude<keyof BookEvent, "modelText" | "extraText">;
