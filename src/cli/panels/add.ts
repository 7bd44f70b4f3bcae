import { addProfile, findProfile } from "../../fleet/administer.ts";
import { newProfile } from "../../fleet/profile.ts";
import type { PanelProfile } from "../../fleet/profile.ts";
import { SecretKey } from "../../fleet/secret-key.ts";
import { AppError } from "../../event/errors.ts";
import type { Settings } from "../../settings.ts";
import { text } from "../../setting-kinds.ts";
import { UsageError } from "../../usage-error.ts";
import type { Call, Command } from "../command.ts";
import { readKnownPassword } from "../read-password.ts";
import { readUrl } from "../read-url.ts";
import { withStore } from "../with-store.ts";
import { checkProfile } from "./check-profile.ts";
import { askPanel } from "./ask-panel.ts";
import { applyProfileOptions, PROFILE_OPTIONS } from "./profile-options.ts";
import { isYes, SELF_SIGNED, USERNAME } from "./pull-options.ts";
import { readSerial } from "./serial.ts";

const SERIAL_TEXT = {
  ...text("", "the serial, where the panel cannot say it"),
  placeholder: "SERIAL",
};

/** Options that only a panel with a URL has. */
const PULL_ONLY = ["username", "self-signed", "serial", "offline"];

/** `doorbook panels add`: a panel to be pulled, or what is said of one that sends by itself. */
export const add: Command = {
  summary: "Add a panel: by its URL to pull it, by its serial to name one that sends by itself.",
  operands: [{ name: "URL|SERIAL" }],
  options: {
    username: { help: USERNAME.help, value: USERNAME },
    ...PROFILE_OPTIONS,
    "self-signed": SELF_SIGNED,
    serial: { help: SERIAL_TEXT.help, value: SERIAL_TEXT },
    offline: { help: "add it without asking it; needs --serial" },
  },
  settings: ["data", "password"],
  notes: [
    "A panel with a URL is asked first: who it is, and for its log. Its login is an event there.",
    "Its password is taken from DOORBOOK_PASSWORD, else from standard input: its first line, or,",
    "at a terminal, what is typed without showing. It is kept sealed.",
  ].join("\n"),
  run,
};

async function run({ settings, operands: [operand = ""], options }: Call): Promise<number> {
  if (operand.includes("://")) return addPulled(settings, readUrl(operand), options);
  for (const name of PULL_ONLY) {
    if (options.has(name)) throw new UsageError(`--${name} needs a URL in place of the serial`);
  }
  const profile = applyProfileOptions(newProfile(readSerial(operand)), options);
  return put(settings, profile);
}

async function addPulled(
  settings: Settings,
  url: string,
  options: Call["options"],
): Promise<number> {
  const username = options.get("username");
  if (username === undefined) throw new UsageError(`--username is missing: ${USERNAME.help}`);
  const said = options.get("serial");
  const serial = said === undefined ? undefined : readSerial(said);
  const isOffline = isYes(options, "offline");
  if (isOffline && serial === undefined) {
    throw new UsageError("--offline needs --serial: the panel is not asked for it");
  }
  const takesSelfSigned = isYes(options, "self-signed");
  const access = { url, username, password: await readKnownPassword(settings), takesSelfSigned };
  const found =
    isOffline && serial !== undefined
      ? newProfile(serial)
      : await askPanel(access, serial, (found) => refuseKnown(settings, found));
  const sealedPassword = SecretKey.ofFolder(settings.data).seal(access.password, found.serial);
  const pulledFrom = { url, username, sealedPassword, takesSelfSigned, isPaused: false };
  return put(settings, { ...applyProfileOptions(found, options), pulledFrom });
}

/** Before a login is tried in vain. */
async function refuseKnown(settings: Settings, serial: string): Promise<void> {
  await withStore(settings, "make", async ({ fleet }) => {
    if ((await findProfile(fleet, serial)) !== undefined) throw isThere(serial);
  });
}

function isThere(serial: string, cause?: unknown): AppError {
  const shown = JSON.stringify(serial);
  const message = `the panel ${shown} is there already: doorbook panels edit changes it`;
  return new AppError("exists", message, { cause });
}

function put(settings: Settings, profile: PanelProfile): Promise<number> {
  return withStore(settings, "make", async (store) => {
    const notes = await checkProfile(store, profile);
    try {
      await addProfile({ fleet: store.fleet, log: store, now: Date.now }, profile);
    } catch (error) {
      if (error instanceof AppError && error.code === "exists") {
        throw isThere(profile.serial, error);
      }
      throw error;
    }
    const name = profile.name === "" ? "" : `, ${profile.name}`;
    console.log(`Added the panel ${JSON.stringify(profile.serial)}${name}.`);
    for (const note of notes) console.log(note);
    return 0;
  });
}
