const MOST_MS = 30_000;

/** How long to wait before trying again. */
export interface Backoff {
  /** The first time, ms; each time after it is twice as long, 30 s at most. */
  readonly firstMs: number;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/**
 * How long to wait, ms: with jitter, so that many who lost one server do not return all at once.
 *
 * @param attempt from 0
 */
export function delayMs({ firstMs, random }: Backoff, attempt: number): number {
  const whole = Math.min(MOST_MS, firstMs * 2 ** attempt);
  return whole * (0.5 + random() / 2);
}

/** What a `Retry-After` header asks for, ms: seconds or a date. `undefined` when it says nothing. */
export function parseRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
