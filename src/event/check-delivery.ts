import { AppError } from "./errors.ts";
import { MAX_NAME_CHARACTERS, MAX_OCCURRED_AT_MS } from "./event.ts";
import type { PanelEvent, PanelSerial } from "./event.ts";

/**
 * Holds a delivery against the bounds of `PanelEvent`, for whoever appends: characters are UTF-16
 * units, and half a surrogate pair is refused, for no store could give it back as it came.
 *
 * @throws AppError `invalid`, naming the first thing that breaks a bound
 */
export function checkDelivery(panel: PanelSerial, events: readonly PanelEvent[]): void {
  const serialFault = nameFault(panel);
  if (serialFault !== undefined) throw new AppError("invalid", `The panel's serial ${serialFault}`);
  for (const [index, event] of events.entries()) {
    const fault = eventFault(event);
    if (fault !== undefined) {
      throw new AppError("invalid", `Event ${String(index + 1)} of the delivery: ${fault}`);
    }
  }
}

/** What of an event breaks a bound, for people; `undefined` when nothing does. */
export function eventFault(event: PanelEvent): string | undefined {
  const { occurredAtMs, key, category, priority, model, extra } = event;
  if (
    !Number.isSafeInteger(occurredAtMs) ||
    occurredAtMs < 0 ||
    occurredAtMs > MAX_OCCURRED_AT_MS
  ) {
    return "its time is not a millisecond from 1970 to the year 9999";
  }
  const keyFault = nameFault(key);
  if (keyFault !== undefined) return `its key ${keyFault}`;
  const isWhole = [category, priority, model, extra].every((text) => text?.isWellFormed() ?? true);
  return isWhole ? undefined : "it holds half a surrogate pair";
}

function nameFault(name: string): string | undefined {
  if (name.length === 0) return "is empty";
  if (name.length > MAX_NAME_CHARACTERS) {
    return `is longer than ${String(MAX_NAME_CHARACTERS)} characters`;
  }
  return name.isWellFormed() ? undefined : "holds half a surrogate pair";
}
