import { hash } from "node:crypto";

/**
 * What an event's identity says beside its panel and time: key, canonical model and ordinal, as one
 * text. Two events of one panel and time are one if and only if these texts are equal.
 */
export function identityText(key: string, canonical: string, ordinal: number): string {
  // no key or canonical form can imitate the ordinal: it comes first and ends at the first space
  return `${ordinal} ${key.length} ${key}${canonical}`;
}

/** 64 bits of an identity text: finds an event, never decides alone that two are one. */
export function fingerprint(identity: string): bigint {
  return hash("sha256", identity, "buffer").readBigInt64LE(0);
}
