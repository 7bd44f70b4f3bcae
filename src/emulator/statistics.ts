import { createHistogram } from "node:perf_hooks";

/** What panels ask of their management server. */
export type LinkCall = "login" | "logs" | "pong" | "refresh";

/** How one kind of call went since the statistics began. */
export interface CallStatistics {
  /** Calls that were answered with 200. */
  readonly answered: number;
  /** Calls that were refused, or not answered at all. */
  readonly failed: number;
  /** From the request's first byte to the answer's last, ms; 0 without an answer. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

const CALLS: readonly LinkCall[] = ["login", "logs", "pong", "refresh"];

/** Counts and times what all panels of an emulator ask of their server. */
export class Statistics {
  readonly #calls = new Map(CALLS.map((call) => [call, new Timed()]));

  answered(call: LinkCall, tookMs: number): void {
    this.#calls.get(call)?.answered(tookMs);
  }

  failed(call: LinkCall): void {
    this.#calls.get(call)?.fail();
  }

  /** Begins anew. */
  reset(): void {
    for (const timed of this.#calls.values()) timed.reset();
  }

  read(): Readonly<Record<LinkCall, CallStatistics>> {
    const of = (call: LinkCall) => (this.#calls.get(call) ?? new Timed()).read();
    return { login: of("login"), logs: of("logs"), pong: of("pong"), refresh: of("refresh") };
  }
}

class Timed {
  /** In microseconds. */
  readonly #times = createHistogram();
  #failed = 0;

  answered(tookMs: number): void {
    this.#times.record(Math.max(1, Math.round(tookMs * 1000)));
  }

  fail(): void {
    this.#failed += 1;
  }

  reset(): void {
    this.#times.reset();
    this.#failed = 0;
  }

  read(): CallStatistics {
    const answered = this.#times.count;
    const at = (percentile: number) =>
      answered === 0 ? 0 : this.#times.percentile(percentile) / 1000;
    return {
      answered,
      failed: this.#failed,
      p50Ms: at(50),
      p99Ms: at(99),
      maxMs: answered === 0 ? 0 : this.#times.max / 1000,
    };
  }
}
