import type { Kind } from "../../event/kind.ts";
import type { LoadedView } from "./loaded-view.ts";

/** The kinds that occur in views: the same list as long as the same kinds do, to remember by. */
export class KindsOfViews {
  readonly #kinds = new WeakMap<LoadedView, { version: number; kinds: readonly Kind[] }>();
  readonly #kindOf: (id: number) => Kind;

  constructor(kindOf: (id: number) => Kind) {
    this.#kindOf = kindOf;
  }

  /** In the order of their ids. */
  of(loaded: LoadedView): readonly Kind[] {
    const version = loaded.directory.kindsVersion;
    const known = this.#kinds.get(loaded);
    if (known?.version === version) return known.kinds;
    const kinds = loaded.directory.kindsPresent().map((id) => this.#kindOf(id));
    this.#kinds.set(loaded, { version, kinds });
    return kinds;
  }
}
