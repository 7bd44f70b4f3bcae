/** A time: Unix ms, a `Date`, or ISO 8601 text as the server reads it. */
export type TimeLike = number | Date | string;

/** A time as it stands in a question to a server. */
export function renderTime(time: TimeLike | undefined): string | undefined {
  return time instanceof Date ? time.toISOString() : time?.toString();
}

/** A time in Unix ms. @throws RangeError when it is none */
export function timeMs(time: TimeLike | undefined): number | undefined {
  if (time === undefined) return undefined;
  const ms = typeof time === "string" ? Date.parse(time) : Number(time);
  if (Number.isInteger(ms)) return ms;
  throw new RangeError(`${JSON.stringify(time)} is no time`);
}
