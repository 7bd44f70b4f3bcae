/** The longest text that a cell holds, in UTF-16 units. Source: "Excel specifications and limits". */
const MAX_CELL_CHARACTERS = 32_767;

/** The last day of a spreadsheet's calendar ends here: 9999-12-31, in days. */
const END_OF_CALENDAR = 2_958_466;

/** Days from the calendar's day 0 to 1970. */
const EPOCH_DAY = 25_569;

const DAY_MS = 86_400_000;

/**
 * What XML has no characters for, half surrogates, and what would be read as one such written out.
 * Source: ECMA-376, 22.9.2.19, `ST_Xstring`.
 */
const UNWRITABLE = /[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]|_(?=x[0-9A-Fa-f]{4}_)/gu;

const MARKUP = /[&<>]/g;
const ESCAPED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** A cell that is a text, whatever it begins with; nothing for an empty one. */
export function textCell(text: string): string {
  if (text === "") return "<c/>";
  const fitting = text.length > MAX_CELL_CHARACTERS ? cutText(text) : text;
  const written = fitting
    .replaceAll(UNWRITABLE, (character) => `_x${hex(character)}_`)
    .replaceAll(MARKUP, (sign) => ESCAPED[sign] ?? "");
  return `<c t="inlineStr"><is><t xml:space="preserve">${written}</t></is></c>`;
}

export function numberCell(text: string): string {
  return `<c><v>${text}</v></c>`;
}

/** A cell in the calendar of spreadsheets, in the style of times. @param localMs by the zone's clock */
export function timeCell(localMs: number, iso: string): string {
  const days = localMs / DAY_MS + EPOCH_DAY;
  return days < END_OF_CALENDAR ? `<c s="1"><v>${days.toFixed(9)}</v></c>` : textCell(iso);
}

function cutText(text: string): string {
  const mark = ` … [${text.length} characters in all]`;
  const kept = text.slice(0, MAX_CELL_CHARACTERS - mark.length);
  // no half of a pair at the end
  return (/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept) + mark;
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
}
