import { RetentionChanges } from "../../book/retention/changes.ts";
import { Retention } from "../../book/retention/retention.ts";
import type { RetentionParts } from "../../book/retention/retention.ts";
import { Fleet } from "../../fleet/fleet.ts";
import type { Settings } from "../../settings.ts";
import type { SqliteStore } from "../../store/sqlite/store.ts";
import { withStore } from "../with-store.ts";

/** What a command has of retention. */
export interface CliRetention {
  /** It applies nothing unless it is told to. */
  readonly engine: Retention;
  readonly changes: RetentionChanges;
}

/** Opens the retention of the data folder's log for one command. @throws AppError as `withStore` */
export async function withRetention<Result>(
  settings: Settings,
  act: (retention: CliRetention) => Promise<Result>,
  parts: Partial<RetentionParts> = {},
): Promise<Result> {
  return withStore(settings, "expect", async (store) => {
    const retention = await openRetention(store, parts);
    await using held = new AsyncDisposableStack();
    held.use(retention.engine);
    return await act(retention);
  });
}

/** What retention keeps beside a store's events. */
export async function openRetention(
  store: SqliteStore,
  parts: Partial<RetentionParts> = {},
): Promise<CliRetention> {
  const fleet = await Fleet.open(store.fleet);
  const shared = { log: store, store: store.fleet, fleet, now: Date.now };
  const report = (cause: unknown) => {
    throw cause;
  };
  const engine = await Retention.open({ ...shared, report, ...parts });
  return { engine, changes: new RetentionChanges(shared) };
}
