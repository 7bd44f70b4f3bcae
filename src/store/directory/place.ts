/** A place in the log's order: (`occurredAt`, `seq`), rising. */
export interface Place {
  readonly atMs: number;
  readonly seq: number;
}

/** Before every event. */
export const START: Place = { atMs: -1, seq: 0 };

/** After every event. */
export const END: Place = { atMs: Number.MAX_SAFE_INTEGER, seq: 0 };

/** Below 0 when `a` comes first, above 0 when `b` does, else 0. */
export function comparePlaces(a: Place, b: Place): number {
  return a.atMs - b.atMs || a.seq - b.seq;
}

/** The place before every event of this millisecond. */
export function startOf(atMs: number): Place {
  return { atMs, seq: 0 };
}
