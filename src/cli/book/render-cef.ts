import type { BookEvent } from "../../book-client/book-event.ts";
import { outcomeOf } from "./outcome.ts";

/** 0 to 10. Source: ArcSight Common Event Format, "Header information"; the numbers are ours. */
const SEVERITIES: Readonly<Record<string, number>> = { low: 3, medium: 5, high: 8, critical: 10 };

const UNKNOWN_SEVERITY = 5;

const OUTCOMES: Readonly<Record<string, string>> = { granted: "success", denied: "failure" };

/** What of an event an extension field says; nothing where it is `undefined` or empty. */
type Say = (event: BookEvent) => string | number | undefined;

/**
 * The extension's fields in their order. A custom string has a label beside it, which is written with it.
 * docs/reference/cef.md has the same table.
 */
export const CEF_FIELDS = [
  ["start", ({ occurredAt }) => occurredAt],
  ["rt", ({ receivedAt }) => receivedAt],
  ["externalId", ({ seq }) => seq],
  ["deviceExternalId", ({ panel }) => panel],
  ["dvchost", ({ panelName }) => panelName],
  ["cat", ({ category }) => category],
  ["outcome", (event) => OUTCOMES[outcomeOf(event).word]],
  ["suser", ({ owner }) => owner],
  ["msg", ({ text }) => text],
  ["cs1", ({ number }) => number, "identifier"],
  ["cs2", ({ apartment }) => apartment, "apartment"],
  ["cs3", ({ lock }) => lock, "lock"],
  ["cs4", ({ site }) => site, "site"],
  ["cs5", ({ entrance }) => entrance, "entrance"],
  ["cs6", ({ late }) => (late ? "true" : undefined), "late"],
] as const satisfies readonly (readonly [name: string, say: Say, label?: string])[];

/**
 * An event in ArcSight's Common Event Format, version 0, without a syslog header.
 *
 * @param version Doorbook's own
 */
export function renderCef(event: BookEvent, version: string): string {
  const severity = SEVERITIES[event.priority] ?? UNKNOWN_SEVERITY;
  const header = ["CEF:0", "Doorbook", "Doorbook", version, event.key, event.name].map(inHeader);
  const fields = CEF_FIELDS.flatMap(([name, say, label]) => {
    const said = String(say(event) ?? "");
    if (said === "") return [];
    const field = `${name}=${inExtension(said)}`;
    return label === undefined ? [field] : [`${name}Label=${label}`, field];
  });
  return `${[...header, severity].join("|")}|${fields.join(" ")}`;
}

/** Escapes `|` and `\`; a header has no lines. Source: "Character encoding". */
function inHeader(text: string): string {
  return text.replaceAll(/[\\|]/g, "\\$&").replaceAll(/\p{Cc}+/gu, " ");
}

/** Escapes `=`, `\` and ends of lines; other control characters become spaces. Source: the same. */
function inExtension(text: string): string {
  return text
    .replaceAll(/[\\=]/g, "\\$&")
    .replaceAll(/\r\n|\n|\u2028|\u2029/g, "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll(/\p{Cc}/gu, " ");
}
