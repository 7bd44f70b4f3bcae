import type { PanelEvent } from "../../event/event.ts";
import { isJsonObject } from "../json-object.ts";
import { listElements, listMembers } from "../link/members.ts";
import { readItem } from "./read-item.ts";

/** A page of a panel's log. */
export interface PanelPage {
  /** How many events the question matches, as the panel says. */
  readonly total: number;
  /** How many events the page has, whether they can be read or not. */
  readonly size: number;
  /** Those that can be read, in the order sent. */
  readonly events: readonly PanelEvent[];
  /** Those that cannot, as sent, with the reason. */
  readonly rejected: readonly { readonly reason: string; readonly text: string }[];
}

/** What a page shows at most: none asks for more. */
const MAX_SIZE = 1_000;

/**
 * Reads the answer to a question for a page of the log; `undefined` when it is none.
 *
 * Source: "Get logs list", schema; that `list_option` may be a list, the vendor's page of Camdroid
 * panels; that door controllers call it `options`, the same.
 *
 * @param text the body of the answer
 */
export function readLogPage(text: string): PanelPage | undefined {
  const body = parse(text);
  if (!isJsonObject(body)) return undefined;
  const total = totalOf(body["list_option"] ?? body["options"]);
  const list = body["list_items"];
  if (total === undefined || !Array.isArray(list) || list.length > MAX_SIZE) return undefined;
  // the texts of the models, to the letter
  const items = listMembers(text).findLast(({ name }) => name === "list_items")?.value ?? "[]";
  const events: PanelEvent[] = [];
  const rejected: { reason: string; text: string }[] = [];
  for (const item of listElements(items)) {
    const reading = readItem(item);
    if ("key" in reading) events.push(reading);
    else rejected.push({ reason: reading.reason, text: item });
  }
  return { total, size: list.length, events, rejected };
}

function totalOf(option: unknown): number | undefined {
  const parts: readonly unknown[] = Array.isArray(option) ? option : [option];
  for (const part of parts) {
    const pagination = isJsonObject(part) ? part["pagination"] : undefined;
    const total = isJsonObject(pagination) ? pagination["total_items"] : undefined;
    if (typeof total === "number" && Number.isSafeInteger(total) && total >= 0) return total;
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
