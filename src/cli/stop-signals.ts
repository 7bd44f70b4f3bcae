import { constants } from "node:os";

const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/**
 * A Ctrl-C reaches the whole group of processes, and launchers on the way pass it on once more:
 * what comes this soon after the first is the same request. In milliseconds.
 */
const ONE_REQUEST_MS = 500;

/** Listens for the signals that ask a server to finish; a second request ends the process at once. */
export class StopSignals {
  readonly #requested = Promise.withResolvers<void>();
  #firstAtMs: number | undefined;

  private constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#receive);
  }

  static open(): StopSignals {
    return new StopSignals();
  }

  get isRequested(): boolean {
    return this.#firstAtMs !== undefined;
  }

  /** Resolves at the first signal. */
  get requested(): Promise<void> {
    return this.#requested.promise;
  }

  readonly #receive = (signal: (typeof SIGNALS)[number]): void => {
    const nowMs = performance.now();
    this.#firstAtMs ??= nowMs;
    this.#requested.resolve();
    if (nowMs - this.#firstAtMs > ONE_REQUEST_MS) process.exit(128 + constants.signals[signal]);
  };
}
