import type { ValueTest, WordsCondition } from "../event/event-condition.ts";
import type { Owner } from "./owner.ts";
import { TextTable } from "./text-table.ts";
import { WordIndex } from "./word-index.ts";

/** What is said of owners beside their identifiers' numbers. */
export type OwnerText = "name" | "apartment";

/** To whom identifiers belong, as operators said; it does not change. */
export class Owners implements Iterable<Owner> {
  readonly #owners: ReadonlyMap<string, Owner>;
  /** Numbers by what is said of their owners; each is made when it is first searched. */
  readonly #tables = new Map<OwnerText, TextTable<string>>();
  #words: WordIndex<string> | undefined;

  /** @param owners the last of each number counts */
  constructor(owners: Iterable<Owner>) {
    this.#owners = new Map(Array.from(owners, (owner) => [owner.number, owner]));
  }

  get size(): number {
    return this.#owners.size;
  }

  [Symbol.iterator](): Iterator<Owner> {
    return this.#owners.values();
  }

  /** To whom an identifier belongs, by its number. */
  get(number: string): Owner | undefined {
    return this.#owners.get(number);
  }

  /** Numbers whose owner's name or apartment passes a test; each once, in no order. */
  numbersWhere(text: OwnerText, test: ValueTest): readonly string[] {
    return this.#table(text).find(test);
  }

  /** Numbers in whose owner's name or apartment words stand next to one another; each once, in no order. */
  numbersWithWords(asked: Omit<WordsCondition, "is">): readonly string[] {
    this.#words ??= new WordIndex(
      Array.from(this, ({ number, name, apartment }) =>
        [name, apartment].map((text) => [text, number] as const),
      ).flat(),
    );
    return this.#words.find(asked);
  }

  #table(text: OwnerText): TextTable<string> {
    const made = this.#tables.get(text);
    if (made !== undefined) return made;
    const entries = Array.from(this, (owner) => [owner[text], owner.number] as const);
    const table = new TextTable(entries);
    this.#tables.set(text, table);
    return table;
  }
}
