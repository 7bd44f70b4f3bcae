import { PanelClient } from "../../client/panel-client.ts";
import type { PanelAccess } from "../../client/panel-client.ts";
import { PanelError } from "../../client/panel-error.ts";
import { AppError } from "../../event/errors.ts";
import { newProfile } from "../../fleet/profile.ts";
import type { PanelProfile } from "../../fleet/profile.ts";
import { printable } from "../table.ts";
import { explainPanelError } from "./panel-advice.ts";
import { readSerial } from "./serial.ts";
import { countWords } from "./state-words.ts";

/**
 * Asks a panel who it is, logs in and finds its log, telling what it finds.
 *
 * @param said the serial that the operator gave, for a panel that does not say it
 * @param beforeLogin called with the serial before the panel is logged in to; what it throws ends it
 * @returns what the panel says of itself
 * @throws AppError with what to do when it cannot be asked
 */
export async function askPanel(
  access: PanelAccess,
  said: string | undefined,
  beforeLogin: (serial: string) => Promise<void>,
): Promise<PanelProfile> {
  using client = new PanelClient(access);
  try {
    const { serial: told, name, model, firmware } = await client.info();
    const serial = serialOf(told, said);
    await beforeLogin(serial);
    const { family, total } = await client.find();
    console.log(
      printable(
        `Found the panel ${JSON.stringify(serial)}, ${model} with firmware ${firmware}: ` +
          `its log, of the ${family} kind, has ${countWords(total, "event")}.`,
      ),
    );
    return { ...newProfile(serial), name, family, model, firmware };
  } catch (error) {
    if (error instanceof PanelError) throw explainPanelError(access.url, error);
    throw error;
  }
}

function serialOf(told: string, said: string | undefined): string {
  if (told === "" && said === undefined) {
    throw new AppError("invalid", "the panel does not say its serial: name it with --serial");
  }
  if (told !== "" && said !== undefined && told !== said) {
    const message = `the panel says that its serial is ${JSON.stringify(told)}, not ${JSON.stringify(said)}`;
    throw new AppError("invalid", message);
  }
  return readSerial(said ?? told);
}
