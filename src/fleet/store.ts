import type { PanelSerial } from "../event/event.ts";

/** What is kept of a panel. */
export interface Panel {
  readonly serial: PanelSerial;
  /** Checks a link password of the panel's own; `undefined` where the one for all holds. */
  readonly linkVerifier: string | undefined;
  /** Our clock, when the panel was first heard of. */
  readonly addedAtMs: number;
}

/**
 * What is known of the fleet, by part: what operators say of panels, sites and owners of identifiers;
 * how far each panel's log was read (`reading`), and how each is (`health`). What they say of how long its
 * events are kept: rules, holds, what each rule has done, and what it is asked to do now. And alarms, with
 * how far each has come and the notices it sent (`alarm_run`).
 */
export const FLEET_PARTS = [
  "panel",
  "site",
  "owner",
  "reading",
  "health",
  "retention_rule",
  "retention_hold",
  "retention_state",
  "retention_run",
  "alarm",
  "alarm_run",
] as const;

export type FleetPart = (typeof FLEET_PARTS)[number];

/** Something that is kept of a part. */
export interface FleetEntry {
  /** What tells it from others of its part, such as a serial; 1 to 256 characters. */
  readonly id: string;
  /** A JSON text. */
  readonly body: string;
}

/** A change of an entry: its new body, or `undefined` for one that goes. */
export interface FleetChange {
  readonly id: string;
  readonly body: string | undefined;
}

/** Where the fleet is kept. What is written is durable when it resolves. */
export interface FleetStore {
  /** By id. @param prefix of the ids; all when absent */
  list(part: FleetPart, prefix?: string): Promise<readonly FleetEntry[]>;
  find(part: FleetPart, id: string): Promise<string | undefined>;
  /** Makes all of the changes or none. @throws AppError `unavailable` */
  change(part: FleetPart, changes: readonly FleetChange[]): Promise<void>;
  /** Rises with every change of a part, whichever process makes it; from 0. */
  version(part: FleetPart): Promise<number>;
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
