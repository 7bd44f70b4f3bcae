/**
 * A moment on a clock that is `offsetMinutes` ahead of UTC: `2025-06-15T12:00:00.000+03:00`, or with
 * `Z` where the offset is 0. Offsets count in whole minutes, -1439 to 1439.
 *
 * @throws RangeError for a moment that a `Date` cannot hold
 */
export function renderIsoTime(atMs: number, offsetMinutes: number): string {
  const local = new Date(atMs + offsetMinutes * 60_000).toISOString();
  return offsetMinutes === 0 ? local : `${local.slice(0, -1)}${renderOffset(offsetMinutes)}`;
}

/** An offset from UTC: `+03:00`, `-09:30`; `+00:00` for none. In minutes, -1439 to 1439. */
export function renderOffset(offsetMinutes: number): string {
  const minutes = Math.abs(offsetMinutes);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${offsetMinutes < 0 ? "-" : "+"}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}
