/** How long all who share turns may work before others get theirs, ms. */
const TURN_MS = 2;

/** Work that waits for its turn. */
type Waiting = () => void;

/**
 * Shares one thread between work that comes in pieces and everything else: of the pieces of all, so
 * many run in a turn of the event loop as fit into some milliseconds, the others in the turns that
 * follow, in the order in which they came. Without it a hundred pushes that arrive together keep
 * whoever reads a page waiting for all of them.
 */
export class Turns {
  readonly #turnMs: number;
  readonly #now: () => number;
  readonly #waiting: Waiting[] = [];
  #beganAtMs: number | undefined;

  /** @param now a clock that never falls, ms */
  constructor(turnMs = TURN_MS, now: () => number = () => performance.now()) {
    this.#turnMs = turnMs;
    this.#now = now;
  }

  /** Does a piece of work now, or when its turn comes. @throws what the work throws */
  run<T>(work: () => T): T | Promise<T> {
    if (this.#waiting.length === 0 && this.#hasTime) return work();
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  }

  /** Whether this turn has time left. The first to ask begins it. */
  get #hasTime(): boolean {
    if (this.#beganAtMs === undefined) {
      this.#beganAtMs = this.#now();
      setImmediate(() => this.#begin());
      return true;
    }
    return this.#now() - this.#beganAtMs < this.#turnMs;
  }

  /** A new turn of the event loop: first those who waited. */
  #begin(): void {
    this.#beganAtMs = undefined;
    while (this.#waiting.length > 0 && this.#hasTime) this.#waiting.shift()?.();
  }
}
