import { readMembers, textOf } from "./read-members.ts";

/** A place with panels. */
export interface Site {
  /** Unique to the letter, 1 to 128 characters. */
  readonly name: string;
  /** IANA time zone, such as `Europe/Kyiv`. */
  readonly zone: string;
}

/** A site as it is kept. */
export function renderSite({ zone }: Site): string {
  return JSON.stringify({ zone });
}

/** A site from what is kept of it. */
export function parseSite(name: string, body: string): Site {
  return { name, zone: textOf(readMembers(body), "zone") || "UTC" };
}

/** Whether there is such a time zone. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
