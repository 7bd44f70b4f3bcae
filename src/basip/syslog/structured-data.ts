/** One element at the start of a text, `[id name="value"]`; in a value a backslash escapes. */
const ELEMENT = /\[[^\s=\]"]{1,255}(?: [^\s=\]"]{1,255}="(?:[^"\\]|\\[^])*")*\]/y;

/**
 * Where the message begins in what follows a line's message id: behind `-`, or behind elements of
 * structured data, and the blank that follows. 0 where neither stands there: then all is message
 * (assumed). Source: RFC 5424, 6.3.
 */
export function endOfStructuredData(text: string): number {
  let end = text.startsWith("-") ? 1 : 0;
  while (end === 0 || text[end] === "[") {
    ELEMENT.lastIndex = end;
    if (text[0] === "-" || !ELEMENT.test(text)) break;
    end = ELEMENT.lastIndex;
  }
  if (end === text.length) return end;
  return text[end] === " " && end > 0 ? end + 1 : 0;
}
