import type { ValueTest } from "../event/event-condition.ts";
import { prepareValueTest } from "../event/match-value.ts";
import { foldText } from "../event/words.ts";

/** What is known by its texts, such as panels by their names. Empty texts are none. */
export class TextTable<Id> {
  readonly #ids = new Map<string, Id[]>();
  /** Each text folded; made when it is first searched. */
  #folded: ReadonlyMap<string, string> | undefined;
  #all: readonly Id[] | undefined;

  constructor(entries: Iterable<readonly [text: string, id: Id]>) {
    for (const [text, id] of entries) {
      if (text === "") continue;
      const ids = this.#ids.get(text);
      if (ids === undefined) this.#ids.set(text, [id]);
      else ids.push(id);
    }
  }

  get texts(): Iterable<string> {
    return this.#ids.keys();
  }

  has(text: string): boolean {
    return this.#ids.has(text);
  }

  /** What a text stands for that passes a test, as values of events do; in no order. */
  find(test: ValueTest): readonly Id[] {
    switch (test.operator) {
      case "exists":
        return (this.#all ??= [...this.#ids.values()].flat());
      case "eq":
        return [...new Set(test.values)].flatMap((text) => this.#ids.get(text) ?? []);
      case "contains": {
        const part = foldText(test.value);
        return this.#filter((_text, folded) => folded.includes(part));
      }
      case "starts": {
        const start = foldText(test.value);
        return this.#filter((_text, folded) => folded.startsWith(start));
      }
      case "gt":
      case "ge":
      case "lt":
      case "le":
        return this.#filter(prepareValueTest(test));
    }
  }

  #filter(passes: (text: string, folded: string) => boolean): readonly Id[] {
    this.#folded ??= new Map([...this.#ids.keys()].map((text) => [text, foldText(text)]));
    const found: Id[] = [];
    for (const [text, folded] of this.#folded) {
      if (passes(text, folded)) found.push(...this.#ids.get(text)!);
    }
    return found;
  }
}
