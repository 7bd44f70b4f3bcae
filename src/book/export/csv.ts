/**
 * A spreadsheet takes a cell for a formula that begins so, also behind white space, signs that nobody
 * sees and in full width. A cell that begins with an apostrophe gets one more, so that one less is
 * always what the cell says.
 */
const IS_TAKEN_FOR_FORMULA = /^(?:'|[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹢﹣﹦﹫−])/u;

/** Cells that begin with a letter, a digit or a bracket need no closer look. */
const IS_PLAIN_START = /^[A-Za-z0-9{["]/;

/** Most cells need nothing at all. */
const IS_PLAIN = /^(?:[A-Za-z0-9][\w.:+-]*(?: [\w.:+-]+)*)?$/;

/** Besides what RFC 4180 names: what other readers split at, and white space that they would take off. */
const NEEDS_QUOTES = /[",;|\t\r\n]|^\s|\s$/;

/** A cell of a CSV file that no spreadsheet runs. Source: RFC 4180, 2.5 to 2.7. */
export function csvCell(text: string): string {
  if (IS_PLAIN.test(text)) return text;
  // JSON texts, the longest by far
  if (text[0] === "{") return `"${text.replaceAll('"', '""')}"`;
  const isHarmless = text === "" || IS_PLAIN_START.test(text) || !IS_TAKEN_FOR_FORMULA.test(text);
  const harmless = isHarmless ? text : `'${text}`;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
