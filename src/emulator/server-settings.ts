import { isJsonObject } from "../basip/json-object.ts";
import type { LinkSettings } from "./link/link-settings.ts";
import type { SettingsOf } from "./panel-routes.ts";

/** What a panel's password for its server may be. Source: observed. */
const PASSWORD = /^[\x20-\x7e]{1,32}$/;

/**
 * The settings of a panel's management server, as `network/management/server` shows and takes them.
 * Source: observed; that the password is not shown, assumed.
 */
export function linkSettings(
  read: () => LinkSettings | undefined,
  write: (link: LinkSettings | undefined) => void,
): SettingsOf {
  return {
    read: () => {
      const link = read();
      return {
        is_enabled: link !== undefined,
        protocol: "http",
        settings: {
          url: link?.url ?? "",
          password: "",
          is_heartbeat_enabled: link?.isHeartbeatEnabled ?? true,
          is_logging_enabled: link?.isLoggingEnabled ?? true,
        },
      };
    },
    write: ({ is_enabled, protocol, settings }) => {
      if (is_enabled === false) {
        write(undefined);
        return true;
      }
      if (is_enabled !== true || protocol !== "http" || !isJsonObject(settings)) return false;
      const { url, password, is_heartbeat_enabled, is_logging_enabled } = settings;
      if (typeof url !== "string" || !isHttp(url)) return false;
      if (typeof password !== "string" || !PASSWORD.test(password)) return false;
      write({
        url,
        password,
        isHeartbeatEnabled: is_heartbeat_enabled !== false,
        isLoggingEnabled: is_logging_enabled !== false,
      });
      return true;
    },
  };
}

/** Whether a text is the URL of a server that a panel can have. */
export function isHttp(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}
