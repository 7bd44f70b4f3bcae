import assert from "node:assert/strict";

/** A line of syslog, as a receiver reads it that knows RFC 5424 and what panels make of it. */
export interface SyslogLine {
  /** As in RFC 5424: with version, process and message id. */
  readonly hasVersion: boolean;
  readonly facility: number;
  readonly severity: number;
  /** As it stands in the line. */
  readonly time: string;
  readonly host: string;
  readonly app: string;
  /** The process and the message id; none without version. */
  readonly ids: readonly string[];
  readonly message: string;
}

const LINE =
  /^<(?<priority>0|[1-9]\d{0,2})>(?<version>1)? (?<time>\S+) (?<host>[!-~]{1,255}) (?<app>[!-~]{1,48}) (?<ids>[!-~]+ [!-~]+ - )?(?<message>EVENT.*)$/;

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)$/;

/** Reads a line of either form; fails on any other. */
export function parseLine(line: string): SyslogLine {
  const groups = LINE.exec(line)?.groups;
  assert.ok(groups !== undefined, line);
  const { priority, version, time = "", host = "", app = "", ids, message = "" } = groups;
  assert.equal(version === undefined, ids === undefined, line);
  assert.match(time, TIME);
  const number = Number(priority);
  assert.ok(number < 192);
  return {
    hasVersion: version !== undefined,
    facility: Math.floor(number / 8),
    severity: number % 8,
    time,
    host,
    app,
    ids: ids?.trim().split(" ").slice(0, 2) ?? [],
    message,
  };
}

/** The parts of a message: what stands between commas and colons, trimmed. */
export function partsOf(message: string): string[] {
  return message.split(/[,:]/).map((part) => part.trim());
}
