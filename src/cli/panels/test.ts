import { findProfile } from "../../fleet/administer.ts";
import { SecretKey } from "../../fleet/secret-key.ts";
import type { PanelAccess } from "../../client/panel-client.ts";
import { AppError } from "../../event/errors.ts";
import type { Settings } from "../../settings.ts";
import { UsageError } from "../../usage-error.ts";
import type { Call, Command } from "../command.ts";
import { report } from "../finding.ts";
import { readKnownPassword } from "../read-password.ts";
import { readUrl } from "../read-url.ts";
import { withStore } from "../with-store.ts";
import { knownPanel } from "../../fleet/known-panels.ts";
import { isYes, SELF_SIGNED, USERNAME } from "./pull-options.ts";
import { unknownPanel } from "./serial.ts";
import { tryPanel } from "./try-panel.ts";

/** `doorbook panels test`: can a panel be pulled, and if not, why? */
export const test: Command = {
  summary: "Try whether a panel can be pulled, step by step.",
  operands: [{ name: "SERIAL|URL" }],
  options: {
    username: { help: `${USERNAME.help}; with a URL`, value: USERNAME },
    "self-signed": SELF_SIGNED,
  },
  settings: ["data", "password"],
  notes: [
    "It changes nothing, but its login is an event in the panel's log. Exits with 1 when something",
    "is wrong. With a URL, the password is taken from DOORBOOK_PASSWORD, else from standard input.",
  ].join("\n"),
  async run({ settings, operands: [operand = ""], options }: Call): Promise<number> {
    const isUrl = operand.includes("://");
    const access = isUrl
      ? await accessOfUrl(settings, operand, options)
      : await accessOfPanel(settings, operand);
    return report(await tryPanel(access, isUrl ? undefined : operand));
  },
};

async function accessOfUrl(
  settings: Settings,
  operand: string,
  options: Call["options"],
): Promise<PanelAccess> {
  const url = readUrl(operand);
  const username = options.get("username");
  if (username === undefined) throw new UsageError(`--username is missing: ${USERNAME.help}`);
  const password = await readKnownPassword(settings);
  return { url, username, password, takesSelfSigned: isYes(options, "self-signed") };
}

function accessOfPanel(settings: Settings, serial: string): Promise<PanelAccess> {
  return withStore(settings, "expect", async (store) => {
    const from = (await findProfile(store.fleet, serial))?.pulledFrom;
    if (from === undefined) {
      if ((await knownPanel(store, serial)) === undefined) throw unknownPanel(serial);
      const message = `the panel ${JSON.stringify(serial)} is not pulled, so there is nothing to try`;
      throw new AppError("invalid", message);
    }
    const password = SecretKey.ofFolder(settings.data).open(from.sealedPassword, serial);
    if (password === undefined) {
      const message = `the password of ${JSON.stringify(serial)} was sealed with another key: set it anew with doorbook panels edit ${serial} --new-password`;
      throw new AppError("damaged", message);
    }
    const { url, username, takesSelfSigned } = from;
    return { url, username, password, takesSelfSigned };
  });
}
