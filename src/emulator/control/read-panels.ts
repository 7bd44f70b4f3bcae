import { isJsonObject } from "../../basip/json-object.ts";
import type { JsonObject } from "../../basip/json-object.ts";
import { MAX_NAME_CHARACTERS } from "../../event/event.ts";
import type { PanelOptions } from "../api.ts";
import { PANEL_FAMILIES } from "../families.ts";
import type { LinkSettings } from "../link/link-settings.ts";
import { QUIRK_NAMES, quirkWord } from "../quirks.ts";
import type { QuirkName } from "../quirks.ts";
import { isHttp } from "../server-settings.ts";
import { syslogOf } from "./actions.ts";
import {
  ControlError,
  flagOf,
  neededText,
  objectOf,
  oneOf,
  refuseOthers,
  textOf,
  wholeOf,
} from "./members.ts";

const MOST_RING_EVENTS = 1_000_000;
const DAY_MS = 86_400_000;

/** How each member of a panel is read; `undefined` where it is not there. */
const MEMBERS = {
  serial: (panel) => nameOf(panel, "serial"),
  name: (panel) => nameOf(panel, "name"),
  model: (panel) => nameOf(panel, "model"),
  family: (panel) => oneOf(panel, "family", PANEL_FAMILIES),
  password: (panel) => textOf(panel, "password"),
  quirks: (panel) => quirksOf(panel["quirks"]),
  link: (panel, linkPassword) => linkOf(objectOf(panel, "link"), linkPassword),
  syslog: (panel) => telling(objectOf(panel, "syslog")),
  ringSize: (panel) => wholeOf(panel, "ringSize", [1, MOST_RING_EVENTS]),
  retryMs: (panel) => wholeOf(panel, "retryMs", [1, DAY_MS]),
  heartbeatMs: (panel) => wholeOf(panel, "heartbeatMs", [1, DAY_MS]),
} as const satisfies {
  [Name in Exclude<keyof PanelOptions, "accounts">]: (
    panel: JsonObject,
    linkPassword: string | undefined,
  ) => PanelOptions[Name] | undefined;
};

/**
 * Reads what each of several panels has of its own: a list of objects with the members of
 * `PanelOptions`, without `accounts`. Quirks go by their names in either spelling.
 *
 * @param linkPassword of each link that names none
 * @throws ControlError that says which panel, from 1, and what of it cannot be meant
 */
export function readPanels(
  value: unknown,
  linkPassword: string | undefined,
): readonly PanelOptions[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new ControlError("it must be a list of panels, at least one");
  }
  const panels = value.map((panel: unknown, index) => {
    try {
      if (!isJsonObject(panel)) throw new ControlError("it must be an object");
      return readPanel(panel, linkPassword);
    } catch (error) {
      if (!(error instanceof ControlError)) throw error;
      throw new ControlError(`panel ${String(index + 1)}: ${error.message}`, { cause: error });
    }
  });
  const serials = panels.flatMap(({ serial }) => (serial === undefined ? [] : [serial]));
  const twice = serials.find((serial, index) => serials.indexOf(serial) < index);
  if (twice !== undefined) throw new ControlError(`two panels have the serial "${twice}"`);
  return panels;
}

function readPanel(panel: JsonObject, linkPassword: string | undefined): PanelOptions {
  refuseOthers(panel, Object.keys(MEMBERS));
  const read = Object.entries(MEMBERS).map(
    ([name, of]) => [name, of(panel, linkPassword)] as const,
  );
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

function nameOf(panel: JsonObject, member: string): string | undefined {
  const name = textOf(panel, member);
  if (name === undefined || (name !== "" && name.length <= MAX_NAME_CHARACTERS)) return name;
  throw new ControlError(`"${member}" has 1 to ${String(MAX_NAME_CHARACTERS)} characters`);
}

function linkOf(
  link: JsonObject | undefined,
  fallback: string | undefined,
): LinkSettings | undefined {
  if (link === undefined) return undefined;
  refuseOthers(link, ["url", "password", "isHeartbeatEnabled", "isLoggingEnabled"]);
  const url = neededText(link, "url");
  if (!isHttp(url)) throw new ControlError(`link: "url" must be an http URL, not "${url}"`);
  const password = textOf(link, "password") ?? fallback;
  if (password === undefined) {
    throw new ControlError('link: "password" is missing, and no link password is set for all');
  }
  const isHeartbeatEnabled = flagOf(link, "isHeartbeatEnabled") ?? true;
  const isLoggingEnabled = flagOf(link, "isLoggingEnabled") ?? true;
  return { url, password, isHeartbeatEnabled, isLoggingEnabled };
}

function telling(syslog: JsonObject | undefined): PanelOptions["syslog"] {
  if (syslog === undefined) return undefined;
  refuseOthers(syslog, ["protocol", "host", "port", "form"]);
  return syslogOf(syslog);
}

function quirksOf(asked: unknown): PanelOptions["quirks"] {
  if (asked === undefined || asked === "none" || asked === "real") return asked;
  if (!Array.isArray(asked)) {
    throw new ControlError('"quirks" must be "none", "real" or a list of names');
  }
  return asked.map((word: unknown) => quirkOf(word));
}

function quirkOf(word: unknown): QuirkName {
  const name = QUIRK_NAMES.find((one) => one === word || quirkWord(one) === word);
  if (name !== undefined) return name;
  const known = QUIRK_NAMES.map(quirkWord).join(", ");
  throw new ControlError(`no quirk is called ${JSON.stringify(word)}; known: ${known}`);
}
