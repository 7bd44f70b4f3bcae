/** A longer word is cut, in what is searched for as in what is searched: UTF-16 units. */
const MAX_WORD_LENGTH = 64;

const ASCII = /^[\0-\x7f]*$/;

const WORD = /[\p{L}\p{N}]+/gu;

/** A text without letter case and diacritics, for comparing: `Őrség` becomes `orseg`, `Їжак` `іжак`. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  // case first and last: some capitals decompose only when small, some marks appear with it
  return text.toLowerCase().normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

/** The words of a text, folded: its runs of letters and digits, in order, each at most 64 units long. */
export function wordsOf(text: string): string[] {
  const words = foldText(text).match(WORD) ?? [];
  return words.map((word) => (word.length > MAX_WORD_LENGTH ? cut(word) : word));
}

function cut(word: string): string {
  // not through a surrogate pair
  const part = word.slice(0, MAX_WORD_LENGTH);
  return part.isWellFormed() ? part : part.slice(0, -1);
}
