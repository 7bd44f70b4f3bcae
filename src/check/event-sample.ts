import type { JsonObject } from "../basip/json-object.ts";
import { keyOf } from "./log-page.ts";

/** Of one key no more events are kept. */
const MAX_EVENTS_OF_A_KEY = 5;
const MAX_KEYS = 200;

/** Some events of every key that was met. */
export class EventSample {
  readonly #byKey = new Map<string, JsonObject[]>();

  add(events: readonly JsonObject[]): void {
    for (const event of events) {
      const key = keyOf(event);
      const kept = this.#byKey.get(key) ?? [];
      if (kept.length >= MAX_EVENTS_OF_A_KEY || this.#byKey.size >= MAX_KEYS) continue;
      this.#byKey.set(key, kept);
      const text = JSON.stringify(event);
      if (!kept.some((one) => JSON.stringify(one) === text)) kept.push(event);
    }
  }

  get keys(): readonly string[] {
    return [...this.#byKey.keys()];
  }

  /** The events of one key. */
  of(key: string): readonly JsonObject[] {
    return this.#byKey.get(key) ?? [];
  }

  get all(): readonly JsonObject[] {
    return [...this.#byKey.values()].flat();
  }
}
