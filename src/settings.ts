import type { ListedPanel } from "./intake/pull/listed-panels.ts";
import { LISTED_PANELS } from "./listed-panels-setting.ts";
import { didYouMean } from "./event/nearest.ts";
import { isNetwork } from "./http/trusted-proxies.ts";
import {
  secret,
  choice,
  integer,
  optionalPath,
  path,
  text,
  toggle,
  type RawSetting,
  type SettingDefinition,
} from "./setting-kinds.ts";
import { UsageError } from "./usage-error.ts";

/** In which order a stranger reads the log: oldest first, or newest first. */
export const SORTS = ["asc", "desc"] as const;

/** What a program that clears the log through the panels' API gets: see `http/routes/data-clear.ts`. */
export const TWIN_CLEARS = ["floor", "ignore", "refuse"] as const;

/** What the panels' API does with echoes: see `event/kind.ts`. */
export const ECHOES = ["hide", "show"] as const;

/** Who reads the metrics: whoever logs in with the right to, everybody, nobody. */
export const METRICS = ["login", "public", "off"] as const;

/** What diagnostics are written: this level and the graver ones. */
export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** Everything that can be set, merged from flags, environment and file. What each is: `SETTINGS`. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly syslogUdpPort: number;
  readonly syslogTcpPort: number;
  readonly syslogHttp: boolean;
  readonly syslogEchoes: (typeof ECHOES)[number];
  readonly data: string;
  readonly adminPassword: string | undefined;
  readonly linkPassword: string | undefined;
  readonly password: string | undefined;
  readonly controlToken: string | undefined;
  readonly url: string | undefined;
  readonly token: string | undefined;
  readonly defaultSort: (typeof SORTS)[number];
  readonly twinClear: (typeof TWIN_CLEARS)[number];
  readonly tokenHours: number;
  readonly adoptPanels: boolean;
  readonly quarantineMaxBytes: number;
  readonly panels: readonly ListedPanel[] | undefined;
  readonly pullSeconds: number;
  readonly pullsAtOnce: number;
  readonly lateSeconds: number;
  readonly silentSeconds: number;
  readonly searchSeconds: number;
  readonly smtpUrl: string | undefined;
  readonly smtpFrom: string | undefined;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  readonly tlsCert: string | undefined;
  readonly tlsKey: string | undefined;
  readonly ca: string | undefined;
  readonly trustProxy: readonly string[];
  readonly metrics: (typeof METRICS)[number];
  readonly diskLowBytes: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/**
 * Every setting, by the name it has in the settings file. The flag and the `DOORBOOK_` variable
 * are made from the name; a secret has no flag, for flags are seen by everyone on the machine.
 */
