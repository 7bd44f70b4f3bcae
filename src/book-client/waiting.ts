/** Resolves after so many milliseconds. @throws the reason of a signal that is aborted first */
export async function pause(
  ms: number,
  signals: readonly (AbortSignal | undefined)[],
): Promise<void> {
  const deadline = new Deadline(signals);
  try {
    deadline.throwIfAborted();
    await new Promise<void>((resolve) => {
      deadline.signal.addEventListener("abort", () => resolve(), { once: true });
      deadline.set(ms);
    });
    deadline.throwIfAborted();
  } finally {
    deadline.stop();
  }
}

/** Why a signal was aborted, as an error. */
function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error("aborted", { cause: reason });
}

/**
 * One signal of the caller's and of a time that runs out. A time may be set anew; what it listens to is
 * let go of by `stop`, so that a caller's signal of long life gathers nothing.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #signals: readonly AbortSignal[];
  readonly #onAbort = (): void => this.#controller.abort();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ms = 0;
  #hasPassed = false;

  constructor(signals: readonly (AbortSignal | undefined)[]) {
    this.#signals = signals.filter((signal) => signal !== undefined);
    for (const signal of this.#signals) {
      if (signal.aborted) this.#controller.abort();
      signal.addEventListener("abort", this.#onAbort, { once: true });
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether time ran out. */
  get hasPassed(): boolean {
    return this.#hasPassed;
  }

  /** The time that was set last, ms. */
  get ms(): number {
    return this.#ms;
  }

  /** @throws the reason of the caller's signal that was aborted, if one was */
  throwIfAborted(): void {
    const aborted = this.#signals.find((signal) => signal.aborted);
    if (aborted !== undefined) throw reasonOf(aborted);
  }

  /** Time runs out so many milliseconds from now. */
  set(ms: number): void {
    clearTimeout(this.#timer);
    this.#ms = ms;
    this.#timer = setTimeout(() => {
      this.#hasPassed = true;
      this.#controller.abort();
    }, ms);
  }

  /** Time stands still until it is set anew. */
  rest(): void {
    clearTimeout(this.#timer);
  }

  /** Lets go of everything. */
  stop(): void {
    clearTimeout(this.#timer);
    for (const signal of this.#signals) signal.removeEventListener("abort", this.#onAbort);
  }
}
