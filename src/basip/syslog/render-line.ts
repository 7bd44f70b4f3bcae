import { isEventKey } from "../../event/catalog.ts";
import { isJsonObject, type JsonObject } from "../json-object.ts";
import { renderIsoTime } from "../iso-time.ts";
import { renderName } from "../texts/render-texts.ts";
import { UNKNOWN_PART, valueOf } from "./part-values.ts";
import { SYSLOG_TEXTS, type SyslogText } from "./texts.ts";

/**
 * How a line begins: with all the fields of RFC 5424 (vendor), or without version, process and
 * message id (observed).
 */
export const SYSLOG_FORMS = ["rfc5424", "versionless"] as const;

export type SyslogForm = (typeof SYSLOG_FORMS)[number];

/** What stands before the message of a line. */
export interface SyslogHeader {
  readonly form: SyslogForm;
  /** What of the sender speaks, 0 to 23; 1, a program, when it is not given (assumed). */
  readonly facility?: number;
  /** How grave it is, from 0, an emergency, to 7. */
  readonly severity: number;
  /** When it happened, in Unix milliseconds, within the years 0 to 9999. */
  readonly atMs: number;
  /** How far the panel's clock is ahead of UTC, in minutes, -1439 to 1439. */
  readonly offsetMinutes: number;
  /** The sender's name or address, up to 255 characters. */
  readonly host: string;
  /** The program that speaks, up to 48 characters. */
  readonly app: string;
}

/** A field of the header that is not given. Source: RFC 5424, NILVALUE. */
const NIL = "-";
const MOST_HOST = 255;
const MOST_APP = 48;

/**
 * The message of an event: `EVENT:105:Door opened by exit button`, parts with colons between. An event
 * without a text that is known has the type 0 and its English name as part 2 (assumed).
 *
 * @param event `model` is the object that was read from the event's JSON, whatever its shape; `key` any
 */
export function renderSyslogText(event: { readonly key: string; readonly model: object }): string {
  const { type, parts } = knownText(event) ?? namedText(event.key);
  const last = Math.max(...Object.keys(parts).map(Number));
  const all = Array.from({ length: last - 1 }, (_, at) => parts[at + 2] ?? UNKNOWN_PART);
  return ["EVENT", String(type), ...all].join(":");
}

function knownText({ key, model }: { key: string; model: object }): SyslogText | undefined {
  const fields: JsonObject = isJsonObject(model) ? model : {};
  return isEventKey(key) ? SYSLOG_TEXTS[key]?.(fields) : undefined;
}

function namedText(key: string): SyslogText {
  return { type: 0, parts: { 2: valueOf(renderName("en", key)) } };
}

/**
 * A line without its end: `<PRI>1 TIME HOST APP PID MSGID - EVENT:…`, process and message id not
 * given (assumed), or `<PRI> TIME HOST APP EVENT:…`. TIME is the panel's, as `renderIsoTime` has it.
 * Of host and app stay the printable ASCII characters, for a blank would part them; `-` where none is.
 *
 * @param text a message as `renderSyslogText` makes it
 * @throws RangeError for a time that a `Date` cannot hold
 */
export function renderSyslogLine(header: SyslogHeader, text: string): string {
  const { form, facility = 1, severity, atMs, offsetMinutes } = header;
  const time = renderIsoTime(atMs, offsetMinutes);
  const host = headerField(header.host, MOST_HOST);
  const app = headerField(header.app, MOST_APP);
  const priority = `<${String(facility * 8 + severity)}>`;
  if (form === "versionless") return [priority, time, host, app, text].join(" ");
  return [`${priority}1`, time, host, app, NIL, NIL, NIL, text].join(" ");
}

function headerField(value: string, most: number): string {
  return value.replaceAll(/[^!-~]/g, "").slice(0, most) || NIL;
}
