/** A moment for people and programs: `2026-11-25T06:40:00.000Z`. @param atMs Unix ms, of the years 0 to 9999 */
export function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** How far a clock is ahead: `+01:00:05`, `-00:00:42`; days before it where there are some. */
export function offsetText(offsetMs: number): string {
  const seconds = Math.round(Math.abs(offsetMs) / 1000);
  const two = (value: number): string => String(value).padStart(2, "0");
  const days = Math.floor(seconds / 86_400);
  const rest = seconds % 86_400;
  const time = [rest / 3600, (rest / 60) % 60, rest % 60].map((part) => two(Math.floor(part)));
  const sign = offsetMs < 0 ? "-" : "+";
  return `${sign}${days > 0 ? `${days}d ` : ""}${time.join(":")}`;
}
