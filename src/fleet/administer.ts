import { AppError } from "../event/errors.ts";
import { OWN_PANEL } from "../event/event.ts";
import type { PanelSerial } from "../event/event.ts";
import type { EventStore } from "../event/store.ts";
import { ownEvent } from "../event/own-event.ts";
import { parseProfile, renderProfile } from "./profile.ts";
import type { PanelProfile } from "./profile.ts";
import type { FleetStore } from "./store.ts";

/** What changes of the fleet rest on. */
export interface AdministerParts {
  readonly fleet: FleetStore;
  /** Where changes are events, without what is secret. */
  readonly log: Pick<EventStore, "append">;
  /** Name of the account that does it; `undefined` for the command line. */
  readonly by?: string;
  /** Our clock, ms. */
  readonly now: () => number;
}

/** What is done to panels, by the key of its event. */
type PanelChangeKey = "doorbook_panel_added" | "doorbook_panel_changed" | "doorbook_panel_removed";

/** What is kept of a panel under its serial, beside what it sent. */
const PARTS_OF_A_PANEL = ["panel", "reading", "health"] as const;

/** What is said of a panel; `undefined` when nothing is. @throws AppError `unavailable` */
export async function findProfile(
  fleet: FleetStore,
  serial: PanelSerial,
): Promise<PanelProfile | undefined> {
  const body = await fleet.find("panel", serial);
  return body === undefined ? undefined : parseProfile(serial, body);
}

/** Says something of a panel for the first time. @throws AppError `exists`, `unavailable` */
export async function addProfile(parts: AdministerParts, profile: PanelProfile): Promise<void> {
  const { serial } = profile;
  if ((await parts.fleet.find("panel", serial)) !== undefined) {
    throw new AppError("exists", `there is a profile of the panel ${JSON.stringify(serial)}`);
  }
  await put(parts, profile, "doorbook_panel_added");
}

/**
 * Says something else of a panel.
 *
 * @returns whether anything changed
 * @throws AppError `unavailable`
 */
export async function changeProfile(
  parts: AdministerParts,
  profile: PanelProfile,
): Promise<boolean> {
  const body = await parts.fleet.find("panel", profile.serial);
  if (body === renderProfile(profile)) return false;
  await put(parts, profile, "doorbook_panel_changed");
  return true;
}

/**
 * Forgets what is said of a panel, how far it was read and how it is. Its events stay.
 *
 * @returns whether there was anything
 * @throws AppError `unavailable`
 */
export async function forgetPanel(parts: AdministerParts, serial: PanelSerial): Promise<boolean> {
  const { fleet } = parts;
  const name = (await findProfile(fleet, serial))?.name ?? "";
  let isKnown = false;
  for (const part of PARTS_OF_A_PANEL) {
    if ((await fleet.find(part, serial)) === undefined) continue;
    await fleet.change(part, [{ id: serial, body: undefined }]);
    isKnown = true;
  }
  if (isKnown) await tell(parts, "doorbook_panel_removed", { panel: serial, name });
  return isKnown;
}

async function put(
  parts: AdministerParts,
  profile: PanelProfile,
  key: PanelChangeKey,
): Promise<void> {
  const { serial, name } = profile;
  await parts.fleet.change("panel", [{ id: serial, body: renderProfile(profile) }]);
  await tell(parts, key, { panel: serial, name });
}

async function tell(
  { log, by, now }: AdministerParts,
  key: PanelChangeKey,
  model: { readonly panel: PanelSerial; readonly name: string },
): Promise<void> {
  await log.append(OWN_PANEL, [ownEvent(key, { ...model, account: by }, now())]);
}
