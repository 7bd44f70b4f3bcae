/** Where a member of a JSON object stands in its text. */
export interface Member {
  /** Decoded. */
  readonly name: string;
  /** Where the name's quote stands. */
  readonly from: number;
  /** The value as sent: a piece of the text without white space at its ends. */
  readonly value: string;
  /** Where the value ends. */
  readonly to: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

/**
 * The members of an object in the order sent, those of one name each for itself.
 *
 * @param text valid JSON, an object; white space may surround it
 */
export function listMembers(text: string): Member[] {
  const members: Member[] = [];
  let at = skipSpace(text, text.indexOf("{") + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const from = at;
    at = skipString(text, from);
    const name = decodeString(text.slice(from, at));
    const start = skipSpace(text, skipSpace(text, at) + 1);
    const to = skipValue(text, start);
    members.push({ name, from, value: text.slice(start, to), to });
    at = skipSpace(text, to);
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
  }
  return members;
}

/**
 * The elements of an array in the order sent, each a piece of the text without white space at its ends.
 *
 * @param text valid JSON, an array; white space may surround it
 */
export function listElements(text: string): string[] {
  const elements: string[] = [];
  let at = skipSpace(text, text.indexOf("[") + 1);
  while (at < text.length && !isClosing(text.charCodeAt(at))) {
    const to = skipValue(text, at);
    elements.push(text.slice(at, to));
    at = skipSpace(text, to);
    if (text.charCodeAt(at) !== COMMA) break;
    at = skipSpace(text, at + 1);
  }
  return elements;
}

/**
 * What the last member of that name says; it is taken out of `rest` when it says something.
 *
 * @param rest of an object, as {@link listMembers} has them; taken ones are `undefined`
 */
export function takeMember<T>(
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

/** The members that are left of an object as a JSON text, each as sent; `undefined` for none. */
export function joinMembers(
  text: string,
  rest: readonly (Member | undefined)[],
): string | undefined {
  let joined = "";
  for (const member of rest) {
    if (member === undefined) continue;
    joined += (joined === "" ? "{" : ",") + text.slice(member.from, member.to);
  }
  return joined === "" ? undefined : joined + "}";
}

/** What a string token says: its text without quotes and escapes. */
export function decodeString(token: string): string {
  return token.includes("\\") ? String(JSON.parse(token)) : token.slice(1, -1);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}

/**
 * Finding quotes and looking back for a backslash is twice as fast as looking at each character.
 *
 * @param from where the opening quote stands
 */
function skipString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (text.charCodeAt(at - 1) === BACKSLASH && isEscaped(text, at)) {
    at = text.indexOf('"', at + 1);
  }
  return at < 0 ? text.length : at + 1;
}

/** Whether an odd number of backslashes stands before `at`. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}

function skipValue(text: string, from: number): number {
  let at = from;
  let open = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = skipString(text, at);
      if (open === 0) return at;
      continue;
    }
    if (isOpening(code)) open++;
    else if (isClosing(code)) {
      if (open === 0) return at; // the brace behind a number or a word
      if (--open === 0) return at + 1;
    } else if (open === 0 && (code === COMMA || code <= 0x20)) return at;
    at++;
  }
  return at;
}

function isOpening(code: number): boolean {
  return code === 0x7b || code === 0x5b;
}

function isClosing(code: number): boolean {
  return code === 0x7d || code === 0x5d;
}
