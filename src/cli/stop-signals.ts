import { constants } from "node:os";

/** What ends a server unless it has another meaning there. */
export const STOP_SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

type StopSignal = (typeof STOP_SIGNALS)[number];

/**
 * A Ctrl-C reaches the whole group of processes, and launchers on the way pass it on once more:
 * what comes this soon after the first is the same request. In milliseconds.
 */
const ONE_REQUEST_MS = 500;

/** Listens for the signals that ask a server to finish; a second request ends the process at once. */
export class StopSignals {
  readonly #requested = Promise.withResolvers<void>();
  #firstAtMs: number | undefined;

  private constructor(signals: readonly StopSignal[]) {
    for (const signal of signals) process.on(signal, this.#receive);
  }

  /** @param signals those that ask it to finish */
  static open(signals: readonly StopSignal[] = STOP_SIGNALS): StopSignals {
    return new StopSignals(signals);
  }

  get isRequested(): boolean {
    return this.#firstAtMs !== undefined;
  }

  /** Resolves at the first signal. */
  get requested(): Promise<void> {
    return this.#requested.promise;
  }

  readonly #receive = (signal: StopSignal): void => {
    const nowMs = performance.now();
    this.#firstAtMs ??= nowMs;
    this.#requested.resolve();
    if (nowMs - this.#firstAtMs > ONE_REQUEST_MS) process.exit(128 + constants.signals[signal]);
  };
}
