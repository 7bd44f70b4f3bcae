/** Whoever reads on in turns. */
interface Stepping {
  /** @returns whether it wants another turn at once */
  step(): Promise<boolean>;
}

/**
 * Lets those who read history do so one after the other, a short turn each, with all other work in
 * between: whoever has the longest way to go holds up nobody.
 */
export class ReadingTurns<Reader extends Stepping> {
  /** In the order of their turns. */
  readonly #waiting = new Set<Reader>();
  readonly #onFailed: (reader: Reader, cause: unknown) => void;
  #isRunning = false;

  /** @param onFailed told whose turn failed; it has no other one */
  constructor(onFailed: (reader: Reader, cause: unknown) => void) {
    this.#onFailed = onFailed;
  }

  /** Puts a reader in line, once. */
  add(reader: Reader): void {
    this.#waiting.add(reader);
    if (!this.#isRunning) void this.#run();
  }

  remove(reader: Reader): void {
    this.#waiting.delete(reader);
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    // whoever called goes on first
    await new Promise(setImmediate);
    for (const reader of this.#waiting) {
      this.#waiting.delete(reader);
      try {
        if (await reader.step()) this.#waiting.add(reader);
      } catch (error) {
        this.#onFailed(reader, error);
      }
      await new Promise(setImmediate);
    }
    this.#isRunning = false;
  }
}
