import type { PanelSerial } from "../event/event.ts";
import type { Fleet } from "../fleet/fleet.ts";
import type { PanelProfile } from "../fleet/profile.ts";
import type { Site } from "../fleet/site.ts";

/** What the book needs to know of the fleet. */
export type BookFleet = Pick<
  Fleet,
  "profiles" | "profile" | "sites" | "site" | "owners" | "owner" | "ownerCount"
>;

/**
 * What someone may know of the fleet: the panels that are seen, the sites that they name, and to whom
 * identifiers belong, for that is looked up for events that are seen.
 *
 * @param panels those that are seen; `undefined` for all
 */
export function seenFleet(fleet: BookFleet, panels: readonly PanelSerial[] | undefined): BookFleet {
  return panels === undefined ? fleet : new SeenFleet(fleet, new Set(panels));
}

class SeenFleet implements BookFleet {
  readonly #fleet: BookFleet;
  readonly #panels: ReadonlySet<PanelSerial>;
  #profiles: readonly PanelProfile[] | undefined;
  #sites: readonly Site[] | undefined;

  constructor(fleet: BookFleet, panels: ReadonlySet<PanelSerial>) {
    this.#fleet = fleet;
    this.#panels = panels;
  }

  get profiles(): readonly PanelProfile[] {
    return (this.#profiles ??= [...this.#fleet.profiles].filter(({ serial }) =>
      this.#panels.has(serial),
    ));
  }

  profile(serial: PanelSerial): PanelProfile | undefined {
    return this.#panels.has(serial) ? this.#fleet.profile(serial) : undefined;
  }

  get sites(): readonly Site[] {
    const named = new Set(this.profiles.map(({ site }) => site));
    return (this.#sites ??= [...this.#fleet.sites].filter(({ name }) => named.has(name)));
  }

  site(name: string): Site | undefined {
    return this.sites.find((site) => site.name === name);
  }

  get owners(): Fleet["owners"] {
    return this.#fleet.owners;
  }

  owner(number: string): ReturnType<Fleet["owner"]> {
    return this.#fleet.owner(number);
  }

  get ownerCount(): number {
    return this.#fleet.ownerCount;
  }
}
