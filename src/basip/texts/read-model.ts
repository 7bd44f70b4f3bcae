import { isJsonObject, type JsonObject } from "../json-object.ts";

const EMPTY: JsonObject = {};

/** Perhaps a number that printing would change: 16 digits and more, a fraction, an exponent, -0. */
const UNSAFE_NUMBER = /[:[,]\s*(?:-?(?:\d{16}|\d+[.eE])|-0)/;

/** Replaces numbers by the characters that were sent; `context` is an object with them in `source`. */
function keepDigits(_name: string, value: unknown, ...[context]: readonly unknown[]): unknown {
  if (typeof value !== "number" || !isJsonObject(context)) return value;
  return context["source"] ?? value;
}

/**
 * Reads the fields of a JSON object text. A number that a float would change comes as the string of
 * the characters that were sent: identifiers have up to 20 digits.
 *
 * @param text `undefined`, another JSON value or broken JSON has no fields
 */
export function readModel(text: string | undefined): JsonObject {
  if (text === undefined || text === "{}") return EMPTY;
  try {
    const value: unknown = UNSAFE_NUMBER.test(text)
      ? JSON.parse(text, keepDigits)
      : JSON.parse(text);
    return isJsonObject(value) ? value : EMPTY;
  } catch {
    // Kept as sent by an older intake or too deep to walk: the text goes without its fields.
    return EMPTY;
  }
}
