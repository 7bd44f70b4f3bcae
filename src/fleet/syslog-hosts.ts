import type { PanelSerial } from "../event/event.ts";
import type { Fleet } from "./fleet.ts";
import type { FleetHealth } from "./fleet-health.ts";

/** What telling whose lines are whose rests on. */
export interface SyslogHostsParts {
  readonly fleet: Pick<Fleet, "panelOfHost" | "profile">;
  readonly health: Pick<FleetHealth, "of" | "knows" | "isDelivering">;
  /** The serial of a panel of which just its host is known. */
  readonly serialOfHost: (host: string) => PanelSerial;
}

/** So many hosts that nobody has registered have a panel of their own; the others share one. */
const MAX_HOSTS = 10_000;

/** Of whom nothing is known and there are too many. */
const OTHERS = "others";

/**
 * Whose lines of syslog are whose: of the panel that is registered with the host's name or the sender's
 * address, of the one whose serial the host says, else of a panel made for the host (assumed).
 */
export class SyslogHosts {
  readonly #parts: SyslogHostsParts;
  readonly #hosts = new Set<string>();

  constructor(parts: SyslogHostsParts) {
    this.#parts = parts;
  }

  panelOf(host: string, address: string): PanelSerial {
    const { fleet, health, serialOfHost } = this.#parts;
    const registered = fleet.panelOfHost(host) ?? fleet.panelOfHost(address);
    if (registered !== undefined) return registered;
    if (fleet.profile(host) !== undefined || health.isDelivering(host)) return host;
    const serial = serialOfHost(host);
    if (health.knows(serial)) return serial;
    if (!this.#hosts.has(host) && this.#hosts.size >= MAX_HOSTS) return serialOfHost(OTHERS);
    this.#hosts.add(host);
    return serial;
  }

  isDelivering(panel: PanelSerial): boolean {
    const { fleet, health } = this.#parts;
    return health.isDelivering(panel) || fleet.profile(panel)?.pulledFrom !== undefined;
  }

  heard(panel: PanelSerial, atMs: number): void {
    this.#parts.health.of(panel).heard(atMs, "syslog");
  }
}
