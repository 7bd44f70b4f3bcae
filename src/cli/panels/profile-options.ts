import { MAX_NAME_CHARACTERS } from "../../event/event.ts";
import type { PanelProfile } from "../../fleet/profile.ts";
import { text } from "../../setting-kinds.ts";
import type { SettingDefinition } from "../../setting-kinds.ts";
import { optionValues } from "../arguments.ts";
import type { Option } from "../command.ts";

/** What clears a field that names something else. */
export const NONE = "none";

/** Text for people: one line, up to 128 characters, or nothing. */
function label(help: string): SettingDefinition<string> {
  return {
    ...text("", help),
    expected: `one line of at most ${MAX_NAME_CHARACTERS} characters`,
    parse: (raw) =>
      typeof raw === "string" && raw.length <= MAX_NAME_CHARACTERS && !/\p{Cc}/u.test(raw)
        ? raw
        : undefined,
  };
}

const LOCK = /^(\d{1,3})=([^\p{Cc}]{0,128})$/u;

const HOST = /^[\p{L}\p{N}._:-]{1,253}$/u;

const lock: SettingDefinition<string> = {
  ...text("", "name of a lock by its number, as 0=Gate; 0= has none; may stand more than once"),
  placeholder: "N=NAME",
  expected: "a number and a name, as 0=Gate",
  parse: (raw) => (typeof raw === "string" && LOCK.test(raw) ? raw : undefined),
};

const hosts: SettingDefinition<string> = {
  ...text("", `hosts whose syslog is the panel's, with commas between; ${NONE} for no host`),
  placeholder: "HOST,…",
  expected: "names or addresses of hosts, with commas between",
  parse: (raw) =>
    typeof raw === "string" && raw.split(",").every((host) => HOST.test(host)) ? raw : undefined,
};

const replaces: SettingDefinition<string> = {
  ...text("", `the panel that was at this door before; ${NONE} for no panel`),
  placeholder: "SERIAL",
};

/** The fields that are texts for people, by the option that sets each. */
const LABELS = {
  name: label('for people, such as "Main entrance"'),
  site: label("the site that it belongs to: see doorbook sites"),
  building: label("the building that it is at"),
  entrance: label("the entrance that it is at"),
} as const satisfies Partial<Record<keyof PanelProfile, SettingDefinition<string>>>;

const LABEL_NAMES = ["name", "site", "building", "entrance"] as const;

/** The options that say something of a panel, however its events come. */
export const PROFILE_OPTIONS: Readonly<Record<string, Option>> = {
  ...Object.fromEntries(
    LABEL_NAMES.map((name) => [name, { help: LABELS[name].help, value: LABELS[name] }]),
  ),
  lock: { help: lock.help, value: lock, isMany: true },
  "syslog-host": { help: hosts.help, value: hosts, isMany: true },
  replaces: { help: replaces.help, value: replaces },
};

/** A profile with what the options say of it; what they do not name stays. */
export function applyProfileOptions(
  profile: PanelProfile,
  options: ReadonlyMap<string, string>,
): PanelProfile {
  const replaced = options.get("replaces");
  return {
    ...profile,
    ...Object.fromEntries(
      LABEL_NAMES.flatMap((name) => {
        const value = options.get(name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    locks: withLocks(profile.locks, optionValues(options, "lock")),
    syslogHosts: options.has("syslog-host")
      ? readHosts(optionValues(options, "syslog-host"))
      : profile.syslogHosts,
    replaces: replaced === undefined ? profile.replaces : replaced === NONE ? undefined : replaced,
  };
}

function withLocks(
  locks: PanelProfile["locks"],
  changes: readonly string[],
): PanelProfile["locks"] {
  const named = new Map(Object.entries(locks));
  for (const change of changes) {
    const [, digits = "", name = ""] = LOCK.exec(change) ?? [];
    const number = String(Number(digits));
    if (name === "") named.delete(number);
    else named.set(number, name);
  }
  return Object.fromEntries(named);
}

function readHosts(values: readonly string[]): readonly string[] {
  const named = values.flatMap((value) => value.split(",")).filter((host) => host !== NONE);
  return [...new Set(named)];
}
