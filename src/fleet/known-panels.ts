import type { PanelSerial } from "../event/event.ts";
import { NO_HEALTH, parseHealth, WAYS } from "./health.ts";
import type { PanelHealth, Way } from "./health.ts";
import { newProfile, parseProfile } from "./profile.ts";
import type { PanelProfile } from "./profile.ts";
import type { FleetStore, PanelStore } from "./store.ts";

/** All that is known of a panel. */
export interface KnownPanel {
  /** An empty one where nothing is said of the panel. */
  readonly profile: PanelProfile;
  readonly health: PanelHealth;
  /** When it first logged in or an event of it came, by our clock; `undefined` when neither did. */
  readonly heardSinceMs: number | undefined;
}

/** Where panels are known from. */
export interface KnownFrom {
  readonly panels: PanelStore;
  readonly fleet: FleetStore;
}

/** The panels that were ever heard of and those that something is said of, by serial. */
export async function knownPanels({ panels, fleet }: KnownFrom): Promise<readonly KnownPanel[]> {
  const heard = new Map(
    (await panels.listPanels()).map(({ serial, addedAtMs }) => [serial, addedAtMs]),
  );
  const bodies = async (part: "panel" | "health"): Promise<ReadonlyMap<string, string>> =>
    new Map((await fleet.list(part)).map(({ id, body }) => [id, body]));
  const [profiles, healths] = [await bodies("panel"), await bodies("health")];
  const serials = [...new Set([...heard.keys(), ...profiles.keys()])].toSorted();
  return serials.map((serial) => {
    const body = { profile: profiles.get(serial), health: healths.get(serial) };
    return {
      profile: body.profile === undefined ? newProfile(serial) : parseProfile(serial, body.profile),
      health: body.health === undefined ? NO_HEALTH : parseHealth(body.health),
      heardSinceMs: heard.get(serial),
    };
  });
}

/** What is known of one panel; `undefined` when it was never heard of. */
export async function knownPanel(
  from: KnownFrom,
  serial: PanelSerial,
): Promise<KnownPanel | undefined> {
  return (await knownPanels(from)).find(({ profile }) => profile.serial === serial);
}

/** The ways in which a panel's events come, or are meant to. */
export function waysOf({ profile, health, heardSinceMs }: KnownPanel): readonly Way[] {
  const isAsked = profile.pulledFrom !== undefined;
  const isListenedTo = profile.syslogHosts.length > 0;
  const isKnownOtherwise = isAsked || isListenedTo || Object.keys(health.ways).length > 0;
  const isMeant: Readonly<Record<Way, boolean>> = {
    // whoever was heard of in no other way has pushed
    push: heardSinceMs !== undefined && !isKnownOtherwise,
    pull: isAsked,
    syslog: isListenedTo,
  };
  return WAYS.filter((way) => isMeant[way] || health.ways[way] !== undefined);
}
