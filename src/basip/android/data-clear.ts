import { isJsonObject } from "../json-object.ts";
import { WireError } from "./errors.ts";

/** The answer of `POST system/data/clear`, status 200, whatever it was asked to clear. */
export const DATA_CLEAR_BODY = "{}";

/**
 * Reads the body of `POST system/data/clear`: what is to be cleared stands in `clear_fields` (Android)
 * or in `data_types` (Camdroid). The Content-Type says nothing (observed).
 *
 * @returns whether the log is among it
 * @throws WireError `parameters` for a body that names no list of things to clear (assumed)
 */
export function asksForLogClearing(body: string): boolean {
  const lists = readLists(body);
  if (lists.length === 0) throw new WireError("parameters");
  return lists.some((names) => names.includes("logs"));
}

function readLists(body: string): (readonly unknown[])[] {
  let asked: unknown;
  try {
    asked = JSON.parse(body);
  } catch {
    return [];
  }
  if (!isJsonObject(asked)) return [];
  return [asked["clear_fields"], asked["data_types"]].filter((names) => Array.isArray(names));
}
