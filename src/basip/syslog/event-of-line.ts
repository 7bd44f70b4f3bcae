import type { PanelEvent } from "../../event/event.ts";
import type { SyslogLine } from "./read-line.ts";
import { readSyslogMessage } from "./read-message.ts";

/**
 * The event that a line tells of. Category and priority are unsaid. `extra` holds what else the line
 * says: its message as `text`, `host`, `app` and `severity`, and `"timeless":true` when it named no time.
 *
 * @param receivedAtMs when it reached us, Unix milliseconds: the time of a line that has none
 */
export function eventOfLine(line: SyslogLine, receivedAtMs: number): PanelEvent {
  const { occurredAtMs, message: text, host, app, severity } = line;
  const { key, model } = readSyslogMessage(text);
  const timeless = occurredAtMs === undefined ? true : undefined;
  return {
    occurredAtMs: occurredAtMs ?? receivedAtMs,
    key,
    category: undefined,
    priority: undefined,
    model: JSON.stringify(model),
    extra: JSON.stringify({ text, host, app, severity, timeless }),
    source: "syslog",
  };
}
