import { changeProfile, findProfile } from "../../fleet/administer.ts";
import { newProfile } from "../../fleet/profile.ts";
import type { PanelProfile } from "../../fleet/profile.ts";
import { SecretKey } from "../../fleet/secret-key.ts";
import type { SqliteStore } from "../../store/sqlite/store.ts";
import { UsageError } from "../../usage-error.ts";
import type { Call, Command } from "../command.ts";
import { readKnownPassword } from "../read-password.ts";
import { withStore } from "../with-store.ts";
import { checkProfile } from "./check-profile.ts";
import { knownPanel } from "../../fleet/known-panels.ts";
import { applyProfileOptions, PROFILE_OPTIONS } from "./profile-options.ts";
import { applyPullOptions, isYes, PULL_OPTIONS } from "./pull-options.ts";
import { SERIAL, unknownPanel } from "./serial.ts";

const OPTIONS = { ...PROFILE_OPTIONS, ...PULL_OPTIONS };

/** `doorbook panels edit`: says something else of a panel. */
export const edit: Command = {
  summary: "Change what is said of a panel.",
  operands: [SERIAL],
  options: OPTIONS,
  settings: ["data", "password"],
  notes: [
    'What is not named stays as it is; an empty text, as in --name "", says nothing any more.',
    "A running server goes by it within a second.",
    "A new password is taken from DOORBOOK_PASSWORD, else from standard input: its first line, or,",
    "at a terminal, what is typed without showing.",
  ].join("\n"),
  run,
};

async function run(call: Call): Promise<number> {
  const { settings, operands, options } = call;
  const [serial = ""] = operands;
  if (!Object.keys(OPTIONS).some((name) => options.has(name))) {
    throw new UsageError("name what is to change: see doorbook panels edit --help");
  }
  const profile = await withStore(settings, "expect", (store) => profileOf(store, serial));
  // asked for while nothing is open: a terminal may keep it waiting
  const password = isYes(options, "new-password") ? await readKnownPassword(settings) : undefined;
  const sealed =
    password === undefined
      ? undefined
      : SecretKey.ofFolder(settings.data).seal(password, profile.serial);
  const changed: PanelProfile = {
    ...applyProfileOptions(profile, options),
    pulledFrom: applyPullOptions(profile.pulledFrom, options, sealed),
  };
  return withStore(settings, "expect", async (store) => {
    const notes = await checkProfile(store, changed);
    const parts = { fleet: store.fleet, log: store, now: Date.now };
    const isChanged = await changeProfile(parts, changed);
    const shown = JSON.stringify(serial);
    console.log(isChanged ? `Changed the panel ${shown}.` : `The panel ${shown} is so already.`);
    for (const note of notes) console.log(note);
    return 0;
  });
}

async function profileOf(store: SqliteStore, serial: string): Promise<PanelProfile> {
  const profile = await findProfile(store.fleet, serial);
  if (profile !== undefined) return profile;
  if ((await knownPanel(store, serial)) === undefined) throw unknownPanel(serial);
  return newProfile(serial);
}
