import type { PanelSerial } from "../event/event.ts";
import { newProfile, parseProfile, renderProfile } from "./profile.ts";
import type { SecretKey } from "./secret-key.ts";
import type { FleetChange, FleetStore } from "./store.ts";

/** A panel whose log is to be read. */
export interface PanelToPull {
  readonly serial: PanelSerial;
  /** For people; empty leaves the name that it has. */
  readonly name: string;
  readonly url: string;
  readonly username: string;
  /** In clear; kept sealed. */
  readonly password: string;
}

/** Has panels pulled from now on, whatever else is said of them. @throws AppError `unavailable` */
export async function registerPulled(
  store: Pick<FleetStore, "find" | "change">,
  key: SecretKey,
  panels: readonly PanelToPull[],
): Promise<void> {
  const changes: FleetChange[] = [];
  for (const { serial, name, url, username, password } of panels) {
    const kept = await store.find("panel", serial);
    const profile = kept === undefined ? newProfile(serial) : parseProfile(serial, kept);
    const sealedPassword = key.seal(password, serial);
    const from = { url: url.replace(/\/+$/, ""), username, sealedPassword };
    const pulledFrom = { ...from, takesSelfSigned: false, isPaused: false };
    const body = renderProfile({ ...profile, name: name || profile.name, pulledFrom });
    changes.push({ id: serial, body });
  }
  if (changes.length > 0) await store.change("panel", changes);
}
