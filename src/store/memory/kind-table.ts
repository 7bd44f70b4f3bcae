import type { PanelEvent } from "../../event/event.ts";
import { MAX_KINDS } from "../../event/kind.ts";
import type { Kind } from "../../event/kind.ts";
import { kindNameOf, kindOf, namesOfEvent } from "../directory/kind-names.ts";
import type { NamesOfKind } from "../directory/kind-names.ts";

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
  idOf(event: PanelEvent): number {
    const names = namesOfEvent(event);
    const id = this.#ids.get(kindNameOf(names));
    if (id !== undefined) return id;
    if (this.#keyed < MAX_KINDS) {
      this.#keyed++;
      return this.#add(names);
    }
    const [, ...others] = names;
    const gathering: NamesOfKind = [undefined, ...others];
    return this.#ids.get(kindNameOf(gathering)) ?? this.#add(gathering);
  }

  #add(names: NamesOfKind): number {
    const id = this.#kinds.length + 1;
    this.#kinds.push(kindOf(id, names));
    this.#ids.set(kindNameOf(names), id);
    return id;
  }
}
