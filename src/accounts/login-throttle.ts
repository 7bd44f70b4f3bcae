import { AppError } from "../event/errors.ts";

const WINDOW_MS = 60_000;
/** How often an account may fail from one address within the window. */
const MAX_FAILURES = 10;
/** How many passwords of one address are checked at once, whatever the account. */
const MAX_CHECKS_PER_ADDRESS = 64;
/**
 * How often all accounts together may fail from one address within the window: some 12 s of one core,
 * however many names are made up, and more than the programs behind one proxy need after a slip.
 */
const MAX_FAILURES_PER_ADDRESS = 300;
/** How many addresses are watched; the one whose window began first goes first. */
const MAX_ADDRESSES = 20_000;
/**
 * How many (account, address) are watched; the one that failed longest ago goes first. To push one
 * out within the window takes more password checks than a machine can do in it.
 */
const MAX_WATCHED = 20_000;

/** Says how long to wait. */
export class TooManyAttempts extends AppError {
  /** From 1. */
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super("too_many_attempts", "Too many attempts");
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Stops guessing: after 10 failures in a minute an account is closed *for that address*, so that a
 * right login from elsewhere is never locked out. A right login does not clear the failures: who
 * shares its address would guess on.
 *
 * Failures are counted for the address as well, all accounts together: past 300 in a minute no password
 * is checked for it. What was checked before and is remembered needs no check, so programs that are
 * known go on.
 */
export class LoginThrottle {
  /** (account, address) → times of its failures, at most {@link MAX_FAILURES}; last failed, last. */
  readonly #failures = new Map<string, number[]>();
  /** Checks under way, by (account, address) and by address. */
  readonly #checks = new Map<string, number>();
  /** By address: its failures since a time; the window that began first, first. */
  readonly #addresses = new Map<string, { readonly sinceMs: number; failures: number }>();
  readonly #now: () => number;
  readonly #maxPerAddress: number;

  /** @param maxPerAddress failures a minute of one address, all accounts together */
  constructor(now: () => number, maxPerAddress = MAX_FAILURES_PER_ADDRESS) {
    this.#now = now;
    this.#maxPerAddress = maxPerAddress;
  }

  /**
   * Passes when the account may be tried from the address.
   *
   * @throws TooManyAttempts
   */
  admit(account: string, address: string): void {
    const seconds = this.#retryAfterSeconds(throttleKey(account, address));
    if (seconds > 0) throw new TooManyAttempts(seconds);
  }

  /**
   * Runs a check of a password. Checks under way count as failures until they end, so that a burst
   * gets no more guesses than a sequence.
   *
   * @throws TooManyAttempts, and `check` is not run then
   */
  async run(account: string, address: string, check: () => Promise<boolean>): Promise<boolean> {
    const key = throttleKey(account, address);
    const closedSeconds = this.#addressClosedSeconds(address);
    if (closedSeconds > 0) {
      // counted, else a password that is remembered could be guessed at without end
      this.#failed(key);
      throw new TooManyAttempts(closedSeconds);
    }
    const spent = this.#recentFailures(key).length + (this.#checks.get(key) ?? 0);
    if (spent >= MAX_FAILURES || (this.#checks.get(address) ?? 0) >= MAX_CHECKS_PER_ADDRESS) {
      throw new TooManyAttempts(Math.max(1, this.#retryAfterSeconds(key)));
    }
    this.#count(key, 1);
    this.#count(address, 1);
    try {
      return await check();
    } finally {
      this.#count(key, -1);
      this.#count(address, -1);
    }
  }

  /** Counts a failure. */
  fail(account: string, address: string): void {
    this.#failed(throttleKey(account, address));
    const now = this.#now();
    const known = this.#addresses.get(address);
    if (known !== undefined && now - known.sinceMs < WINDOW_MS) known.failures += 1;
    else {
      this.#addresses.delete(address);
      this.#addresses.set(address, { sinceMs: now, failures: 1 });
      this.#forgetAddresses(now);
    }
  }

  #failed(key: string): void {
    const times = [...this.#recentFailures(key), this.#now()].slice(-MAX_FAILURES);
    this.#failures.delete(key);
    this.#failures.set(key, times);
    this.#forget();
  }

  /** For how long no password is checked for the address; 0 when it is open. */
  #addressClosedSeconds(address: string): number {
    const known = this.#addresses.get(address);
    if (known === undefined || known.failures < this.#maxPerAddress) return 0;
    return Math.max(0, Math.ceil((known.sinceMs + WINDOW_MS - this.#now()) / 1000));
  }

  #forgetAddresses(now: number): void {
    for (const [address, { sinceMs }] of this.#addresses) {
      if (this.#addresses.size <= MAX_ADDRESSES && now - sinceMs < WINDOW_MS) break;
      this.#addresses.delete(address);
    }
  }

  #retryAfterSeconds(key: string): number {
    if (this.#failures.size === 0) return 0;
    const times = this.#recentFailures(key);
    const oldest = times[0];
    if (oldest === undefined || times.length < MAX_FAILURES) return 0;
    return Math.max(1, Math.ceil((oldest + WINDOW_MS - this.#now()) / 1000));
  }

  #recentFailures(key: string): readonly number[] {
    const after = this.#now() - WINDOW_MS;
    return (this.#failures.get(key) ?? []).filter((time) => time > after);
  }

  #count(key: string, by: 1 | -1): void {
    const count = (this.#checks.get(key) ?? 0) + by;
    if (count === 0) this.#checks.delete(key);
    else this.#checks.set(key, count);
  }

  #forget(): void {
    const after = this.#now() - WINDOW_MS;
    for (const [key, times] of this.#failures) {
      if (this.#failures.size <= MAX_WATCHED && (times.at(-1) ?? 0) > after) break;
      this.#failures.delete(key);
    }
  }
}

/** Keys hold at most 64 characters of a name: no account has a longer one, a caller may send one. */
function throttleKey(account: string, address: string): string {
  return `${address} ${account.slice(0, 65)}`;
}
