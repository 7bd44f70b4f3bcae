import assert from "node:assert/strict";
import { test } from "node:test";
import { renderSyslogLine, type SyslogHeader } from "../../../src/basip/syslog/render-line.ts";

const HEADER: SyslogHeader = {
  form: "rfc5424",
  severity: 6,
  atMs: Date.UTC(2025, 5, 15, 9, 5, 7, 8),
  offsetMinutes: 0,
  host: "panel-1",
  app: "basip",
};

const line = (header: Partial<SyslogHeader>) => renderSyslogLine({ ...HEADER, ...header }, "TEXT");

test("begins with the fields of RFC 5424, those that are not known left out", () => {
  assert.equal(line({}), "<14>1 2025-06-15T09:05:07.008Z panel-1 basip - - - TEXT");
});

test("begins without the version when that is asked for", () => {
  assert.equal(
    line({ form: "versionless", offsetMinutes: -570 }),
    "<14> 2025-06-14T23:35:07.008-09:30 panel-1 basip TEXT",
  );
});

test("counts the facility into the first number", () => {
  assert.ok(line({ facility: 16, severity: 4 }).startsWith("<132>1 "));
  assert.ok(line({ facility: 0, severity: 0, form: "versionless" }).startsWith("<0> "));
});

test("keeps host and app to printable characters without blanks, as long as they may be", () => {
  const fields = (header: Partial<SyslogHeader>) => line(header).split(" ").slice(2, 4);

  assert.deepEqual(fields({ host: "front door\n", app: "é" }), ["frontdoor", "-"]);
  assert.deepEqual(fields({ host: "fe80::1", app: "" }), ["fe80::1", "-"]);
  assert.deepEqual(fields({ host: "h".repeat(300), app: "a".repeat(300) }), [
    "h".repeat(255),
    "a".repeat(48),
  ]);
});
