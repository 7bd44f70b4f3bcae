/**
 * A distinct combination of what a filter of the panel's API can ask for, and of whether the events
 * are an echo. The combinations are few, so every such filter is a set of kinds.
 */
export interface Kind {
  /** From 1, in the order of first appearance in the log; at most some 10,000. */
  readonly id: number;
  /** Event key as sent; `undefined` in a kind that gathers the keys past {@link MAX_KINDS}. */
  readonly key: string | undefined;
  /** As sent, or `undefined` when unsaid. */
  readonly category: string | undefined;
  /** As sent, or `undefined` when unsaid. */
  readonly priority: string | undefined;
  /** Of events that are an echo, and of no others; absent where it is not. */
  readonly isEcho?: true;
}

/**
 * How many kinds a log tells apart by key. Past it an event falls into the kind of its category and
 * priority alone; its key stays in the event.
 */
export const MAX_KINDS = 10_000;

/**
 * Which kinds a question is about. Stores remember the answer by the function's identity, so hand
 * over the same function for the same question where that is easy.
 */
export type KindFilter = (kind: Kind) => boolean;
