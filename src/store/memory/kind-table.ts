import type { PanelEvent } from "../../event/event.ts";
import { MAX_KINDS } from "../../event/kind.ts";
import type { Kind } from "../../event/kind.ts";

/** The kinds of a log, numbered from 1 in the order of first appearance. */
export class KindTable {
  readonly #kinds: Kind[] = [];
  readonly #ids = new Map<string, number>();
  #keyed = 0;

  /** In the order of their ids. */
  get kinds(): readonly Kind[] {
    return this.#kinds;
  }

  /** The kind of an event, made when it is new. */
  idOf({ key, category, priority }: PanelEvent): number {
    const id = this.#ids.get(nameOf(key, category, priority));
    if (id !== undefined) return id;
    if (this.#keyed < MAX_KINDS) {
      this.#keyed++;
      return this.#add({ key, category, priority });
    }
    return (
      this.#ids.get(nameOf(undefined, category, priority)) ??
      this.#add({ key: undefined, category, priority })
    );
  }

  #add(kind: Omit<Kind, "id">): number {
    const id = this.#kinds.length + 1;
    this.#kinds.push({ id, ...kind });
    this.#ids.set(nameOf(kind.key, kind.category, kind.priority), id);
    return id;
  }
}

/** `undefined` becomes `null`, which no text can be. */
function nameOf(...parts: readonly (string | undefined)[]): string {
  return JSON.stringify(parts);
}
