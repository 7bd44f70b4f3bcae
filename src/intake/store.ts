import type { PanelEvent, PanelSerial } from "../event/event.ts";
import type { Appended } from "../event/store.ts";

/** Something that arrived and could not be understood, to be kept with its bytes. */
export interface Rejected {
  /** Why, for people: "no usable time". */
  readonly reason: string;
  readonly bytes: Uint8Array;
}

/** What the quarantine holds of one rejected thing. */
export interface Quarantined extends Rejected {
  /** From 1, never reused. */
  readonly id: number;
  readonly panel: PanelSerial;
  /** `event`: one event of a push. `body`: a whole push that could not be read. */
  readonly what: "event" | "body";
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** How often the same bytes came from the panel, from 1. */
  readonly times: number;
}

/** A row of the quarantine's list: all but the bytes. */
export type QuarantinedHead = Omit<Quarantined, "bytes"> & { readonly size: number };

/**
 * What a thing in quarantine counts beside its bytes: its row, digest and place in the index. Millions
 * of events of one byte each would fill a disk within any bound on their bytes alone.
 */
export const QUARANTINED_COST_BYTES = 300;

/** How full the quarantine is. */
export interface QuarantineState {
  readonly count: number;
  /** What is held, with {@link QUARANTINED_COST_BYTES} for each. */
  readonly bytes: number;
  readonly maxBytes: number;
}

/** What brings events into the log together with what could not be understood. */
export interface IntakeStore {
  /**
   * Stores the events of one delivery, as `EventStore.append`, and quarantines the rest; all is
   * durable when it resolves. The same bytes of a panel are quarantined once and counted.
   *
   * @throws AppError `quarantine_full` before anything is stored when what must be quarantined does not fit;
   *   `unavailable`, `invalid` as append
   */
  take(
    panel: PanelSerial,
    events: readonly PanelEvent[],
    rejected: readonly Rejected[],
  ): Promise<Appended>;

  /**
   * Quarantines a body that cannot be read at all, once per content and panel.
   *
   * @returns how often the panel has sent these bytes, this time included, from 1; counted durably
   * @throws AppError `quarantine_full`, `unavailable`
   */
  quarantineBody(panel: PanelSerial, rejected: Rejected): Promise<number>;

  /** Newest first, at most `limit`. */
  listQuarantined(limit: number): Promise<readonly QuarantinedHead[]>;
  findQuarantined(id: number): Promise<Quarantined | undefined>;
  /** @throws AppError `not_found` */
  dropQuarantined(id: number): Promise<void>;
  quarantineState(): Promise<QuarantineState>;
}
