import { isJsonObject, type JsonObject } from "../basip/json-object.ts";
import type { Reply } from "./reply.ts";

/** A page of a log as a panel showed it; what it did not show is `undefined`. */
export interface LogPage {
  readonly total: number | undefined;
  readonly limit: number | undefined;
  readonly pages: number | undefined;
  readonly current: number | undefined;
  readonly isFiltered: boolean | undefined;
  readonly isAscending: boolean | undefined;
  readonly locale: string | undefined;
  /** The list options, all in one object. */
  readonly option: JsonObject;
  /** The whole answer. */
  readonly answer: JsonObject;
  readonly events: readonly JsonObject[];
  /** When the events happened, Unix ms; of those that say it. */
  readonly times: readonly number[];
}

/** Reads an answer as a page of the log; `undefined` where it is none. */
export function readLogPage({ status, json }: Reply): LogPage | undefined {
  if (status !== 200 || !isJsonObject(json) || !Array.isArray(json["list_items"])) return undefined;
  const events = json["list_items"].filter(isJsonObject);
  const option = optionOf(json["list_option"] ?? json["options"]);
  const pagination = memberOf(option, "pagination");
  return {
    total: numberOf(pagination["total_items"]),
    limit: numberOf(pagination["items_limit"]),
    pages: numberOf(pagination["total_pages"]),
    current: numberOf(pagination["current_page"]),
    isFiltered: booleanOf(memberOf(option, "filter")["is_filtered"]),
    isAscending: booleanOf(memberOf(option, "sort")["asc"]),
    locale: stringOf(memberOf(option, "locale")["locale"]),
    option,
    answer: json,
    events,
    times: events.map(({ timestamp }) => timestamp).filter((time) => typeof time === "number"),
  };
}

/** A member that is an object; an empty one where it is none. */
export function memberOf(object: JsonObject, name: string): JsonObject {
  const member = object[name];
  return isJsonObject(member) ? member : {};
}

/** The strings of a list; none where it is no list. */
export function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** The dictionary that a page shows, as pairs of key and name. */
export function dictionaryOf({ option }: LogPage): readonly (readonly [string, string])[] {
  const names = memberOf(memberOf(option, "filter"), "available_values")["name"];
  if (!Array.isArray(names)) return [];
  return names.filter(isJsonObject).flatMap(({ key, text }) => {
    const isPair = typeof key === "string" && typeof text === "string";
    return isPair ? [[key, text] as const] : [];
  });
}

/** The key of an event; empty where it has none. */
export function keyOf(event: JsonObject): string {
  return stringOf(memberOf(event, "name")["key"]) ?? "";
}

/** Whether times, Unix ms, never fall or, for `desc`, never rise. */
export function isSorted(times: readonly number[], order: "asc" | "desc"): boolean {
  return times.every((time, nth) => {
    const before = times[nth - 1] ?? time;
    return order === "asc" ? before <= time : before >= time;
  });
}

/** Some panels give the options as a list of objects. */
function optionOf(value: unknown): JsonObject {
  if (isJsonObject(value)) return value;
  if (!Array.isArray(value)) return {};
  return Object.fromEntries(value.filter(isJsonObject).flatMap((part) => Object.entries(part)));
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
}

function booleanOf(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
