import type { PanelSerial } from "../event/event.ts";
import { isMembers, namedTextsOf, readMembers, textOf, textsOf } from "./read-members.ts";

/** Where a panel is asked for its log, and as whom. */
export interface PulledFrom {
  /** Without a slash at its end. */
  readonly url: string;
  readonly username: string;
  /** As `SecretKey.seal` makes it, bound to the panel's serial. */
  readonly sealedPassword: string;
  /** Whether a certificate counts that nobody vouches for. */
  readonly takesSelfSigned: boolean;
  /** Whether it is left in peace for now. */
  readonly isPaused: boolean;
}

/** What operators say of a panel, and what it says of itself. Texts are empty where nothing is said. */
export interface PanelProfile {
  readonly serial: PanelSerial;
  /** For people, such as "Main entrance". */
  readonly name: string;
  /** Name of the site it belongs to. */
  readonly site: string;
  readonly building: string;
  readonly entrance: string;
  /** As `/api/info` told: family, model, firmware. */
  readonly family: string;
  readonly model: string;
  readonly firmware: string;
  /** Names of its locks, by number. */
  readonly locks: Readonly<Record<string, string>>;
  /** The panel that was at this door before: its history goes on here. */
  readonly replaces: PanelSerial | undefined;
  /** Names and addresses of hosts whose syslog is this panel's. */
  readonly syslogHosts: readonly string[];
  /** `undefined` for a panel that is not pulled. */
  readonly pulledFrom: PulledFrom | undefined;
}

/** A panel of which nothing is said yet. */
export function newProfile(serial: PanelSerial): PanelProfile {
  return {
    serial,
    name: "",
    site: "",
    building: "",
    entrance: "",
    family: "",
    model: "",
    firmware: "",
    locks: {},
    replaces: undefined,
    syslogHosts: [],
    pulledFrom: undefined,
  };
}

/** A profile as it is kept. */
export function renderProfile(profile: PanelProfile): string {
  // kept under its serial
  return JSON.stringify({ ...profile, serial: undefined });
}

/** A profile from what is kept of it. */
export function parseProfile(serial: PanelSerial, body: string): PanelProfile {
  const members = readMembers(body);
  const text = (name: string): string => textOf(members, name);
  return {
    serial,
    name: text("name"),
    site: text("site"),
    building: text("building"),
    entrance: text("entrance"),
    family: text("family"),
    model: text("model"),
    firmware: text("firmware"),
    locks: namedTextsOf(members, "locks"),
    replaces: text("replaces") || undefined,
    syslogHosts: textsOf(members, "syslogHosts"),
    pulledFrom: pulledFromOf(members["pulledFrom"]),
  };
}

function pulledFromOf(value: unknown): PulledFrom | undefined {
  if (!isMembers(value)) return undefined;
  return {
    url: textOf(value, "url"),
    username: textOf(value, "username"),
    sealedPassword: textOf(value, "sealedPassword"),
    takesSelfSigned: value["takesSelfSigned"] === true,
    isPaused: value["isPaused"] === true,
  };
}
