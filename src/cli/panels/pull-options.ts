import type { PulledFrom } from "../../fleet/profile.ts";
import { text } from "../../setting-kinds.ts";
import { UsageError } from "../../usage-error.ts";
import type { Option } from "../command.ts";
import { readUrl } from "../read-url.ts";
import { NONE } from "./profile-options.ts";

/** Name that logs in to a panel. */
export const USERNAME = text("", "name that logs in to the panel's web page");

const URL_TEXT = {
  ...text("", `where the panel is asked, as http://192.0.2.7; ${NONE}: it is asked no more`),
  placeholder: "URL",
};

/** The option that both adding and editing take. */
export const SELF_SIGNED: Option = { help: "take a certificate that nobody vouches for" };

/** The options of a panel that is pulled, beside those of its profile. */
export const PULL_OPTIONS: Readonly<Record<string, Option>> = {
  url: { help: URL_TEXT.help, value: URL_TEXT },
  username: { help: USERNAME.help, value: USERNAME },
  "new-password": { help: "read the password anew that logs in to the panel" },
  "self-signed": SELF_SIGNED,
  pause: { help: "leave the panel in peace until --resume" },
  resume: { help: "ask the panel again" },
};

/**
 * How a panel is pulled, with what the options say of it.
 *
 * @param sealedPassword the new one; `undefined` to keep the one that is there
 * @throws UsageError when they do not fit together
 */
export function applyPullOptions(
  from: PulledFrom | undefined,
  options: ReadonlyMap<string, string>,
  sealedPassword: string | undefined,
): PulledFrom | undefined {
  const [isOn, isOff] = [isYes(options, "resume"), isYes(options, "pause")];
  if (isOn && isOff) throw new UsageError("--pause and --resume: one of them");
  const url = options.get("url");
  if (url === NONE) return undefined;
  const username = options.get("username") ?? from?.username;
  const password = sealedPassword ?? from?.sealedPassword;
  if (from === undefined && !Object.keys(PULL_OPTIONS).some((name) => options.has(name))) {
    return undefined;
  }
  if (from === undefined && url === undefined) {
    throw new UsageError("the panel is not pulled: name --url, --username and --new-password");
  }
  if (username === undefined || password === undefined) {
    throw new UsageError("to pull the panel, name --url, --username and --new-password");
  }
  const selfSigned = options.get("self-signed");
  return {
    url: url === undefined ? (from?.url ?? "") : readUrl(url),
    username,
    sealedPassword: password,
    takesSelfSigned:
      selfSigned === undefined ? from?.takesSelfSigned === true : selfSigned === "true",
    isPaused: isOff || (!isOn && from?.isPaused === true),
  };
}

/** Whether a yes-or-no option was given, and not with `=false`. */
export function isYes(options: ReadonlyMap<string, string>, name: string): boolean {
  return options.get(name) === "true";
}
