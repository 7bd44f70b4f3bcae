/** A parameter as decoded: a list of its values when it is given twice, `undefined` when not given. */
export type RawValue = string | readonly string[] | undefined;

/** A query string as decoded. */
export type RawQuery = Readonly<Record<string, RawValue>>;

/** The greatest int64. */
const MAX_INT64 = "9223372036854775807";

/**
 * Reads a non-negative decimal integer of digits alone, up to 2^63-1, exactly: beyond what a number
 * holds it is a bigint. `undefined` for anything else.
 */
export function parseDigits(text: string): number | bigint | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  if (text.length < 16) return Number(text);
  const digits = text.replace(/^0+(?=\d)/, "");
  if (digits.length > MAX_INT64.length) return undefined;
  if (digits.length === MAX_INT64.length && digits > MAX_INT64) return undefined;
  const value = BigInt(digits);
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}
