/** What is known of a panel's clock. Times are ours unless said, Unix ms. */
export interface ClockReading {
  /** How far the panel's clock is ahead of ours, ms; `undefined` until something was learnt of it. */
  readonly offsetMs: number | undefined;
  /** When the event that came last truly happened, at the earliest; −Infinity when none has come. */
  readonly lastTrueMs: number;
}

/** Nothing is known of the clock. */
export const UNKNOWN_CLOCK: ClockReading = { offsetMs: undefined, lastTrueMs: -Infinity };

/** Within it two offsets are one: seconds are all that panels' clocks promise. */
const TOLERANCE_MS = 2_000;

/**
 * Learns from an event that has just come. It happened before now, and not before those that came
 * earlier, for panels deliver in the order in which things happen (observed); so the clock's offset lies
 * between two bounds. What was known stays while it lies between them too, else it is moved to the
 * nearer bound: whatever is late proves nothing of the clock, whatever comes from the future, or from
 * before what came earlier, does.
 *
 * @param occurredAtMs by the panel's clock
 * @param nowMs our clock
 * @param notBeforeMs when it truly happened at the earliest, where more is known than that: a panel
 *   that is connected and has nothing left to deliver tells of what happens at once
 */
export function learn(
  clock: ClockReading,
  occurredAtMs: number,
  nowMs: number,
  notBeforeMs = -Infinity,
): ClockReading {
  const leastMs = occurredAtMs - nowMs;
  const mostMs = occurredAtMs - Math.min(nowMs, Math.max(clock.lastTrueMs, notBeforeMs));
  const before = clock.offsetMs ?? 0;
  let offsetMs = before;
  if (before < leastMs - TOLERANCE_MS) offsetMs = leastMs;
  else if (before > mostMs + TOLERANCE_MS) offsetMs = mostMs;
  const isLearnt = clock.offsetMs !== undefined || offsetMs !== before || notBeforeMs > -Infinity;
  const trueMs = Math.min(nowMs, occurredAtMs - offsetMs);
  return {
    offsetMs: isLearnt ? offsetMs : undefined,
    lastTrueMs: Math.max(clock.lastTrueMs, trueMs),
  };
}

/** The panel has shown what its clock says. @param precisionMs what it may be off by for that alone */
export function measure(
  clock: ClockReading,
  clockMs: number,
  nowMs: number,
  precisionMs: number,
): ClockReading {
  const offsetMs = clockMs - nowMs;
  const before = clock.offsetMs;
  const isSame = before !== undefined && Math.abs(offsetMs - before) <= precisionMs;
  return { ...clock, offsetMs: isSame ? before : offsetMs };
}

/** How long after it happened an event came, ms. */
export function delayOf(clock: ClockReading, occurredAtMs: number, nowMs: number): number {
  return nowMs - (occurredAtMs - (clock.offsetMs ?? 0));
}
