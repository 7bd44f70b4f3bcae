import { ALWAYS } from "../../event/query.ts";
import { parseDigits } from "./raw-query.ts";

/** A Unix time below this is in seconds, else in milliseconds (assumed; both are observed). */
export const FIRST_MILLISECONDS = 100_000_000_000;

/** A time as a program means it: a millisecond, or a whole second. */
export interface WireTime {
  /** Its first millisecond, exactly; a bigint beyond what a number holds. */
  readonly exactMs: number | bigint;
  /** Its first and its last millisecond, bounded to what an event can have and more. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/**
 * Reads a Unix time in milliseconds or seconds: digits alone, up to 2^63-1. `undefined` for anything
 * else.
 *
 * @param takesSeconds whether a small one is in seconds
 */
export function parseWireTime(text: string, takesSeconds = true): WireTime | undefined {
  const time = parseDigits(text);
  if (time === undefined) return undefined;
  if (typeof time === "bigint") {
    // no event is as late
    return { exactMs: time, firstMs: ALWAYS.toMs, lastMs: ALWAYS.toMs };
  }
  if (time >= FIRST_MILLISECONDS || !takesSeconds)
    return { exactMs: time, firstMs: time, lastMs: time };
  const firstMs = time * 1000;
  return { exactMs: firstMs, firstMs, lastMs: firstMs + 999 };
}
