import { MAX_NAME_CHARACTERS, MAX_OCCURRED_AT_MS } from "../event/event.ts";
import { decodeString } from "./link/members.ts";

const DIGITS = /^[0-9]+$/;

/** The time that a JSON token says, an integer or a string of digits, ms; `undefined` for none. */
export function readTime(value: string): number | undefined {
  const digits = value.startsWith('"') ? decodeString(value) : value;
  if (!DIGITS.test(digits)) return undefined;
  const timeMs = Number(digits);
  return timeMs <= MAX_OCCURRED_AT_MS ? timeMs : undefined;
}

/** The text of a JSON token that is a string and not empty. */
export function readText(value: string): string | undefined {
  return value.startsWith('"') && value !== '""' ? decodeString(value) : undefined;
}

/** Why a text that names something cannot be kept, for people; `undefined` when it can. */
export function unusable(what: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (text.length > MAX_NAME_CHARACTERS) return `${what} over ${MAX_NAME_CHARACTERS} characters`;
  // half a surrogate pair has no UTF-8, so it could not be kept as sent
  return text.isWellFormed() ? undefined : `${what} with half a character`;
}
