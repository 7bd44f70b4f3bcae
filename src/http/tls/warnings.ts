import type { KeyPair, KeyPairPaths } from "./key-pair.ts";

const DAY_MS = 24 * 3_600_000;

/** Fewer days than this are spoken of: authorities that renew by themselves do so 30 days before. */
const FEW_DAYS = 14;

/** What an operator should know of a certificate and its key, with what to do, a sentence each. */
export function keyPairWarnings(
  { fromMs, untilMs, isKeyOpen }: KeyPair,
  { cert, key }: KeyPairPaths,
  nowMs: number,
): readonly string[] {
  const warnings: string[] = [];
  const days = daysLeft(untilMs, nowMs);
  if (untilMs < nowMs) {
    warnings.push(
      `the certificate in ${cert} has expired on ${dayOf(untilMs)}, so callers refuse it: renew it; ` +
        "it is read anew by itself",
    );
  } else if (days < FEW_DAYS) {
    warnings.push(`the certificate in ${cert} expires on ${dayOf(untilMs)}: renew it`);
  }
  if (fromMs > nowMs) {
    warnings.push(
      `the certificate in ${cert} is good from ${dayOf(fromMs)} on: is this machine's clock right?`,
    );
  }
  if (isKeyOpen) {
    warnings.push(`everyone on this machine may read the TLS key: chmod o= ${key}`);
  }
  return warnings;
}

/** Whole days until then; negative when it has been. */
export function daysLeft(untilMs: number, nowMs: number): number {
  return Math.floor((untilMs - nowMs) / DAY_MS);
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
