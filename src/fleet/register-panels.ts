import type { PanelSerial } from "../event/event.ts";
import { newProfile, parseProfile, renderProfile } from "./profile.ts";
import type { SecretKey } from "./secret-key.ts";
import type { FleetChange, FleetStore } from "./store.ts";

/** A panel that is to be known. */
export interface PanelToRegister {
  readonly serial: PanelSerial;
  /** For people; empty leaves the name that it has. */
  readonly name: string;
  /** How its log is read; absent leaves it as it is. */
  readonly pull?: {
    readonly url: string;
    readonly username: string;
    /** In clear; kept sealed. */
    readonly password: string;
    /** Whether a certificate counts that nobody vouches for; not when absent. */
    readonly takesSelfSigned?: boolean;
  };
}

/**
 * Has panels known from now on, whatever else is said of them.
 *
 * @param secrets the key of the panels' passwords, asked for where there is one to be sealed
 * @throws AppError `unavailable`
 */
export async function registerPanels(
  store: Pick<FleetStore, "find" | "change">,
  secrets: () => SecretKey,
  panels: readonly PanelToRegister[],
): Promise<void> {
  const changes: FleetChange[] = [];
  for (const { serial, name, pull } of panels) {
    const kept = await store.find("panel", serial);
    const profile = kept === undefined ? newProfile(serial) : parseProfile(serial, kept);
    const pulledFrom =
      pull === undefined
        ? profile.pulledFrom
        : {
            url: pull.url.replace(/\/+$/, ""),
            username: pull.username,
            sealedPassword: secrets().seal(pull.password, serial),
            takesSelfSigned: pull.takesSelfSigned ?? false,
            isPaused: false,
          };
    const body = renderProfile({ ...profile, name: name || profile.name, pulledFrom });
    changes.push({ id: serial, body });
  }
  if (changes.length > 0) await store.change("panel", changes);
}
