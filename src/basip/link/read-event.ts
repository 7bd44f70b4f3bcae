import type { PanelEvent } from "../../event/event.ts";
import { readText, readTime, unusable } from "../event-fields.ts";
import { listMembers } from "./members.ts";
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
  const time = take(rest, "created_at", readTime);
  const key = take(rest, "code", readText);
  const category = take(rest, "category", readText);
  const priority = take(rest, "priority", readText);
  const occurredAtMs = time;
  if (occurredAtMs === undefined) return { reason: "no usable time" };
  if (key === undefined) return { reason: "no usable code" };
  const reason =
    unusable("code", key) ?? unusable("category", category) ?? unusable("priority", priority);
  if (reason !== undefined) return { reason };
  const model = take(rest, "info", asSent);
  return { occurredAtMs, key, category, priority, model, extra: join(text, rest), source: "push" };
}

/** What the last member of that name says; it is taken out of `rest` when it says something. */
function take<T>(
  rest: (Member | undefined)[],
  name: string,
  read: (value: string) => T | undefined,
): T | undefined {
  for (let i = rest.length - 1; i >= 0; i--) {
    const member = rest[i];
    if (member?.name !== name) continue;
    const meant = read(member.value);
    if (meant !== undefined) rest[i] = undefined;
    return meant;
  }
  return undefined;
}

function asSent(value: string): string {
  return value;
}

function join(text: string, rest: readonly (Member | undefined)[]): string | undefined {
  let extra = "";
  for (const member of rest) {
    if (member === undefined) continue;
    extra += (extra === "" ? "{" : ",") + text.slice(member.from, member.to);
  }
  return extra === "" ? undefined : extra + "}";
}
