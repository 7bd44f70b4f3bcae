const WHITE_SPACE = /[ \t\n\r]/;

/**
 * A JSON text without the white space between its tokens; all else stays to the character: big
 * integers, the order of members, escapes.
 *
 * @param text valid JSON
 */
export function compactJson(text: string): string {
  if (!WHITE_SPACE.test(text)) return text;
  let compact = "";
  let kept = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) {
      compact += text.slice(kept, at);
      kept = at + 1;
    }
  }
  return kept === 0 ? text : compact + text.slice(kept);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Where the string that opens at `open` has its closing quote. */
function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close !== -1 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close === -1 ? text.length : close;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}