export const SETTINGS: { readonly [Name in keyof Settings]: SettingDefinition<Settings[Name]> } = {
  host: text("127.0.0.1", "address to listen on; 0.0.0.0 for every IPv4 address"),
  port: integer(8080, 0, 65_535, "TCP port to listen on; 0 picks a free one"),
  syslogUdpPort: integer(0, 0, 65_535, "UDP port to take panels' syslog on; 0 takes none"),
  syslogTcpPort: integer(0, 0, 65_535, "TCP port to take panels' syslog on; 0 takes none"),
  syslogHttp: toggle(false, "take panels' syslog by POST to / as well"),
  syslogEchoes: choice(
    "hide",
    ECHOES,
    "what the panels' API shows of the syslog of panels that push or are pulled: `hide`, `show`; all of it is kept",
  ),
  data: path("./data", "folder that holds the log"),
  adminPassword: secret("password of the admin that is made when there is no account"),
  linkPassword: {
    ...secret("link password of every panel that has none of its own; 1 to 32 ASCII characters"),
    // what a panel lets its installer type
    expected: "1 to 32 ASCII characters",
    parse: (raw) => (typeof raw === "string" && /^[\x20-\x7e]{1,32}$/.test(raw) ? raw : undefined),
  },
  password: secret(
    "password that `accounts add` and `accounts passwd` set, `panels check`, `search`, `tail`, `export` and `import` log in with, and emulated panels have",
    {
      inFile: false,
    },
  ),
  controlToken: secret("Bearer token for control of emulated panels from other machines", {
    inFile: false,
  }),
  url: {
    ...text(
      "",
      "server that `search`, `tail`, `export` and `import` ask; the one that this machine runs when not set",
    ),
    fallback: undefined,
    placeholder: "URL",
    expected: "the address of a server, as http://192.0.2.7:8080",
    parse: (raw) => (typeof raw === "string" ? serverUrl(raw) : undefined),
  },
  token: secret("personal token that `search`, `tail`, `export` and `import` show", {
    inFile: false,
  }),
  defaultSort: choice("asc", SORTS, "order of events when a query names none"),
  twinClear: choice(
    "floor",
    TWIN_CLEARS,
    "what a program that clears a panel's log gets: `floor`, its account sees only what arrives later; `ignore`; `refuse`",
  ),
  tokenHours: integer(2, 1, 8_760, "hours until a login's token expires"),
  adoptPanels: toggle(true, "take in unknown panels that know the link password"),
  quarantineMaxBytes: integer(
    2 ** 30,
    0,
    Number.MAX_SAFE_INTEGER,
    "bytes that the quarantine may hold",
  ),
  panels: LISTED_PANELS,
  pullSeconds: integer(10, 1, 86_400, "seconds from a reading of a panel's log to the next"),
  pullsAtOnce: integer(64, 1, 1_000, "panels whose logs are read at once"),
  lateSeconds: integer(
    120,
    1,
    86_400,
    "seconds after which an event counts as late; it is kept and shown all the same",
  ),
  silentSeconds: integer(
    120,
    30,
    86_400,
    "seconds without a word after which a panel counts as silent",
  ),
  searchSeconds: integer(
    5,
    1,
    600,
    "seconds that a question of the book may look through events that no index picks",
  ),
  smtpUrl: {
    ...secret(
      "mail server that e-mails of alarms go through, as smtp://user:password@mail.example:587",
    ),
    expected: "an address such as smtp://mail.example:25 or smtps://user:password@mail.example",
    parse: (raw) => (typeof raw === "string" && isMailServer(raw) ? raw : undefined),
  },
  smtpFrom: {
    ...text("", "address that e-mails of alarms are from, as doorbook@house.example"),
    fallback: undefined,
    placeholder: "ADDRESS",
    expected: "an e-mail address, as doorbook@house.example or Doorbook <doorbook@house.example>",
    parse: (raw) => (typeof raw === "string" && MAIL_ADDRESS.test(raw) ? raw : undefined),
  },
  maxConnections: integer(16_000, 1, 1_000_000, "connections at once, of all callers"),
  maxConnectionsPerAddress: integer(
    10_000,
    1,
    1_000_000,
    "connections at once from one address; all panels behind a gateway have its address",
  ),
  tlsCert: optionalPath(
    "certificate to speak HTTPS with, as PEM, with those that lead to its authority",
  ),
  tlsKey: optionalPath("the certificate's private key, as PEM"),
  ca: optionalPath(
    "certificates, as PEM, by which `search`, `tail`, `export` and `import` trust a server, beside the usual ones",
  ),
  trustProxy: {
    ...text(
      "",
      "addresses and networks of proxies in front, with commas between, whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed",
    ),
    fallback: [],
    placeholder: "LIST",
    expected: "addresses or networks with commas between, as 127.0.0.1,10.0.0.0/8",
    parse: (raw) => (typeof raw === "string" ? networks(raw) : undefined),
  },
  metrics: choice(
    "login",
    METRICS,
    "who reads `/metrics`: `login`, whoever has `panels:read` for all panels; `public`; `off`",
  ),
  diskLowBytes: integer(
    2 * 2 ** 30,
    0,
    Number.MAX_SAFE_INTEGER,
    "free bytes on the data folder's disk below which it counts as low; 0 for never",
  ),
  logLevel: choice(
    "warn",
    LOG_LEVELS,
    `gravity from which diagnostics are written: ${LOG_LEVELS.join(", ")}`,
  ),
};

/** At least one address or network. */
function networks(list: string): readonly string[] | undefined {
  const each = list.split(",").map((one) => one.trim());
  return each.every(isNetwork) ? each : undefined;
}

