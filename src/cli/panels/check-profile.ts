import { AppError } from "../../event/errors.ts";
import { Fleet } from "../../fleet/fleet.ts";
import type { PanelProfile } from "../../fleet/profile.ts";
import { knownPanel } from "../../fleet/known-panels.ts";
import type { KnownFrom } from "../../fleet/known-panels.ts";
import { readSerial, unknownPanel } from "./serial.ts";

/**
 * Holds a profile against the rest of the fleet before it is written.
 *
 * @returns what the operator should know of it, a sentence each
 * @throws AppError `invalid`, `not_found`; UsageError
 */
export async function checkProfile(
  store: KnownFrom,
  profile: PanelProfile,
): Promise<readonly string[]> {
  const fleet = await Fleet.open(store.fleet);
  const { serial, site, syslogHosts, replaces } = profile;
  for (const host of syslogHosts) {
    const other = fleet.panelOfHost(host);
    if (other === undefined || other === serial) continue;
    throw new AppError("invalid", `syslog from ${host} is of the panel ${JSON.stringify(other)}`);
  }
  if (replaces !== undefined) {
    const old = readSerial(replaces);
    if (fleet.lineage(old).includes(serial)) {
      throw new AppError("invalid", `the panel ${JSON.stringify(old)} cannot be its own successor`);
    }
    if ((await knownPanel(store, old)) === undefined) throw unknownPanel(old);
  }
  if (site === "" || fleet.site(site) !== undefined) return [];
  const quoted = JSON.stringify(site);
  return [
    `There is no site ${quoted} yet, so days begin as in UTC: doorbook sites set ${quoted} --zone ZONE`,
  ];
}
