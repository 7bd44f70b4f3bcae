import { ERROR_WORDS, KNOWN_MEMBERS, KNOWN_WORDS } from "./known-words.ts";

/** The longest name of an event that is shown, in UTF-16 units. */
const MAX_NAME_LENGTH = 120;
const MAX_ERROR_LENGTH = 200;

/** A text from a panel: a known word stays, all else is told by its length alone. */
export function redactWord(text: string): string {
  return KNOWN_WORDS.has(text) ? text : hide(text);
}

/** The name of a member or of an event: what is written in small letters and `_` stays. */
export function redactKey(key: string): string {
  return isPlain(key) ? key : hide(key);
}

/** A refusal: our own texts stay, and in others the words that refusals are made of. */
export function redactError(text: string): string {
  if (KNOWN_WORDS.has(text)) return text;
  if (text.length > MAX_ERROR_LENGTH) return hide(text);
  return text.replaceAll(/[^ .,:;'()]+/g, (word) =>
    ERROR_WORDS.has(word.toLowerCase()) ? word : hide(word),
  );
}

/** The name of an event in some language: it holds no person, and nothing with figures is one. */
export function redactName(text: string): string {
  return text.length <= MAX_NAME_LENGTH && /^[\p{L}\p{M} '’.,():/-]*$/u.test(text)
    ? text
    : hide(text);
}

/** A version of the firmware or of the API. */
export function redactVersion(text: string): string {
  return /^\d{1,3}(?:\.\d{1,4}){1,3}$/.test(text) ? text : hide(text);
}

const TYPE =
  /^(?:application\/json|text\/(?:html|plain)|image\/(?:jpeg|png)|application\/octet-stream)(?:; ?charset=utf-8)?$/i;

/** A Content-Type. */
export function redactType(type: string): string {
  return type === "" || TYPE.test(type) ? type : hide(type);
}

function isPlain(key: string): boolean {
  return (
    KNOWN_MEMBERS.has(key) || KNOWN_WORDS.has(key) || /^(?=.{1,40}$)[a-z]+(?:_[a-z]+)*$/.test(key)
  );
}

function hide(text: string): string {
  return /^\d+$/.test(text) ? `digits(${text.length})` : `text(${text.length})`;
}
