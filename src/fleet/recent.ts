/** The entries used last, never more than a set number: what is forgotten must be found elsewhere. */
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
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#max) return;
    const { value: oldest } = this.#entries.keys().next();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}
