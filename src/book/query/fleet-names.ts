import { OWN_PANEL, type PanelSerial } from "../../event/event.ts";
import type { Fleet } from "../../fleet/fleet.ts";
import { TextTable } from "../../fleet/text-table.ts";

/**
 * What a query may know of the fleet: what whoever asks may see, for errors name panels, sites and
 * locks.
 */
export type QueryFleet = Pick<Fleet, "profiles" | "sites" | "owners">;

/** What is said of a panel that queries ask for. */
export type PanelText = "name" | "site" | "building" | "entrance";

/** A lock of a panel. */
export interface LockAt {
  readonly panel: PanelSerial;
  /** As events have it. */
  readonly lock: string;
}

/** Panels and their locks by what operators say of them; each table is made when it is first asked for. */
export class FleetNames {
  readonly #fleet: QueryFleet;
  readonly #panels = new Map<PanelText, TextTable<PanelSerial>>();
  #serials: TextTable<PanelSerial> | undefined;
  #locks: TextTable<LockAt> | undefined;
  #sites: readonly string[] | undefined;

  constructor(fleet: QueryFleet) {
    this.#fleet = fleet;
  }

  panels(text: PanelText): TextTable<PanelSerial> {
    const made = this.#panels.get(text);
    if (made !== undefined) return made;
    const table = new TextTable(
      Array.from(this.#fleet.profiles, (profile) => [profile[text], profile.serial] as const),
    );
    this.#panels.set(text, table);
    return table;
  }

  /** Panels by their serials, Doorbook's own among them. */
  get serials(): TextTable<PanelSerial> {
    return (this.#serials ??= new TextTable(
      [...new Set([OWN_PANEL, ...Array.from(this.#fleet.profiles, ({ serial }) => serial)])].map(
        (serial) => [serial, serial] as const,
      ),
    ));
  }

  get locks(): TextTable<LockAt> {
    return (this.#locks ??= new TextTable(
      Array.from(this.#fleet.profiles, ({ serial: panel, locks }) =>
        Object.entries(locks).map(([lock, name]) => [name, { panel, lock }] as const),
      ).flat(),
    ));
  }

  /** Names of sites, of those without panels as well. */
  get sites(): readonly string[] {
    return (this.#sites ??= [
      ...new Set([
        ...Array.from(this.#fleet.sites, ({ name }) => name),
        ...this.panels("site").texts,
      ]),
    ]);
  }
}
