import { readItem } from "../../basip/android/read-item.ts";
import { listMembers } from "../../basip/link/members.ts";
import { readEvent } from "../../basip/link/read-event.ts";
import type { EventReading } from "../../basip/link/read-event.ts";
import { readToldEvent } from "./read-told-event.ts";
import type { ToldEvent, ToldReading } from "./read-told-event.ts";

const BRACE = 0x7b;

/** A byte order mark is no white space of JSON. */
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Whose events are that do not say it. */
const NO_PANEL = "its panel is not said: say whose it is";

/**
 * Reads the JSON of one event, in whichever words: those of the book, of a panel's answer (`timestamp`),
 * or of a push (`created_at`).
 *
 * @param bytes with or without white space around it
 */
export function readPiece(
  bytes: Uint8Array,
  reading: ToldReading,
): ToldEvent | { readonly reason: string } {
  const text = decode(bytes)?.trim();
  if (text === undefined) return { reason: "not UTF-8" };
  if (!isJson(text)) return { reason: "not JSON" };
  if (text.charCodeAt(0) !== BRACE) return { reason: "not an object" };
  const members = listMembers(text);
  const names = new Set(members.map(({ name }) => name));
  if (names.has("timestamp") && !names.has("occurredAt")) return ofPanel(readItem(text), reading);
  if (names.has("created_at") && !names.has("occurredAt")) {
    return ofPanel(readEvent(Buffer.from(text)), reading);
  }
  return readToldEvent(text, members, reading);
}

function ofPanel(
  event: EventReading,
  { panel, source }: ToldReading,
): ToldEvent | { readonly reason: string } {
  if (!("key" in event)) return event;
  if (panel === undefined) return { reason: NO_PANEL };
  return { panel, event: { ...event, source }, seq: undefined };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
