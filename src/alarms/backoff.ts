/** The first wait, and the longest that we choose, ms. */
const LEAST_MS = 1_000;
const MOST_MS = 300_000;
/** The longest wait that a receiver may ask for, ms. */
const MOST_ASKED_MS = 3_600_000;

/**
 * How long to wait until a notice is tried again, ms: twice as long each time, between a second and five
 * minutes, less up to a half, so that those who wait do not come all at once. A receiver may ask for more,
 * up to an hour.
 *
 * @param tries that have failed, from 1
 * @param askedMs by its `Retry-After`
 * @param random 0 to 1
 */
export function retryDelayMs(tries: number, askedMs: number | undefined, random: number): number {
  const fullMs = Math.min(MOST_MS, LEAST_MS * 2 ** Math.min(tries - 1, 20));
  const ownMs = Math.max(LEAST_MS, fullMs * (1 - random / 2));
  return Math.max(ownMs, Math.min(askedMs ?? 0, MOST_ASKED_MS));
}

/** Reads a `Retry-After`, seconds or a date, as ms from now; `undefined` for anything else. */
export function readRetryAfter(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
