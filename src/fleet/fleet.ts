import type { PanelSerial } from "../event/event.ts";
import { parseOwner } from "./owner.ts";
import type { Owner } from "./owner.ts";
import { Owners } from "./owners.ts";
import { parseProfile } from "./profile.ts";
import type { PanelProfile } from "./profile.ts";
import { parseSite } from "./site.ts";
import type { Site } from "./site.ts";
import type { FleetPart, FleetStore } from "./store.ts";

/** How many panels one after the other may have been at a door. */
const MAX_LINEAGE = 32;

/** The parts that are held in memory. */
const HELD_PARTS = ["panel", "site", "owner"] as const satisfies readonly FleetPart[];

/** What of a store the fleet is read by. */
export type ReadFleet = Pick<FleetStore, "list" | "version">;

/**
 * What operators say of panels, sites and owners, held in memory. It is theirs to change, in this
 * process or another: {@link refresh} sees what changed.
 */
export class Fleet {
  readonly #store: ReadFleet;
  readonly #versions = new Map<FleetPart, number>();
  #version = 0;
  #panels: ReadonlyMap<PanelSerial, PanelProfile> = new Map();
  #sites: ReadonlyMap<string, Site> = new Map();
  #owners = new Owners([]);
  #hosts: ReadonlyMap<string, PanelSerial> = new Map();

  private constructor(store: ReadFleet) {
    this.#store = store;
  }

  static async open(store: ReadFleet): Promise<Fleet> {
    const fleet = new Fleet(store);
    await fleet.refresh();
    return fleet;
  }

  /** Looks what changed. @returns whether something did. @throws AppError `unavailable` */
  async refresh(): Promise<boolean> {
    let isChanged = false;
    for (const part of HELD_PARTS) {
      const version = await this.#store.version(part);
      if (version === this.#versions.get(part)) continue;
      const entries = await this.#store.list(part);
      if (part === "panel") {
        this.#panels = new Map(entries.map(({ id, body }) => [id, parseProfile(id, body)]));
        this.#hosts = hostsOf(this.#panels);
      } else if (part === "site") {
        this.#sites = new Map(entries.map(({ id, body }) => [id, parseSite(id, body)]));
      } else {
        this.#owners = new Owners(entries.map(({ id, body }) => parseOwner(id, body)));
      }
      this.#versions.set(part, version);
      this.#version += 1;
      isChanged = true;
    }
    return isChanged;
  }

  /** Rises whenever something changed that is held. */
  get version(): number {
    return this.#version;
  }

  /** By serial. */
  get profiles(): Iterable<PanelProfile> {
    return this.#panels.values();
  }

  profile(serial: PanelSerial): PanelProfile | undefined {
    return this.#panels.get(serial);
  }

  get sites(): Iterable<Site> {
    return this.#sites.values();
  }

  site(name: string): Site | undefined {
    return this.#sites.get(name);
  }

  /** To whom identifiers belong; another object once that changed. */
  get owners(): Owners {
    return this.#owners;
  }

  /** How many identifiers have an owner. */
  get ownerCount(): number {
    return this.#owners.size;
  }

  /** To whom an identifier belongs, by its number. */
  owner(number: string): Owner | undefined {
    return this.#owners.get(number);
  }

  /** Whose syslog comes from a host's name or address, letter case aside. */
  panelOfHost(host: string): PanelSerial | undefined {
    return this.#hosts.get(host.toLowerCase());
  }

  /** A panel and those that were at its door before it, the newest first. */
  lineage(serial: PanelSerial): readonly PanelSerial[] {
    const line: PanelSerial[] = [serial];
    for (let at = this.#panels.get(serial)?.replaces; at !== undefined;) {
      // whoever wrote a ring has one door, not an endless one
      if (line.includes(at) || line.length === MAX_LINEAGE) break;
      line.push(at);
      at = this.#panels.get(at)?.replaces;
    }
    return line;
  }
}

function hostsOf(panels: ReadonlyMap<PanelSerial, PanelProfile>): Map<string, PanelSerial> {
  const hosts = new Map<string, PanelSerial>();
  for (const { serial, syslogHosts } of panels.values()) {
    for (const host of syslogHosts) hosts.set(host.toLowerCase(), serial);
  }
  return hosts;
}
