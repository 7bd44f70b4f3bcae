/** How far a panel's log was read. Kept after what was read is durable, never before. */
export interface Reading {
  /**
   * The panel's clock up to which everything was read, ms; −1 before the first event. While the log is
   * being read it is the time of the event that was read last.
   */
  readonly readToMs: number;
  /** The latest time of an event that was ever read, wherever the clock stands now, ms; −1 before the first. */
  readonly newestMs: number;
  /** How many events the panel had when it was asked last. */
  readonly total: number;
  /** How many events the panel has told of that are still to be read, and the time of the last of them. */
  readonly announced: number;
  readonly announcedToMs: number;
  /** How many more events of its time we hold than the panel: those that it has forgotten out of order. */
  readonly surplus: number;
  /** Up to which time old events were looked over again, ms. */
  readonly auditedMs: number;
  /** A token of the panel's API, sealed; empty for none. */
  readonly sealedToken: string;
}

/** Of a panel that was never read. */
export const UNREAD: Reading = {
  readToMs: -1,
  newestMs: -1,
  total: 0,
  announced: 0,
  announcedToMs: -1,
  surplus: 0,
  auditedMs: 0,
  sealedToken: "",
};

/** A reading as it is kept. */
export function renderReading(reading: Reading): string {
  return JSON.stringify(reading);
}

/** A reading from what is kept of it. What cannot be understood is as if it were not there. */
export function parseReading(body: string): Reading {
  const kept: unknown = JSON.parse(body);
  if (typeof kept !== "object" || kept === null) return UNREAD;
  const members = new Map<string, unknown>(Object.entries(kept));
  const number = (name: keyof Reading, otherwise: number): number => {
    const value = members.get(name);
    return typeof value === "number" && Number.isSafeInteger(value) ? value : otherwise;
  };
  const token = members.get("sealedToken");
  return {
    readToMs: number("readToMs", -1),
    newestMs: number("newestMs", number("readToMs", -1)),
    total: number("total", 0),
    announced: number("announced", 0),
    announcedToMs: number("announcedToMs", -1),
    surplus: number("surplus", 0),
    auditedMs: number("auditedMs", 0),
    sealedToken: typeof token === "string" ? token : "",
  };
}
