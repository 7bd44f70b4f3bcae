import { OWN_PANEL } from "../../event/event.ts";
import type { PanelSerial } from "../../event/event.ts";
import type { ImportedEvent, RefusedEvent } from "./imported-event.ts";

/** What the keys of Doorbook's own events begin with. */
const OWN_KEY = "doorbook_";

/** Why an event of a record like our own is not taken. */
export const OWN_REASON = "of a Doorbook's own record, which nobody else writes";

/**
 * Keeps what others bring out of Doorbook's own record: events of panel `doorbook`, or by a key of ours,
 * are refused, or come under another serial.
 *
 * @param ownAs that serial; refused when absent
 */
export function keptOutOfOurs(
  imported: ImportedEvent,
  ownAs: PanelSerial | undefined,
): ImportedEvent | RefusedEvent {
  const { panel, event, line } = imported;
  if (panel !== OWN_PANEL && !event.key.startsWith(OWN_KEY)) return imported;
  return ownAs === undefined ? { line, reason: OWN_REASON } : { ...imported, panel: ownAs };
}
