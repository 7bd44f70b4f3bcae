import assert from "node:assert/strict";
import { test } from "node:test";
import { renderSyslogLine, renderSyslogText } from "../../src/basip/syslog/render-line.ts";
import { parseLine, partsOf } from "./syslog-parser.ts";

const AT_MS = Date.UTC(2025, 11, 31, 22, 30, 1, 250);
const TEXT = renderSyslogText({ key: "lock_was_opened_by_exit_btn", model: {} });
const HEADER = {
  form: "rfc5424",
  severity: 6,
  atMs: AT_MS,
  offsetMinutes: 0,
  host: "front-door",
  app: "panel",
} as const;

test("§5.3.1 writes a line with the fields of RFC 5424", () => {
  const line = renderSyslogLine(HEADER, TEXT);

  assert.equal(
    line,
    "<14>1 2025-12-31T22:30:01.250Z front-door panel - - - EVENT:105:Door opened by exit button",
  );
  const { hasVersion, host, app, ids, message } = parseLine(line);
  assert.deepEqual(
    { hasVersion, host, app },
    { hasVersion: true, host: "front-door", app: "panel" },
  );
  assert.deepEqual(ids, ["-", "-"]);
  assert.equal(message, TEXT);
});

test("§5.3.2 writes a line without a version", () => {
  const line = renderSyslogLine({ ...HEADER, form: "versionless" }, TEXT);

  assert.equal(
    line,
    "<14> 2025-12-31T22:30:01.250Z front-door panel EVENT:105:Door opened by exit button",
  );
  const { hasVersion, host, app, message } = parseLine(line);
  assert.deepEqual(
    { hasVersion, host, app },
    { hasVersion: false, host: "front-door", app: "panel" },
  );
  assert.equal(message, TEXT);
});

for (const [offsetMinutes, time] of [
  [0, "2025-12-31T22:30:01.250Z"],
  [120, "2026-01-01T00:30:01.250+02:00"],
  [-210, "2025-12-31T19:00:01.250-03:30"],
] as const) {
  for (const form of ["rfc5424", "versionless"] as const) {
    test(`§5.3.3 tells the time ${time} in the form ${form}`, () => {
      const line = parseLine(renderSyslogLine({ ...HEADER, form, offsetMinutes }, TEXT));

      assert.equal(line.time, time);
      assert.equal(Date.parse(line.time), AT_MS);
    });
  }
}

test("§5.3.4 puts facility and severity into one number", () => {
  for (let severity = 0; severity < 8; severity += 1) {
    const own = parseLine(renderSyslogLine({ ...HEADER, severity }, TEXT));
    assert.deepEqual([own.facility, own.severity], [1, severity]);

    for (const facility of [0, 16, 23]) {
      const line = parseLine(renderSyslogLine({ ...HEADER, severity, facility }, TEXT));
      assert.deepEqual([line.facility, line.severity], [facility, severity]);
    }
  }
});

test("§5.3.5 differs between panels in its host alone", () => {
  const hosts = ["10.0.0.7", "fe80::7", "Front door"];

  const lines = hosts.map((host) => parseLine(renderSyslogLine({ ...HEADER, host }, TEXT)));

  assert.deepEqual(
    lines.map(({ host }) => host),
    ["10.0.0.7", "fe80::7", "Frontdoor"],
  );
  const others = lines.map((line) => JSON.stringify({ ...line, host: "" }));
  assert.equal(new Set(others).size, 1);
});

test("§5.3.6 begins a message with EVENT and a type", () => {
  for (const key of ["tamper_event", "access_granted_by_master_code", "a key of another panel"]) {
    const [first, type] = partsOf(renderSyslogText({ key, model: {} }));

    assert.equal(first, "EVENT");
    assert.match(type ?? "", /^(?:0|[1-9]\d*)$/);
  }
});

test("§5.3.7 takes commas, colons and line breaks out of values", () => {
  const cases = [
    ["access_granted_by_master_code", { code: "1:2,3\n4" }, 5, 2, "123 4"],
    ["access_granted_by_valid_identifier", { type: "card", number: ":00,A1" }, 7, 4, "00A1"],
    ["access_granted_by_call_host", { host: "a,b@c,d" }, 6, 4, "ab@cd"],
    ["door:was, kicked\r\n", {}, 3, 2, "Doorwas kicked"],
  ] as const;

  for (const [key, model, count, at, value] of cases) {
    const text = renderSyslogText({ key, model });
    const parts = partsOf(text);

    assert.doesNotMatch(text, /[\r\n]/);
    assert.equal(parts.length, count, text);
    assert.equal(parts[at], value);
  }
});
