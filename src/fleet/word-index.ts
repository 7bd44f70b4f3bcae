import type { WordsCondition } from "../event/event-condition.ts";
import { hasWords } from "../event/match-event.ts";
import { wordsOf } from "../event/words.ts";

interface Entry<Id> {
  readonly text: string;
  readonly id: Id;
}

/** What is known by the words of its texts, found without looking at the others. */
export class WordIndex<Id> {
  readonly #entries = new Map<string, Entry<Id>[]>();
  /** Every word, in order, to find those that begin so; made when it is first needed. */
  #sorted: readonly string[] | undefined;

  constructor(texts: Iterable<readonly [text: string, id: Id]>) {
    for (const [text, id] of texts) {
      const entry = { text, id };
      for (const word of new Set(wordsOf(text))) {
        const having = this.#entries.get(word);
        if (having === undefined) this.#entries.set(word, [entry]);
        else having.push(entry);
      }
    }
  }

  /** What has a text in which words stand next to one another; each once, in no order. */
  find(asked: Omit<WordsCondition, "is">): readonly Id[] {
    const { words, isPrefix } = asked;
    const whole = isPrefix ? words.slice(0, -1) : words;
    if (whole.length === 0) return idsOf(this.#beginningWith(words[0] ?? ""));
    const rarest = whole
      .map((word) => this.#entries.get(word) ?? [])
      .reduce((fewest, entries) => (entries.length < fewest.length ? entries : fewest));
    if (words.length === 1) return idsOf(rarest);
    return idsOf(rarest.filter(({ text }) => hasWords(wordsOf(text), asked)));
  }

  #beginningWith(start: string): Entry<Id>[] {
    // by UTF-16 units, as `<` compares
    this.#sorted ??= [...this.#entries.keys()].toSorted((a, b) => (a < b ? -1 : 1));
    const found: Entry<Id>[] = [];
    for (let at = placeOf(start, this.#sorted); at < this.#sorted.length; at += 1) {
      const word = this.#sorted[at]!;
      if (!word.startsWith(start)) break;
      for (const entry of this.#entries.get(word)!) found.push(entry);
    }
    return found;
  }
}

/** Where the first of sorted words stands that is not before a word. */
function placeOf(word: string, sorted: readonly string[]): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! < word) from = middle + 1;
    else to = middle;
  }
  return from;
}

function idsOf<Id>(entries: readonly Entry<Id>[]): readonly Id[] {
  return [...new Set(entries.map(({ id }) => id))];
}
