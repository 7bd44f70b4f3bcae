import { readJson } from "../../event/read-json.ts";
import { isJsonObject, type JsonObject } from "../json-object.ts";

const EMPTY: JsonObject = {};

/**
 * Reads the fields of a JSON object text, as `readJson` reads it.
 *
 * @param text `undefined`, another JSON value or broken JSON has no fields
 */
export function readModel(text: string | undefined): JsonObject {
  if (text === undefined || text === "{}") return EMPTY;
  const value = readJson(text);
  return isJsonObject(value) ? value : EMPTY;
}