const MAIL_ADDRESS =
  /^(?:[^<>"@\p{Cc}]{0,100}<[^\s@<>\p{Cc}]+@[^\s@<>\p{Cc}]+>|[^\s@<>\p{Cc}]+@[^\s@<>\p{Cc}]+)$/u;

/** What follows the host is for libraries to read, and so is refused: `?` switches checks off. */
function isMailServer(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSmtp = url?.protocol === "smtp:" || url?.protocol === "smtps:";
  return isSmtp && url.hostname !== "" && url.search === "" && url.hash === "";
}

/** A server's address without a slash at its end; a name, a password or a question is none. */
function serverUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHttp = url?.protocol === "http:" || url?.protocol === "https:";
  if (url === undefined || !isHttp || url.username !== "" || url.password !== "") return undefined;
  return url.search === "" && url.hash === "" ? url.href.replace(/\/+$/, "") : undefined;
}

/** The names of all settings, in the order of the table. */
export const SETTING_NAMES = Object.keys(SETTINGS).filter(isSettingName);

/** Where settings come from; a flag wins over a variable, a variable over the file. */
export interface SettingSources {
  /** By flag name without dashes: `{ "token-hours": "4" }`. Only flags that exist. */
  readonly flags: Readonly<Record<string, string | boolean>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the settings file holds, parsed, and its name for messages. */
  readonly file?: { readonly name: string; readonly content: unknown };
}

/** The variable that names a settings file, as `--config` does. */
export const CONFIG_VARIABLE = "DOORBOOK_CONFIG";

/** `tokenHours` → `token-hours`. */
export function flagName(name: keyof Settings): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `tokenHours` → `DOORBOOK_TOKEN_HOURS`. */
export function variableName(name: keyof Settings): string {
  return `DOORBOOK_${flagName(name).replaceAll("-", "_").toUpperCase()}`;
}

/**
 * Merges the sources into one frozen value. An empty variable counts as not set.
 *
 * @throws UsageError naming the variable, key or value that is wrong, and what was meant; never
 *   the value of a secret.
 */
export function mergeSettings(sources: SettingSources): Settings {
  refuseUnknownVariables(sources.env);
  const file = readFileKeys(sources.file);
  const read = <Name extends keyof Settings>(name: Name): Settings[Name] => {
    const definition = SETTINGS[name];
    const found = find(name, sources, file);
    if (found === undefined) return definition.fallback;
    const value = definition.parse(found.raw);
    if (value !== undefined) return value;
    const shown = definition.secret ? "" : `, not ${JSON.stringify(found.raw)}`;
    throw new UsageError(`${found.where} must be ${definition.expected}${shown}`);
  };
  return Object.freeze({
    host: read("host"),
    port: read("port"),
    syslogUdpPort: read("syslogUdpPort"),
    syslogTcpPort: read("syslogTcpPort"),
    syslogHttp: read("syslogHttp"),
    syslogEchoes: read("syslogEchoes"),
    data: read("data"),
    adminPassword: read("adminPassword"),
    linkPassword: read("linkPassword"),
    password: read("password"),
    controlToken: read("controlToken"),
    url: read("url"),
    token: read("token"),
    defaultSort: read("defaultSort"),
    twinClear: read("twinClear"),
    tokenHours: read("tokenHours"),
    adoptPanels: read("adoptPanels"),
    quarantineMaxBytes: read("quarantineMaxBytes"),
    panels: read("panels"),
    pullSeconds: read("pullSeconds"),
    pullsAtOnce: read("pullsAtOnce"),
    lateSeconds: read("lateSeconds"),
    silentSeconds: read("silentSeconds"),
    searchSeconds: read("searchSeconds"),
    smtpUrl: read("smtpUrl"),
    smtpFrom: read("smtpFrom"),
    maxConnections: read("maxConnections"),
    maxConnectionsPerAddress: read("maxConnectionsPerAddress"),
    tlsCert: read("tlsCert"),
    tlsKey: read("tlsKey"),
    ca: read("ca"),
    trustProxy: read("trustProxy"),
    metrics: read("metrics"),
    diskLowBytes: read("diskLowBytes"),
    logLevel: read("logLevel"),
  });
}

interface Found {
  readonly where: string;
  readonly raw: RawSetting;
}

function find(
  name: keyof Settings,
  { flags, env, file }: SettingSources,
  keys: ReadonlyMap<string, RawSetting>,
): Found | undefined {
  const flag = flags[flagName(name)];
  if (flag !== undefined && !SETTINGS[name].secret) {
    return { where: `--${flagName(name)}`, raw: flag };
  }
  const variable = env[variableName(name)];
  if (variable !== undefined && variable !== "") {
    return { where: variableName(name), raw: variable };
  }
  const raw = keys.get(name);
  return raw === undefined ? undefined : { where: `"${name}" in ${file?.name}`, raw };
}

function refuseUnknownVariables(env: SettingSources["env"]): void {
  const known = [...SETTING_NAMES.map(variableName), CONFIG_VARIABLE];
  for (const name of Object.keys(env)) {
    if (!name.startsWith("DOORBOOK_") || known.includes(name)) continue;
    throw new UsageError(`unknown variable ${name}${didYouMean(name, known)}`);
  }
}

/** The settings file's keys; refuses what is no flat JSON object of settings. */
function readFileKeys(file: SettingSources["file"]): ReadonlyMap<string, RawSetting> {
  const keys = new Map<string, RawSetting>();
  if (file === undefined) return keys;
  const { name, content } = file;
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new UsageError(`${name} must hold a JSON object, like { "port": 8080 }`);
  }
  const known = SETTING_NAMES.filter((key) => SETTINGS[key].inFile);
  for (const [key, value] of Object.entries(content)) {
    if (!isSettingName(key) || !known.includes(key)) {
      throw new UsageError(`unknown key "${key}" in ${name}${didYouMean(key, known)}`);
    }
    const given: unknown = value;
    const isJson = SETTINGS[key].takesJson === true && typeof given === "object";
    const raw: unknown = isJson ? JSON.stringify(given) : given;
    if (typeof raw !== "string" && typeof raw !== "number" && typeof raw !== "boolean") {
      throw new UsageError(`"${key}" in ${name} must be ${SETTINGS[key].expected}`);
    }
    keys.set(key, raw);
  }
  return keys;
}

function isSettingName(name: string): name is keyof Settings {
  return Object.hasOwn(SETTINGS, name);
}
