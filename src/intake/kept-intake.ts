import type { PanelEvent, PanelSerial } from "../event/event.ts";
import type { Appended } from "../event/store.ts";
import type {
  IntakeStore,
  Quarantined,
  QuarantinedHead,
  QuarantineState,
  Rejected,
} from "./store.ts";

/** Which events are kept at all. */
export interface Keeping {
  /** Those of a delivery that are to be kept; whoever says so counts the others. */
  keptOf(panel: PanelSerial, events: readonly PanelEvent[]): readonly PanelEvent[];
  /** Below it some of a panel's events may have been taken away, by the panel's clock, ms; 0 for none. */
  edgeOf(panel: PanelSerial): number;
}

/** Where everything is kept. */
export const KEEPS_ALL: Keeping = { keptOf: (_panel, events) => events, edgeOf: () => 0 };

/**
 * An intake that passes over events which retention would take away at once: they are acknowledged, so
 * that a panel goes on to what is newer, and not kept.
 */
export class KeptIntake implements IntakeStore {
  readonly #store: IntakeStore;
  readonly #keeping: Pick<Keeping, "keptOf">;

  constructor(store: IntakeStore, keeping: Pick<Keeping, "keptOf">) {
    this.#store = store;
    this.#keeping = keeping;
  }

  async take(
    panel: PanelSerial,
    events: readonly PanelEvent[],
    rejected: readonly Rejected[],
  ): Promise<Appended> {
    const kept = this.#keeping.keptOf(panel, events);
    const isNothingLeft = kept.length === 0 && events.length > 0 && rejected.length === 0;
    if (isNothingLeft) return { added: 0, lastSeq: undefined };
    return this.#store.take(panel, kept, rejected);
  }

  quarantineBody(panel: PanelSerial, rejected: Rejected): Promise<number> {
    return this.#store.quarantineBody(panel, rejected);
  }

  listQuarantined(limit: number): Promise<readonly QuarantinedHead[]> {
    return this.#store.listQuarantined(limit);
  }

  findQuarantined(id: number): Promise<Quarantined | undefined> {
    return this.#store.findQuarantined(id);
  }

  dropQuarantined(id: number): Promise<void> {
    return this.#store.dropQuarantined(id);
  }

  quarantineState(): Promise<QuarantineState> {
    return this.#store.quarantineState();
  }
}
