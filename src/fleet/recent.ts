/**
 * The entries used last, never more than a set number: what is forgotten must be found elsewhere.
 *
 * Which was used last is followed once half the number is held. Until then nothing is near to being
 * forgotten, and to move an entry at each heartbeat of thousands of panels leaves garbage behind.
 */
export class Recent<Value> {
  /** Used longest ago, first. */
  readonly #entries = new Map<string, Value>();
  readonly #max: number;

  /** @param max from 1 */
  constructor(max: number) {
    this.#max = max;
  }

  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined && this.#isFilling) this.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    if (this.#isFilling) this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#max) return;
    const { value: oldest } = this.#entries.keys().next();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  get #isFilling(): boolean {
    return this.#entries.size * 2 > this.#max;
  }
}
