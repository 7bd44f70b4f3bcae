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
}
