import { hash } from "node:crypto";
import { TooManyAttempts } from "./login-throttle.ts";

const WINDOW_MS = 60_000;
/** How many different wrong passwords one address may try within the window. */
const MAX_GUESSES = 100;
/** How many addresses are watched; the one whose window began first goes first. */
const MAX_WATCHED = 10_000;

interface Window {
  readonly sinceMs: number;
  /** Digests of the wrong passwords. */
  readonly wrong: Set<string>;
}

/**
 * Stops the guessing of one password that many share, under ever new names: counts the *different*
 * wrong passwords of an address. 5,000 panels behind one gateway that were left with an old password
 * show the same one, so they count once, however often they call; whoever guesses needs a new one
 * each time.
 */
export class PasswordGuesses {
  /** By address; the window that began first, first. */
  readonly #windows = new Map<string, Window>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * What `isRight` says, and counts a wrong one.
   *
   * @throws TooManyAttempts for a password that is not among the wrong ones when there are too many of
   *   them; `isRight` is not asked then, so that nothing is learnt
   */
  check(password: string, address: string, isRight: () => boolean): boolean {
    const digest = hash("sha256", password, "base64");
    const window = this.#open(address);
    if (window !== undefined && window.wrong.size >= MAX_GUESSES && !window.wrong.has(digest)) {
      throw new TooManyAttempts(this.#secondsLeft(window));
    }
    if (isRight()) return true;
    (window ?? this.#begin(address)).wrong.add(digest);
    return false;
  }

  #open(address: string): Window | undefined {
    const window = this.#windows.get(address);
    return window !== undefined && this.#now() - window.sinceMs < WINDOW_MS ? window : undefined;
  }

  #begin(address: string): Window {
    const window = { sinceMs: this.#now(), wrong: new Set<string>() };
    this.#windows.delete(address);
    this.#windows.set(address, window);
    for (const [oldest, { sinceMs }] of this.#windows) {
      if (this.#windows.size <= MAX_WATCHED && this.#now() - sinceMs < WINDOW_MS) break;
      this.#windows.delete(oldest);
    }
    return window;
  }

  #secondsLeft({ sinceMs }: Window): number {
    return Math.max(1, Math.ceil((sinceMs + WINDOW_MS - this.#now()) / 1000));
  }
}
