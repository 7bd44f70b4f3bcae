import { readItem } from "../basip/android/read-item.ts";
import { readLogPage } from "../basip/android/read-log-page.ts";
import { isJsonObject } from "../basip/json-object.ts";
import { listElements, listMembers } from "../basip/link/members.ts";
import { badAnswer } from "./doorbook-error.ts";
import { parseExactJson } from "./exact-json.ts";

/** An event as a panel's log shows it, under the names that events have here. */
export interface PanelLogItem {
  /** By the panel's clock, ms. */
  readonly occurredAt: number;
  /** Event key. */
  readonly key: string;
  /** What happened, in the language asked for. */
  readonly name: string;
  /** The particulars in words, in the language asked for. */
  readonly text: string;
  readonly category: string | undefined;
  readonly priority: string | undefined;
  /** The particulars; numbers that JavaScript would round are strings. */
  readonly model: unknown;
  /** The particulars as they were sent. */
  readonly modelText: string | undefined;
}

/** A page of a panel's log. */
export interface PanelLogPage {
  /** How many events the question matches. */
  readonly total: number;
  readonly items: readonly PanelLogItem[];
}

/** The texts of an event, in the present shape and in that of firmware up to 3.7 (observed). */
const TEXTS = ["text", "localized", "english"] as const;

/**
 * Reads the answer to a question for a page of the log.
 *
 * @throws DoorbookError `bad_answer`
 */
export function readPanelLog(text: string): PanelLogPage {
  const page = readLogPage(text);
  if (page === undefined) throw badAnswer("is no page of a log");
  const items = listMembers(text).findLast(({ name }) => name === "list_items")?.value ?? "[]";
  return { total: page.total, items: listElements(items).map(readOne) };
}

function readOne(text: string): PanelLogItem {
  const reading = readItem(text);
  if (!("key" in reading)) throw badAnswer(`has an event that cannot be read: ${reading.reason}`);
  const { occurredAtMs, key, category, priority, model } = reading;
  const whole = parseExactJson(text);
  const shown = isJsonObject(whole) ? whole : {};
  return {
    occurredAt: occurredAtMs,
    key,
    name: textOf(shown["name"]),
    text: textOf(shown["info"]),
    category,
    priority,
    model: model === undefined ? undefined : parseExactJson(model),
    modelText: model,
  };
}

function textOf(part: unknown): string {
  if (!isJsonObject(part)) return "";
  const texts = TEXTS.map((name) => part[name]);
  return texts.find((text) => typeof text === "string") ?? "";
}
