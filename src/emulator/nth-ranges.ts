/** What was noted from the one nth to the other, both included; the first is not above the second. */
export type NthRange = readonly [first: number, last: number];

/** The same numbers as ranges that do not touch, rising. @param nths in any order, some perhaps twice */
export function rangesOf(nths: readonly number[]): readonly NthRange[] {
  const ranges: [number, number][] = [];
  for (const nth of nths.toSorted((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last !== undefined && nth <= last[1] + 1) last[1] = nth;
    else ranges.push([nth, nth]);
  }
  return ranges;
}

/** Whether a value is a list of ranges. */
export function areRanges(value: unknown): value is readonly NthRange[] {
  return Array.isArray(value) && value.every((range) => isRange(range));
}

function isRange(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false;
  return value.every((nth) => Number.isSafeInteger(nth));
}
