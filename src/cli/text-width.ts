const ASCII = /^[\x20-\x7e]*$/;

/** What takes two columns of a terminal. */
const WIDE =
  /\p{Emoji_Presentation}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const SEGMENTER = new Intl.Segmenter();

/** How many columns of a terminal a text takes; it has no control characters. */
export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of SEGMENTER.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
