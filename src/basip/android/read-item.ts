import { isEventKey } from "../../event/catalog.ts";
import type { PanelEvent } from "../../event/event.ts";
import { isOwnEventKey } from "../../event/own-events.ts";
import { readText, readTime, unusable } from "../event-fields.ts";
import { decodeString, listMembers } from "../link/members.ts";
import type { Member } from "../link/members.ts";
import { MAX_EVENT_BYTES } from "../link/read-event.ts";
import type { EventReading } from "../link/read-event.ts";

/** What is read of an event, and so is nothing beside it; the latter two where they are texts. */
const READ = ["timestamp", "name", "info"];
const READ_TEXTS = ["category", "priority"];
const READ_OF_NAME = ["key"];
const READ_OF_INFO = ["model"];

/** The texts of a name and of a detail, in the present shape and in that of firmware up to 3.7. */
const TEXTS = ["text", "english", "localized"];

/**
 * Reads one event of a panel's answer: `{"timestamp":<ms>,"category","priority","name":{"key"},
 * "info":{"model":{…}}}`.
 *
 * The model is the text as sent, whatever it is. Members that we do not know are kept in `extra`, and
 * so are the panel's texts where the key is one that we have no words for; else they say nothing new.
 *
 * Source: "Get logs list", `list_items`; the names of the texts in old firmware, observed. That an
 * event is unusable when it is no object or over 64 KiB, or lacks a usable time or key, is assumed.
 *
 * @param text valid JSON without white space around it
 */
export function readItem(text: string): EventReading {
  if (text.length > MAX_EVENT_BYTES) return { reason: "over 64 KiB" };
  if (!text.startsWith("{")) return { reason: "not an object" };
  const members = membersOf(text);
  const name = objectOf(members.get("name"));
  const info = objectOf(members.get("info"));
  const occurredAtMs = fieldOf(members, "timestamp", readTime);
  const key = fieldOf(name, "key", readText);
  const category = fieldOf(members, "category", readText);
  const priority = fieldOf(members, "priority", readText);
  if (occurredAtMs === undefined) return { reason: "no usable time" };
  if (key === undefined) return { reason: "no usable key" };
  const reason =
    unusable("key", key) ?? unusable("category", category) ?? unusable("priority", priority);
  if (reason !== undefined) return { reason };
  const said = { occurredAtMs, key, category, priority, model: info.get("model") };
  return { ...said, extra: extraOf(key, members, name, info), source: "pull" };
}

type Members = ReadonlyMap<string, string>;

/** Of a member sent twice, the last. */
function membersOf(text: string): Members {
  return new Map(listMembers(text).map(({ name, value }: Member) => [name, value]));
}

function objectOf(text: string | undefined): Members {
  return text?.startsWith("{") ? membersOf(text) : new Map();
}

function fieldOf<T>(
  members: Members,
  name: string,
  read: (value: string) => T | undefined,
): T | undefined {
  const value = members.get(name);
  return value === undefined ? undefined : read(value);
}

function extraOf(key: string, members: Members, name: Members, info: Members): PanelEvent["extra"] {
  const isKnown = isEventKey(key) || isOwnEventKey(key);
  const rest = [
    ...without(members, READ).filter(
      ([name, value]) => !READ_TEXTS.includes(name) || readText(value) === undefined,
    ),
    ...nested("name", restOf(name, READ_OF_NAME, isKnown)),
    ...nested("info", restOf(info, READ_OF_INFO, isKnown)),
  ];
  return rest.length === 0 ? undefined : objectText(rest);
}

type Pair = readonly [name: string, value: string];

function without(members: Members, names: readonly string[]): Pair[] {
  return [...members].filter(([name]) => !names.includes(name));
}

function restOf(members: Members, read: readonly string[], isKnown: boolean): Pair[] {
  const rest = without(members, [...read, ...TEXTS]);
  if (isKnown) return rest;
  const [text] = TEXTS.flatMap((name) => members.get(name) ?? []);
  const says = text !== undefined && text.startsWith('"') && decodeString(text) !== "";
  return says ? [["text", text], ...rest] : rest;
}

function nested(name: string, pairs: readonly Pair[]): Pair[] {
  return pairs.length === 0 ? [] : [[name, objectText(pairs)]];
}

function objectText(pairs: readonly Pair[]): string {
  return `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`;
}
