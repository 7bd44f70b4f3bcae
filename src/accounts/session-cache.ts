import type { Caller } from "./caller.ts";

/** How many sessions are held; the one that was checked longest ago goes first. */
const MAX_SESSIONS = 10_000;
/** How long the store's word holds: what another process removes stops within it. */
const FRESH_MS = 1_000;

/** A caller whom the store knew a moment ago. */
export interface Session {
  readonly caller: Caller;
  /** `Infinity` where it does not expire. */
  readonly expiresAtMs: number;
}

/** Spares the store a question for each request of the same caller. */
export class SessionCache {
  /** Digest of a token or credential → session; checked longest ago, first. */
  readonly #sessions = new Map<string, Session & { readonly checkedAtMs: number }>();

  /** The session, if the store was asked for it less than a second ago and it has not expired. */
  fresh(digest: string, nowMs: number): Session | undefined {
    const session = this.#sessions.get(digest);
    if (session === undefined || session.expiresAtMs <= nowMs) return undefined;
    const age = nowMs - session.checkedAtMs;
    // a clock that was set back makes nothing fresh
    return age >= 0 && age < FRESH_MS ? session : undefined;
  }

  /** Holds what the store said at `checkedAtMs`: the time before it was asked. */
  hold(digest: string, session: Session, checkedAtMs: number): void {
    this.#sessions.delete(digest);
    this.#sessions.set(digest, { ...session, checkedAtMs });
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= MAX_SESSIONS) break;
      this.#sessions.delete(oldest);
    }
  }

  forget(digest: string): void {
    this.#sessions.delete(digest);
  }

  /** Forgets all: the store is asked for whoever comes next. */
  clear(): void {
    this.#sessions.clear();
  }
}
