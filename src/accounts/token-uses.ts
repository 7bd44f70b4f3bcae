import type { AccountStore, TokenUse } from "./store.ts";

/** How often uses are written. */
const WRITE_MS = 60_000;

/** Gathers when personal tokens are used, so that each is written at most once a minute. */
export class TokenUses {
  readonly #store: Pick<AccountStore, "touchPersonalTokens">;
  /** By token's id: when it was used last, of those that were since the last writing. */
  #uses = new Map<number, number>();
  #writtenAtMs: number;

  /** @param nowMs our clock */
  constructor(store: Pick<AccountStore, "touchPersonalTokens">, nowMs: number) {
    this.#store = store;
    this.#writtenAtMs = nowMs;
  }

  /** A token was used. Nothing is written. */
  note({ id, usedAtMs }: TokenUse): void {
    this.#uses.set(id, usedAtMs);
  }

  /** Writes what was gathered, where a minute has passed since the last time. @throws AppError */
  async writeDue(nowMs: number): Promise<void> {
    const age = nowMs - this.#writtenAtMs;
    // a clock that was set back holds nothing up
    if (age >= 0 && age < WRITE_MS) return;
    this.#writtenAtMs = nowMs;
    await this.write();
  }

  /** Writes what was gathered. @throws AppError; it is kept for the next time then */
  async write(): Promise<void> {
    const uses = this.#uses;
    if (uses.size === 0) return;
    this.#uses = new Map();
    try {
      const list = [...uses].map(([id, usedAtMs]) => ({ id, usedAtMs }));
      await this.#store.touchPersonalTokens(list);
    } catch (error) {
      this.#uses = new Map([...uses, ...this.#uses]);
      throw error;
    }
  }
}
