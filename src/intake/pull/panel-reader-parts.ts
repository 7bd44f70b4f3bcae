import type { PanelClient } from "../../client/panel-client.ts";
import type { PanelSerial } from "../../event/event.ts";
import type { EventReader } from "../../event/store.ts";
import type { FleetHealth } from "../../fleet/fleet-health.ts";
import type { IntakeStore } from "../store.ts";
import type { Reading } from "./reading.ts";

/** What a reader of one panel rests on. */
export interface PanelReaderParts {
  readonly serial: PanelSerial;
  readonly client: Pick<PanelClient, "page" | "clockMs" | "find" | "found">;
  readonly intake: Pick<IntakeStore, "take">;
  readonly log: Pick<EventReader, "list">;
  readonly health: Pick<FleetHealth, "of" | "noteGap">;
  /**
   * Below it some of the panel's events may have been taken away, by its clock, ms; 0 for none. What lies
   * there is not held against what the panel has.
   */
  readonly edgeMs: () => number;
  /** Keeps how far the panel was read, durably. */
  readonly keep: (reading: Reading) => Promise<void>;
  /** Our clock, ms. */
  readonly now: () => number;
}
