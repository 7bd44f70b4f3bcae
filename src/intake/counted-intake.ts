import { AppError } from "../event/errors.ts";
import type { PanelEvent, PanelSerial, Source } from "../event/event.ts";
import type { Appended } from "../event/store.ts";
import type { IntakeStore, Rejected } from "./store.ts";

/** One delivery of a panel, as it ended. */
export interface Delivered {
  readonly source: Source;
  readonly outcome: "stored" | "unavailable" | "quarantine_full" | "failed";
  /** How many of its events are new, and how many the log had. */
  readonly added: number;
  readonly repeated: number;
  readonly rejected: number;
  readonly tookMs: number;
}

/** An intake that tells of each delivery how it ended; all else is the store's. */
export function countDeliveries(
  store: IntakeStore,
  tell: (delivered: Delivered) => void,
): IntakeStore {
  const timed = async <Result>(
    about: { readonly source: Source; readonly events: number; readonly rejected: number },
    write: () => Promise<Result>,
    addedOf: (result: Result) => number,
  ): Promise<Result> => {
    const startMs = performance.now();
    const { source, events } = about;
    const told = (outcome: Delivered["outcome"], added: number, rejected: number) => {
      const repeated = outcome === "stored" ? events - added : 0;
      tell({ source, outcome, added, repeated, rejected, tookMs: performance.now() - startMs });
    };
    try {
      const result = await write();
      told("stored", addedOf(result), about.rejected);
      return result;
    } catch (error) {
      told(outcomeOf(error), 0, 0);
      throw error;
    }
  };
  return {
    take: (panel: PanelSerial, events: readonly PanelEvent[], rejected: readonly Rejected[]) =>
      timed(
        { source: events[0]?.source ?? "push", events: events.length, rejected: rejected.length },
        () => store.take(panel, events, rejected),
        ({ added }: Appended) => added,
      ),
    quarantineBody: (panel, rejected) =>
      timed(
        { source: "push", events: 0, rejected: 1 },
        () => store.quarantineBody(panel, rejected),
        () => 0,
      ),
    listQuarantined: (limit) => store.listQuarantined(limit),
    findQuarantined: (id) => store.findQuarantined(id),
    dropQuarantined: (id) => store.dropQuarantined(id),
    quarantineState: () => store.quarantineState(),
  };
}

function outcomeOf(error: unknown): Delivered["outcome"] {
  const code = error instanceof AppError ? error.code : undefined;
  return code === "unavailable" || code === "quarantine_full" ? code : "failed";
}
