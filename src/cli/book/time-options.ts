import { text } from "../../setting-kinds.ts";
import type { SettingDefinition } from "../../setting-kinds.ts";

const UNITS = { s: "seconds", m: "minutes", h: "hours", d: "days", w: "weeks" } as const;

const SPAN = /^(?<count>\d{1,5})(?<unit>[smhdw])$/;

/** A stretch of time that ends now. */
export const LAST: SettingDefinition<string> = {
  ...text("", "only what happened in the last such time: 30s, 15m, 24h, 7d, 2w"),
  placeholder: "SPAN",
  expected: "a number with s, m, h, d or w, as 24h",
  parse: (raw) => (typeof raw === "string" && SPAN.test(raw) ? raw : undefined),
};

/** When a stretch of time began that ends now, Unix ms; days have 23 to 25 hours. */
export function beginningOf(span: string, zone: string): number {
  const { count, unit } = SPAN.exec(span)?.groups ?? {};
  const word = Object.entries(UNITS).find(([letter]) => letter === unit)?.[1] ?? "seconds";
  return Temporal.Now.zonedDateTimeISO(zone).subtract({ [word]: Number(count) }).epochMilliseconds;
}
