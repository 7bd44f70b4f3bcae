import type { PanelEvent } from "../../event/event.ts";
import { readText, readTime, unusable } from "../event-fields.ts";
import { joinMembers, listMembers, takeMember } from "./members.ts";
import type { Member } from "./members.ts";

/** The largest event that is read, in bytes as sent. */
export const MAX_EVENT_BYTES = 65_536;

/** Something of a push that could not be understood, with its bytes as sent. */
export interface RejectedEvent {
  /** Why, for people: "no usable time". */
  readonly reason: string;
  readonly bytes: Uint8Array;
}

/** One event of a push, or why it is none. */
export type EventReading = PanelEvent | { readonly reason: string };

const BRACE = 0x7b;

/** A BOM is no white space of JSON; the walk has refused it. */
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads one event of a push: `{"created_at":<ms>,"category","code","priority","info":{…the model}}`.
 *
 * The time is an integer or a string of digits, never converted. Category and priority count when
 * they are texts that are not empty. The model is the text of `info` as sent, whatever it is. All
 * other members, and of a member sent twice all but the last, are kept in `extra` as sent.
 *
 * Source: observed (two receivers of real panels). That an event is unusable when it is no object, no
 * UTF-8 or over 64 KiB, or lacks a usable time or code, is assumed.
 *
 * @param bytes valid JSON but for bytes that may be no UTF-8, without white space around it
 */
export function readEvent(bytes: Uint8Array): EventReading {
  if (bytes.length > MAX_EVENT_BYTES) return { reason: "over 64 KiB" };
  if (bytes[0] !== BRACE) return { reason: "not an object" };
  const text = decode(bytes);
  return text === undefined ? { reason: "not UTF-8" } : readMembers(text);
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

function readMembers(text: string): EventReading {
  const rest: (Member | undefined)[] = listMembers(text);
  const time = takeMember(rest, "created_at", readTime);
  const key = takeMember(rest, "code", readText);
  const category = takeMember(rest, "category", readText);
  const priority = takeMember(rest, "priority", readText);
  const occurredAtMs = time;
  if (occurredAtMs === undefined) return { reason: "no usable time" };
  if (key === undefined) return { reason: "no usable code" };
  const reason =
    unusable("code", key) ?? unusable("category", category) ?? unusable("priority", priority);
  if (reason !== undefined) return { reason };
  const model = takeMember(rest, "info", asSent);
  return {
    occurredAtMs,
    key,
    category,
    priority,
    model,
    extra: joinMembers(text, rest),
    source: "push",
  };
}

function asSent(value: string): string {
  return value;
}
