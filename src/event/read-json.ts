/** Perhaps a number that printing would change: 16 digits and more, a fraction, an exponent, -0. */
const UNSAFE_NUMBER = /[:[,]\s*(?:-?(?:\d{16}|\d+[.eE])|-0)/;

/** Replaces numbers by the characters that were sent; `context` is an object with them in `source`. */
function keepDigits(_name: string, value: unknown, ...[context]: readonly unknown[]): unknown {
  if (typeof value !== "number" || typeof context !== "object" || context === null) return value;
  return "source" in context ? context.source : value;
}

/**
 * Reads JSON text. A number that a float would change comes as the string of the characters that were
 * sent: identifiers have up to 20 digits.
 *
 * @returns `undefined` for `undefined` and for broken JSON
 */
export function readJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return UNSAFE_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch {
    // kept as sent by an older intake, or too deep to walk
    return undefined;
  }
}
