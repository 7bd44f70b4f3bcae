import type { PanelEvent } from "./event.ts";
import type { ValuePath } from "./event-condition.ts";
import { readJson } from "./read-json.ts";
import { wordsOf } from "./words.ts";

/** What of an event has values. */
type Sent = Pick<PanelEvent, "model" | "extra">;

/** Where the values of an event stand, the model's first. */
const ROOTS = ["model", "extra"] as const satisfies readonly ValuePath[0][];

/**
 * A member of the model whose words are not searched: what somebody searched for, as Doorbook's own events
 * tell. A search for a person would else find earlier searches.
 */
const NOT_SEARCHED = "query";

/** What lies in more arrays and objects than this is not looked at. */
const MAX_DEPTH = 128;

/** An event's model and further members, read once however often they are asked for. */
export class EventValues {
  readonly #event: Sent;
  readonly #read = new Map<ValuePath[0], unknown>();
  #words: readonly string[] | undefined;

  constructor(event: Sent) {
    this.#event = event;
  }

  /** The values at a path that are not empty, in order, as the characters that were sent. */
  at(path: ValuePath): string[] {
    const found: string[] = [];
    gather(this.root(path[0]), { path, found }, 1, 0);
    return found;
  }

  /** The words of all values but {@link NOT_SEARCHED}, in the order sent. */
  words(): readonly string[] {
    this.#words ??= this.#readWords();
    return this.#words;
  }

  #readWords(): readonly string[] {
    const words: string[] = [];
    const add = (value: string): void => {
      for (const word of wordsOf(value)) words.push(word);
    };
    for (const root of ROOTS) {
      const sent = this.root(root);
      forEachValue(isObject(sent) && NOT_SEARCHED in sent ? searched(sent) : sent, 0, add);
    }
    return words;
  }

  /** All of the model, or of the further members, as `readJson` reads it. */
  root(root: ValuePath[0]): unknown {
    if (!this.#read.has(root)) this.#read.set(root, readJson(this.#event[root]));
    return this.#read.get(root);
  }
}

interface Search {
  readonly path: ValuePath;
  readonly found: string[];
}

function gather(value: unknown, search: Search, at: number, depth: number): void {
  const { path, found } = search;
  if (Array.isArray(value)) {
    if (depth === MAX_DEPTH) return;
    for (const element of value) gather(element, search, at, depth + 1);
  } else if (at === path.length) {
    const text = textOf(value);
    if (text !== undefined && text !== "") found.push(text);
  } else if (isObject(value)) {
    const member = path[at]!;
    if (Object.hasOwn(value, member)) gather(value[member], search, at + 1, depth + 1);
  }
}

function forEachValue(value: unknown, depth: number, each: (text: string) => void): void {
  const text = textOf(value);
  if (text !== undefined) each(text);
  else if (depth < MAX_DEPTH && isObject(value)) {
    // of a list its elements
    for (const part of Object.values(value)) forEachValue(part, depth + 1, each);
  }
}

function searched(sent: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(sent).filter(([name]) => name !== NOT_SEARCHED));
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
