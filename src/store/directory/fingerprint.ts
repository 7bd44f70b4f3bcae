import { hash } from "node:crypto";
import type { Source } from "../../event/event.ts";

/**
 * What an event's identity says beside its panel and time: key, canonical model and ordinal, as one
 * text. Two events of one panel and time are one if and only if these texts are equal. Pushed and
 * pulled, an event is one; what syslog says of it is another, for a line is no event of the log.
 */
export function identityText(
  source: Source,
  key: string,
  canonical: string,
  ordinal: number,
): string {
  // no key or canonical form can imitate what stands before the first space
  return `${source === "syslog" ? "s" : ""}${ordinal} ${key.length} ${key}${canonical}`;
}

/** 64 bits of an identity text: finds an event, never decides alone that two are one. */
export function fingerprint(identity: string): bigint {
  return hash("sha256", identity, "buffer").readBigInt64LE(0);
}
