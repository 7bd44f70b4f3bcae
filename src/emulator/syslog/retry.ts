/** Does something a while after the last failure, once. */
export class Retry {
  readonly #afterMs: number;
  readonly #again: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(afterMs: number, again: () => void) {
    this.#afterMs = afterMs;
    this.#again = again;
  }

  get isWaiting(): boolean {
    return this.#timer !== undefined;
  }

  /** Begins to wait, unless it does already. */
  start(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#again();
    }, this.#afterMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
