import { KeptEdges } from "../../book/retention/kept-edges.ts";
import { KeptStates } from "../../book/retention/kept-states.ts";
import { RetentionPolicy } from "../../book/retention/policy.ts";
import type { PanelSerial } from "../../event/event.ts";
import { Fleet } from "../../fleet/fleet.ts";
import { parseHealth } from "../../fleet/health.ts";
import { knownPanels } from "../../fleet/known-panels.ts";
import { PanelWatch } from "../../fleet/panel-watch.ts";
import { markLate } from "../../intake/import/mark-late.ts";
import { StoreTarget } from "../../intake/import/store-target.ts";
import type { Settings } from "../../settings.ts";
import type { SqliteStore } from "../../store/sqlite/store.ts";

const UNKNOWN = "the panel is not known here, and unknown ones are not taken in (--adopt-panels)";

/** Takes imported events into the log of a data folder, beside a server that may be running. */
export async function localTarget(
  store: SqliteStore,
  settings: Settings,
  isDry: boolean,
): Promise<StoreTarget> {
  const kept = await store.fleet.list("health");
  const watches = new Map(kept.map(({ id, body }) => [id, new PanelWatch(parseHealth(body))]));
  const known = new Set<PanelSerial>();
  if (!settings.adoptPanels) {
    const panels = await knownPanels({ panels: store.panels, fleet: store.fleet });
    for (const { profile } of panels) known.add(profile.serial);
  }
  const fleet = await Fleet.open(store.fleet);
  const policy = await RetentionPolicy.open(store.fleet, fleet);
  // what is passed over is counted by a server alone, and told by the import itself
  const states = await KeptStates.open(store.fleet);
  const keeping = new KeptEdges({ policy, states, fleet, now: Date.now });
  return new StoreTarget({
    log: store,
    mark: (panel, events) => {
      const watch = watches.get(panel) ?? new PanelWatch();
      return markLate(watch, events, Date.now(), settings.lateSeconds * 1000);
    },
    refusalOf: (panel) =>
      Promise.resolve(settings.adoptPanels || known.has(panel) ? undefined : UNKNOWN),
    keeping,
    isDry,
  });
}
