import type { FastifyBaseLogger } from "fastify";
import { RetentionChanges } from "./book/retention/changes.ts";
import { Retention } from "./book/retention/retention.ts";
import type { RetentionParts } from "./book/retention/retention.ts";
import type { EventReader } from "./event/store.ts";
import type { Fleet } from "./fleet/fleet.ts";
import type { FleetStore } from "./fleet/store.ts";

/** What retention keeps and reads. */
interface RetentionStores {
  readonly log: RetentionParts["log"] & Pick<EventReader, "kinds">;
  readonly fleet: FleetStore;
}

/** Its surroundings. */
interface RetentionSurroundings {
  /** Held in memory, and refreshed by whoever brings events in. */
  readonly fleet: Fleet;
  /** Whether something reads the log that had better not be disturbed, such as an export. */
  readonly isBusy?: () => boolean;
  /** Our clock, ms. */
  readonly now: () => number;
  readonly diagnostics: FastifyBaseLogger;
}

/** How long events are kept: what applies it, and what changes it. */
export interface ServedRetention extends AsyncDisposable {
  readonly engine: Retention;
  readonly changes: RetentionChanges;
}

/** Puts together how long events are kept. It does nothing before it is started. */
export async function openRetention(
  { log, fleet: store }: RetentionStores,
  { fleet, isBusy, now, diagnostics }: RetentionSurroundings,
): Promise<ServedRetention> {
  const engine = await Retention.open({
    log,
    store,
    fleet,
    ...(isBusy !== undefined && { isBusy }),
    now,
    report: (cause) => {
      diagnostics.error({ err: cause }, "events that are too old cannot be taken out: trying on");
    },
  });
  const changes = new RetentionChanges({ store, log, fleet, now });
  return { engine, changes, [Symbol.asyncDispose]: async () => engine[Symbol.asyncDispose]() };
}
