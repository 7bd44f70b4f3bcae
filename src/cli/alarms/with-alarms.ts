import { AlarmChanges } from "../../alarms/alarm-changes.ts";
import type { AlarmParts } from "../../alarms/alarm-parts.ts";
import { alarmParts } from "../../alarms/alarms.ts";
import { QueryError } from "../../event/query-error.ts";
import { Fleet } from "../../fleet/fleet.ts";
import { SecretKey } from "../../fleet/secret-key.ts";
import type { Settings } from "../../settings.ts";
import { UsageError } from "../../usage-error.ts";
import { widthOf } from "../text-width.ts";
import { printable } from "../table.ts";
import { readVersion } from "../version.ts";
import { withStore } from "../with-store.ts";

/** The alarms of a store, beside a server that may be running. */
export interface OpenAlarms {
  readonly parts: AlarmParts;
  readonly changes: AlarmChanges;
  readonly secrets: () => SecretKey;
}

/** Opens the data folder's alarms for one command. @throws as `withStore` */
export function withAlarms<Result>(
  settings: Settings,
  folder: "make" | "expect",
  act: (alarms: OpenAlarms) => Promise<Result>,
): Promise<Result> {
  return withStore(settings, folder, async (store) => {
    const fleet = await Fleet.open(store.fleet);
    const secrets = () => SecretKey.ofFolder(settings.data);
    const parts = alarmParts({
      log: store,
      store: store.fleet,
      fleet,
      secrets,
      mail: settings,
      lateMs: settings.lateSeconds * 1000,
      version: readVersion(),
      report: (cause) => console.error(cause),
      now: Date.now,
    });
    const { log, kept, now } = parts;
    const changes = new AlarmChanges({ kept, log, fleet, secrets, now });
    return act({ parts, changes, secrets });
  });
}

/** Runs what reads a query or a time. @throws UsageError that shows where it went wrong */
export async function showingWhere<Result>(
  text: string,
  act: () => Promise<Result>,
): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const before = " ".repeat(widthOf(printable(text.slice(0, error.position))));
    throw new UsageError(`${printable(error.message)}\n  ${printable(text)}\n  ${before}^`);
  }
}
