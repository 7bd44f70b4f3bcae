import type { PanelSerial } from "../event/event.ts";

/** What is kept of a panel. */
export interface Panel {
  readonly serial: PanelSerial;
  /** Checks a link password of the panel's own; `undefined` where the one for all holds. */
  readonly linkVerifier: string | undefined;
  /** Our clock, when the panel was first heard of. */
  readonly addedAtMs: number;
}

/** Where panels and their push sessions are kept. What is written is durable when it resolves. */
export interface PanelStore {
  /** By serial. */
  listPanels(): Promise<readonly Panel[]>;
  findPanel(serial: PanelSerial): Promise<Panel | undefined>;
  /** Adds the panel, or replaces its link verifier when there is one of that serial. */
  putPanel(panel: Panel): Promise<void>;

  /** @param digest SHA-256 of the token, hex */
  addPanelToken(digest: string, serial: PanelSerial, expiresAtMs: number): Promise<void>;
  /** The panel that a push token is bound to; expired ones are not found. */
  findPanelToken(digest: string, nowMs: number): Promise<PanelSerial | undefined>;
  /** Forgets what expired before `nowMs`; returns how many. */
  sweepPanelTokens(nowMs: number): Promise<number>;
}
