import type { Caller } from "../accounts/caller.ts";
import { renderScope } from "../accounts/scope.ts";
import type { Scope } from "../accounts/scope.ts";
import { OWN_PANEL } from "../event/event.ts";
import type { PanelSerial } from "../event/event.ts";
import type { KnownFleet } from "./known-fleet.ts";

/** How many scopes' panels are remembered; the oldest goes first. */
const MAX_SCOPES = 1_000;

/** What scopes come to in one state of the fleet. */
interface Remembered {
  readonly version: number;
  readonly byCaller: WeakMap<Caller, readonly PanelSerial[]>;
  /** By the scopes' texts, so that the same scope is the same list. */
  readonly byText: Map<string, readonly PanelSerial[]>;
}

const remembered = new WeakMap<KnownFleet, Remembered>();

/**
 * The panels that a caller sees, sorted: `undefined` for all of them and Doorbook's own events, which
 * nobody with a scope sees. A scope's sites are as the fleet is now, and whoever sees a panel sees those
 * that were at its door before it. The same list as long as nothing changes.
 */
export function panelsOf(caller: Caller, fleet: KnownFleet): readonly PanelSerial[] | undefined {
  const { account, scope } = caller;
  if (scope === undefined) return undefined;
  const { byCaller, byText } = rememberedOf(fleet);
  const known = byCaller.get(caller);
  if (known !== undefined) return known;
  const scopes = account.scope === undefined ? [scope] : [scope, account.scope];
  const text = scopes.map(renderScope).join("\n");
  const panels = byText.get(text) ?? resolve(scopes, fleet);
  byCaller.set(caller, panels);
  byText.set(text, panels);
  for (const oldest of byText.keys()) {
    if (byText.size <= MAX_SCOPES) break;
    byText.delete(oldest);
  }
  return panels;
}

function rememberedOf(fleet: KnownFleet): Remembered {
  const known = remembered.get(fleet);
  if (known?.version === fleet.version) return known;
  const { version } = fleet;
  const fresh: Remembered = { version, byCaller: new WeakMap(), byText: new Map() };
  remembered.set(fleet, fresh);
  return fresh;
}

/** The panels that all of the scopes have. */
function resolve(scopes: readonly Scope[], fleet: KnownFleet): readonly PanelSerial[] {
  const sets = scopes.map((scope) => serialsIn(scope, fleet));
  const [first = new Set<PanelSerial>(), ...others] = sets;
  return [...first].filter((serial) => others.every((set) => set.has(serial))).toSorted();
}

function serialsIn({ sites, panels }: Scope, fleet: KnownFleet): Set<PanelSerial> {
  const named = new Set(sites);
  const ofSites = [...fleet.profiles]
    .filter(({ site }) => named.has(site))
    .map(({ serial }) => serial);
  const serials = new Set([...ofSites, ...panels].flatMap((serial) => fleet.lineage(serial)));
  serials.delete(OWN_PANEL);
  return serials;
}
