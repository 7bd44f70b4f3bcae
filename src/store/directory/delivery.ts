import type { Source } from "../../event/event.ts";
import { canonicalModel } from "../../event/canonical.ts";
import { fingerprint, identityText } from "./fingerprint.ts";

/** What an event is told apart by, beside its panel and time. */
export interface Identity {
  readonly ordinal: number;
  readonly text: string;
  readonly fingerprint: bigint;
}

/**
 * One delivery while its parts come in: gives alike events their ordinals, the how-manieth of its
 * like each is.
 */
export class Delivery {
  /** By time: the one identity seen, or the count of each when there are several. */
  readonly #seen = new Map<number, string | Map<string, number>>();

  identify(atMs: number, source: Source, key: string, model: string | undefined): Identity {
    const canonical = canonicalModel(model);
    const first = identityText(source, key, canonical, 0);
    const ordinal = this.#count(atMs, first);
    const text = ordinal === 0 ? first : identityText(source, key, canonical, ordinal);
    return { ordinal, text, fingerprint: fingerprint(text) };
  }

  /** How many alike ones came before. */
  #count(atMs: number, text: string): number {
    const seen = this.#seen.get(atMs);
    if (seen === undefined) {
      this.#seen.set(atMs, text);
      return 0;
    }
    const counts = typeof seen === "string" ? new Map([[seen, 1]]) : seen;
    const count = counts.get(text) ?? 0;
    counts.set(text, count + 1);
    this.#seen.set(atMs, counts);
    return count;
  }
}
