import type { PanelEvent } from "../event/event.ts";

/** An event as a panel noted it, and what became of it. */
export interface Noted {
  /** How many the panel had noted with it, from 1. */
  readonly nth: number;
  /** When it truly happened, Unix ms; its own time is that of the panel's clock. */
  readonly atMs: number;
  readonly event: PanelEvent;
  /** Whether the management server has acknowledged it. */
  isDelivered: boolean;
  /** Whether the panel forgot it before it was acknowledged: it may have arrived, or not. */
  isLost: boolean;
  /** Whether an answer of the panel's log with it was written out whole. */
  isShown: boolean;
  /** Whether its line of syslog was acknowledged; without acknowledgements, handed to the network. */
  isTold: boolean;
  /** Whether the panel does not hold it any more. */
  isForgotten: boolean;
}

/** What has become of an event that just happened: nothing. */
export const FRESH = {
  isDelivered: false,
  isLost: false,
  isShown: false,
  isTold: false,
  isForgotten: false,
} as const;
