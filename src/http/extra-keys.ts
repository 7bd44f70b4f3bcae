import { extraKeysOf } from "../basip/android/dictionary.ts";
import type { Kind } from "../event/kind.ts";

/** How many lists of keys are told apart; the oldest goes first. */
const MAX_LISTS = 256;
const NONE: readonly string[] = [];

/**
 * The keys beside the catalog's that some kinds have: the same array for the same keys, for what is
 * rendered of it is remembered by its identity.
 */
export class ExtraKeys {
  readonly #byKinds = new WeakMap<readonly Kind[], readonly string[]>();
  readonly #byText = new Map<string, readonly string[]>();

  /** In the order of their first appearance. */
  of(kinds: readonly Kind[]): readonly string[] {
    const known = this.#byKinds.get(kinds);
    if (known !== undefined) return known;
    const keys = extraKeysOf(kinds);
    const shared = keys.length === 0 ? NONE : this.#share(keys);
    this.#byKinds.set(kinds, shared);
    return shared;
  }

  #share(keys: readonly string[]): readonly string[] {
    const text = JSON.stringify(keys);
    const shared = this.#byText.get(text) ?? keys;
    this.#byText.delete(text);
    this.#byText.set(text, shared);
    for (const oldest of this.#byText.keys()) {
      if (this.#byText.size <= MAX_LISTS) break;
      this.#byText.delete(oldest);
    }
    return shared;
  }
}
