import { AppError } from "../../event/errors.ts";
import { MAX_NAME_CHARACTERS, OWN_PANEL } from "../../event/event.ts";
import type { PanelSerial } from "../../event/event.ts";
import { UsageError } from "../../usage-error.ts";

/** The operand that names a panel. */
export const SERIAL = { name: "SERIAL" } as const;

/** The refusal of a serial that nothing is known of. */
export function unknownPanel(serial: PanelSerial): AppError {
  return new AppError(
    "not_found",
    `no panel with the serial ${JSON.stringify(serial)} is known: see doorbook panels list`,
  );
}

/** A serial of 1 to 128 characters. @throws UsageError for what no panel can have */
export function readSerial(text: string): PanelSerial {
  const isSerial =
    text.length >= 1 &&
    text.length <= MAX_NAME_CHARACTERS &&
    text.isWellFormed() &&
    !/\p{Cc}/u.test(text) &&
    text !== OWN_PANEL;
  if (isSerial) return text;
  throw new UsageError(
    `a serial has 1 to ${MAX_NAME_CHARACTERS} characters and is not "${OWN_PANEL}": ${JSON.stringify(text.slice(0, MAX_NAME_CHARACTERS))}`,
  );
}
