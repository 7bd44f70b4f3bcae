import type { BookEvent } from "../../book-client/book-event.ts";

/** How an event ended, or what it is about, at a glance. */
export interface Outcome {
  readonly symbol: string;
  readonly word: string;
  /** SGR codes of a terminal. */
  readonly color: readonly number[];
}

const GRANTED: Outcome = { symbol: "✓", word: "granted", color: [32] };
const DENIED: Outcome = { symbol: "✗", word: "denied", color: [31] };
const ALARM: Outcome = { symbol: "!", word: "alarm", color: [1, 31] };

/** The outcome of an event, by its key and, where that says none, by its category. */
export function outcomeOf({ key, category }: Pick<BookEvent, "key" | "category">): Outcome {
  if (/(?:^|_)access_granted/.test(key)) return GRANTED;
  if (/(?:^|_)access_denied/.test(key)) return DENIED;
  if (category === "emergency") return ALARM;
  return { symbol: "·", word: category, color: [] };
}
