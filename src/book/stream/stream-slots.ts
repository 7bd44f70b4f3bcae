/** How many streams may be open at once. */
export interface StreamLimits {
  readonly all: number;
  readonly perAccount: number;
}

/** What holds where nothing else is asked for. */
export const STREAM_LIMITS: StreamLimits = { all: 2_000, perAccount: 100 };

/** Counts open streams, in all and by account. */
export class StreamSlots {
  readonly #limits: StreamLimits;
  readonly #byAccount = new Map<number, number>();
  #all = 0;

  constructor(limits: StreamLimits = STREAM_LIMITS) {
    this.#limits = limits;
  }

  /** Takes a place for a stream of an account. @returns which limit is reached, if one is */
  take(account: number): keyof StreamLimits | undefined {
    const own = this.#byAccount.get(account) ?? 0;
    if (own >= this.#limits.perAccount) return "perAccount";
    if (this.#all >= this.#limits.all) return "all";
    this.#byAccount.set(account, own + 1);
    this.#all += 1;
    return undefined;
  }

  /** Gives back a place that was taken. */
  release(account: number): void {
    const own = (this.#byAccount.get(account) ?? 1) - 1;
    if (own === 0) this.#byAccount.delete(account);
    else this.#byAccount.set(account, own);
    this.#all -= 1;
  }
}
