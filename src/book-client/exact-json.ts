/** Strings, which are passed over, and numbers. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A text without such a run of digits holds no number that a float would round. */
const LONG_DIGITS = /[\d.]{16}/;

/** As many digits a float holds, whatever they are. */
const SAFE_DIGITS = 15;

/**
 * Reads JSON text. A number that a float would round, such as an identifier of 20 digits, comes as the
 * string of the characters that were sent.
 *
 * @returns `undefined` for broken JSON
 */
export function parseExactJson(text: string): unknown {
  try {
    return JSON.parse(LONG_DIGITS.test(text) ? quoteLongNumbers(text) : text);
  } catch {
    return undefined;
  }
}

function quoteLongNumbers(text: string): string {
  return text.replaceAll(STRING_OR_NUMBER, (token) =>
    token.startsWith('"') || isExact(token) ? token : `"${token}"`,
  );
}

function isExact(token: string): boolean {
  const [digits = ""] = token.replace("-", "").split(/[eE]/);
  const significant = digits.replace(".", "").replace(/^0+/, "");
  return significant.length <= SAFE_DIGITS || String(Number(token)) === token;
}
