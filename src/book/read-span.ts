import { AppError } from "../event/errors.ts";

const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const SPAN = /^(?<count>\d{1,9})(?<unit>ms|s|m|h|d)$/;

/**
 * Reads a length of time such as `90s`, `15m` or `1h`, in ms.
 *
 * @param name the parameter that it came in, for messages
 * @throws AppError `invalid` for another text, and for one that is longer than it may be
 */
export function readSpan(name: string, text: string, mostMs: number): number {
  const { count = "", unit = "" } = SPAN.exec(text)?.groups ?? {};
  const spanMs = Number(count) * (UNITS_MS[unit] ?? 0);
  if (unit === "" || spanMs > mostMs) {
    throw new AppError(
      "invalid",
      `${name} must be a length of time such as 90s, 15m or 1h, of at most ${mostMs / 3_600_000} h`,
    );
  }
  return spanMs;
}
