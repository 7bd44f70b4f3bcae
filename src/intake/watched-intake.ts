import type { PanelEvent, PanelSerial } from "../event/event.ts";
import type { Appended } from "../event/store.ts";
import type { FleetHealth } from "../fleet/fleet-health.ts";
import type {
  IntakeStore,
  Quarantined,
  QuarantinedHead,
  QuarantineState,
  Rejected,
} from "./store.ts";

/** What a watched intake rests on. */
export interface WatchedIntakeParts {
  readonly store: IntakeStore;
  readonly health: Pick<FleetHealth, "of" | "bounds" | "storeFailed">;
  /** Our clock, ms. */
  readonly now: () => number;
}

/**
 * An intake through which everything that panels give passes, however it comes: late events are marked,
 * and how the panel and its clock are is learnt from what came.
 */
export class WatchedIntake implements IntakeStore {
  readonly #parts: WatchedIntakeParts;

  constructor(parts: WatchedIntakeParts) {
    this.#parts = parts;
  }

  async take(
    panel: PanelSerial,
    events: readonly PanelEvent[],
    rejected: readonly Rejected[],
  ): Promise<Appended> {
    const { store, health, now } = this.#parts;
    const watch = health.of(panel);
    const nowMs = now();
    const marked = watch.mark(events, nowMs, health.bounds.lateMs);
    try {
      const appended = await store.take(panel, marked.events, rejected);
      watch.taken(marked, appended.added, nowMs);
      return appended;
    } catch (error) {
      watch.failed(nowMs);
      health.storeFailed(nowMs);
      throw error;
    }
  }

  quarantineBody(panel: PanelSerial, rejected: Rejected): Promise<number> {
    return this.#parts.store.quarantineBody(panel, rejected);
  }

  listQuarantined(limit: number): Promise<readonly QuarantinedHead[]> {
    return this.#parts.store.listQuarantined(limit);
  }

  findQuarantined(id: number): Promise<Quarantined | undefined> {
    return this.#parts.store.findQuarantined(id);
  }

  dropQuarantined(id: number): Promise<void> {
    return this.#parts.store.dropQuarantined(id);
  }

  quarantineState(): Promise<QuarantineState> {
    return this.#parts.store.quarantineState();
  }
}
