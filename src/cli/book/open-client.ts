import { DoorbookClient } from "../../book-client/client.ts";
import { LOCALES } from "../../basip/texts/locales.ts";
import { isZone } from "../../fleet/site.ts";
import { choice, text } from "../../setting-kinds.ts";
import type { SettingDefinition } from "../../setting-kinds.ts";
import type { Settings } from "../../settings.ts";
import { UsageError } from "../../usage-error.ts";
import { optionValue } from "../arguments.ts";
import type { Call, Option } from "../command.ts";
import { trustCertificates } from "./trust.ts";

const ACCOUNT: SettingDefinition<string> = {
  ...text("", "log in as this account with DOORBOOK_PASSWORD, where there is no DOORBOOK_TOKEN"),
  placeholder: "NAME",
};

const ZONE: SettingDefinition<string> = {
  ...text("", "time zone of times and days; the machine's when absent"),
  placeholder: "ZONE",
  expected: "a time zone, as Europe/Kyiv",
  parse: (raw) => (typeof raw === "string" && isZone(raw) ? raw : undefined),
};

const LOCALE = choice("en", LOCALES, `language: ${LOCALES.join(", ")}`);

/** The options of every command that asks a server. */
export const CLIENT_OPTIONS = {
  account: { help: ACCOUNT.help, value: ACCOUNT },
  zone: { help: ZONE.help, value: ZONE },
  locale: { help: LOCALE.help, value: LOCALE },
} as const satisfies Readonly<Record<string, Option>>;

/** The settings of every command that asks a server. */
export const CLIENT_SETTINGS = [
  "url",
  "token",
  "password",
  "ca",
  "host",
  "port",
  "tlsCert",
] as const;

/** The zone that times are shown in. */
export function zoneOf(options: Call["options"]): string {
  return optionValue(options, "zone", ZONE) || Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * A client of the server that the settings name, else of the one that they would run here.
 *
 * @throws UsageError when they do not say who asks, or by what cannot be a token
 */
export function openClient({ settings, options }: Call, signal?: AbortSignal): DoorbookClient {
  const { url = localUrl(settings), token, password } = settings;
  trustCertificates(settings.ca);
  const username = optionValue(options, "account", ACCOUNT);
  const said = {
    url,
    zone: zoneOf(options),
    locale: optionValue(options, "locale", LOCALE),
    signal,
  };
  if (token !== undefined && username === "") {
    return new DoorbookClient({ ...said, token: checkToken(token) });
  }
  if (username !== "" && password !== undefined) {
    return new DoorbookClient({ ...said, username, password });
  }
  throw new UsageError(
    username === ""
      ? "say who asks: a personal token in DOORBOOK_TOKEN (doorbook tokens add), or --account with DOORBOOK_PASSWORD"
      : "--account needs its password in DOORBOOK_PASSWORD",
  );
}

/** A token that can be sent: one that was pasted with a line end or a space cannot. */
function checkToken(token: string): string {
  if (/^[\x21-\x7e]{1,4096}$/.test(token)) return token;
  throw new UsageError(
    "DOORBOOK_TOKEN must be a token as doorbook tokens add told it, without spaces and line ends",
  );
}

/** Where the server of the same settings listens. */
function localUrl({ host, port, tlsCert }: Settings): string {
  const reached = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const name = reached.includes(":") ? `[${reached}]` : reached;
  return `${tlsCert === undefined ? "http" : "https"}://${name}:${port === 0 ? 8080 : port}`;
}
