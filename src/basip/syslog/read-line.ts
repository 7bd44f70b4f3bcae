import { endOfStructuredData } from "./structured-data.ts";
import { readSyslogTime } from "./read-time.ts";

/** The longest line that is read, in bytes without its end. */
export const MAX_LINE_BYTES = 65_536;

/** A line of syslog, as far as it could be read; what it does not say is `undefined`. */
export interface SyslogLine {
  /** How grave it is, from 0, an emergency, to 7. */
  readonly severity: number | undefined;
  /** What of the sender speaks, 0 to 23. */
  readonly facility: number | undefined;
  /** When it happened, in Unix milliseconds; whoever received the line knows a time when it does not. */
  readonly occurredAtMs: number | undefined;
  /** The sender's name or address. */
  readonly host: string | undefined;
  /** The program that speaks. */
  readonly app: string | undefined;
  /** What is said; the whole line where its beginning could not be read. */
  readonly message: string;
}

/** A line, or why it is none. */
export type SyslogReading = SyslogLine | { readonly reason: string };

/** A mark of the byte order is kept by the decoder, and taken off where one may stand. */
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const BOM = "\uFEFF";

const PRIORITY = /^\uFEFF?<(\d{1,3})>/;
const MAX_PRIORITY = 191;

/** What follows the priority, with a version and without; behind it the rest of the line. */
const VERSIONED = /^1 (\S{1,64}) (\S{1,255}) (\S{1,255}) \S{1,255} \S{1,255}(?: |$)/;
const VERSIONLESS = /^ ?(\S{1,64}) (\S{1,255}) (\S{1,255})(?: |$)/;

/** A field that is not given. Source: RFC 5424, NILVALUE. */
const NIL = "-";

/**
 * Reads one line, without its end: `<PRI>1 TIME HOST APP PID MSGID SD MSG` as in RFC 5424, or
 * `<PRI> TIME HOST APP MSG` (observed). A line that begins otherwise is read as a message, with the
 * severity and facility if it names some. Time and memory grow with its length, no faster.
 *
 * @param bytes whatever came
 * @returns a reason only for what is no UTF-8 or over 64 KiB
 */
export function readSyslogLine(bytes: Uint8Array): SyslogReading {
  if (bytes.length > MAX_LINE_BYTES) return { reason: "over 64 KiB" };
  const text = decode(bytes);
  return text === undefined ? { reason: "not UTF-8" } : readText(text);
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

function readText(text: string): SyslogLine {
  const [opening, digits] = PRIORITY.exec(text) ?? [];
  const priority = Number(digits);
  if (opening === undefined || priority > MAX_PRIORITY) {
    return messageAlone(text, undefined, undefined);
  }
  const facility = Math.floor(priority / 8);
  const severity = priority % 8;
  const rest = text.slice(opening.length);
  const fields = readVersioned(rest) ?? readVersionless(rest);
  if (fields === undefined) return messageAlone(text, severity, facility);
  return { severity, facility, ...fields };
}

function messageAlone(
  message: string,
  severity: number | undefined,
  facility: number | undefined,
): SyslogLine {
  return { severity, facility, occurredAtMs: undefined, host: undefined, app: undefined, message };
}

type Fields = Pick<SyslogLine, "occurredAtMs" | "host" | "app" | "message">;

/** Only a line with a version may say that it has no time. */
function readVersioned(rest: string): Fields | undefined {
  const [head, time = "", host, app] = VERSIONED.exec(rest) ?? [];
  if (head === undefined) return undefined;
  const occurredAtMs = readSyslogTime(time);
  if (occurredAtMs === undefined && time !== NIL) return undefined;
  const behind = rest.slice(head.length);
  const message = behind.slice(endOfStructuredData(behind));
  return { occurredAtMs, host: given(host), app: given(app), message: withoutBom(message) };
}

function readVersionless(rest: string): Fields | undefined {
  const [head, time = "", host, app] = VERSIONLESS.exec(rest) ?? [];
  const occurredAtMs = readSyslogTime(time);
  if (head === undefined || occurredAtMs === undefined) return undefined;
  const message = withoutBom(rest.slice(head.length));
  return { occurredAtMs, host: given(host), app: given(app), message };
}

function given(field: string | undefined): string | undefined {
  return field === NIL ? undefined : field;
}

function withoutBom(message: string): string {
  return message.startsWith(BOM) ? message.slice(1) : message;
}
