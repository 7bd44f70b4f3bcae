import type { Kind, KindFilter } from "../../event/kind.ts";
import type { KindSet } from "./kind-set.ts";
import { kindSetOf } from "./kind-set.ts";

/** The kinds of a log by their numbers, as far as they were read, and the sets that filters make. */
export class KnownKinds {
  readonly #kinds: (Kind | undefined)[] = [];
  /** By filter: its kinds among the first `known` ones. */
  readonly #sets = new WeakMap<KindFilter, { known: number; set: KindSet }>();

  /** The number that the next kind to be read has at least; 0 before any is known. */
  get next(): number {
    return this.#kinds.length;
  }

  get(id: number): Kind | undefined {
    return this.#kinds[id];
  }

  add(kind: Kind): void {
    this.#kinds[kind.id] = kind;
  }

  /** The kinds that a filter lets through, among those that are known. */
  set(filter: KindFilter | undefined): KindSet | undefined {
    if (filter === undefined) return undefined;
    const known = this.#kinds.length;
    const remembered = this.#sets.get(filter);
    if (remembered?.known === known) return remembered.set;
    const kinds = this.#kinds.filter((kind) => kind !== undefined);
    const set = kindSetOf(kinds, filter);
    this.#sets.set(filter, { known, set });
    return set;
  }
}
