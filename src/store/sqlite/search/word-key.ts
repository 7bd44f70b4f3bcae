/** Milliseconds that fit into a key: up to the year 2248. */
const LAST_MS = 2 ** 43 - 1;

/** Panel numbers that fit into a key. */
const PANELS = 2 ** 17;

/** How many seqs of one panel's millisecond have keys of their own. */
const SEQS = 8;

/**
 * An event's row in the word index, in two parts: `high << 20 | low` is its rowid. The newest
 * millisecond has the least `high`, for FTS5 passes over rows fast in rising order alone; `low` has the
 * panel's number and the last three bits of the seq.
 */
export interface WordKey {
  readonly high: number;
  readonly low: number;
}

/** The key of an event; `undefined` where its time or panel does not fit: its rowid is then -seq. */
export function wordKeyOf(atMs: number, panel: number, seq: number): WordKey | undefined {
  if (atMs > LAST_MS || panel >= PANELS) return undefined;
  return { high: LAST_MS - atMs, low: panel * SEQS + (seq % SEQS) };
}

/** The time of a key. */
export function timeOfKey({ high }: Pick<WordKey, "high">): number {
  return LAST_MS - high;
}

/** The panel's number and the last bits of the seq of a key. */
export function placeOfKey({ low }: Pick<WordKey, "low">): { panel: number; seqBits: number } {
  return { panel: Math.floor(low / SEQS), seqBits: low % SEQS };
}

/** The high parts of the keys from one time to another, both inclusive; none where `first > last`. */
export function highsBetween(fromMs: number, toMs: number): { first: number; last: number } {
  return { first: Math.max(0, LAST_MS - toMs), last: LAST_MS - fromMs };
}
