import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MAX_LINE_BYTES, readSyslogLine } from "../../../src/basip/syslog/read-line.ts";
import { renderSyslogLine, SYSLOG_FORMS } from "../../../src/basip/syslog/render-line.ts";
import { readSyslogTime } from "../../../src/basip/syslog/read-time.ts";

const AT_MS = Date.UTC(2025, 5, 15, 9);
const read = (text: string) => readSyslogLine(new TextEncoder().encode(text));

const KNOWN = { severity: 6, facility: 1, occurredAtMs: AT_MS, host: "front-door", app: "panel" };
const WHOLE = { occurredAtMs: undefined, host: undefined, app: undefined };

for (const [what, line, message] of [
  ["without a version", "<14> 2025-06-15T12:00:00+03:00 front-door panel EVENT:1:2", "EVENT:1:2"],
  ["as in RFC 5424", "<14>1 2025-06-15T09:00:00.000Z front-door panel 7 id - EVENT: a", "EVENT: a"],
  [
    "with structured data",
    String.raw`<14>1 2025-06-15T09:00:00Z front-door panel - - [a@1 b="] \" \]"][c] EVENT:x`,
    "EVENT:x",
  ],
  [
    "with a mark of the byte order",
    "<14>1 2025-06-15T09:00:00Z front-door panel - - - \uFEFFдом",
    "дом",
  ],
  ["without a message", "<14>1 2025-06-15T09:00:00Z front-door panel - - -", ""],
  [
    "where structured data should be",
    "<14>1 2025-06-15T09:00:00Z front-door panel - - EVENT",
    "EVENT",
  ],
  ["of broken structured data", '<14>1 2025-06-15T09:00:00Z front-door panel - - [a b="', '[a b="'],
  ["with commas and blanks", "<14> 2025-06-15T09:00:00Z front-door panel  a, b ", " a, b "],
] as const) {
  test(`reads a line ${what}`, () => {
    assert.deepEqual(read(line), { ...KNOWN, message });
  });
}

test("takes a dash for a host and a program that are not named, and for no time", () => {
  assert.deepEqual(read("<0>1 - - - - - - all is lost"), {
    ...WHOLE,
    severity: 0,
    facility: 0,
    message: "all is lost",
  });
});

for (const line of [
  "<14> Jun 15 12:00:00 front-door panel: EVENT",
  "<14> 2025-02-30T12:00:00Z front-door panel EVENT",
  "<14> - front-door panel EVENT",
  "<14>1 yesterday front-door panel - - - EVENT",
  "<14>",
]) {
  test(`keeps ${line} whole, with its severity`, () => {
    assert.deepEqual(read(line), { ...WHOLE, severity: 6, facility: 1, message: line });
  });
}

for (const line of [
  "hello",
  "<192> 2025-06-15T09:00:00Z a b c",
  "<>",
  '{"event":1}',
  " <14>",
  "\0",
]) {
  test(`keeps ${JSON.stringify(line)} whole, without anything else`, () => {
    const nothing = { severity: undefined, facility: undefined };
    assert.deepEqual(read(line), { ...WHOLE, ...nothing, message: line });
  });
}

test("refuses what is no UTF-8, and half a character at the end", () => {
  assert.deepEqual(readSyslogLine(Uint8Array.of(0x3c, 0xff)), { reason: "not UTF-8" });
  assert.deepEqual(readSyslogLine(Uint8Array.of(0x61, 0xd0)), { reason: "not UTF-8" });
});

test("refuses a line of more than 64 KiB", () => {
  assert.deepEqual(readSyslogLine(new Uint8Array(MAX_LINE_BYTES + 1)), { reason: "over 64 KiB" });
  assert.ok("message" in readSyslogLine(new Uint8Array(MAX_LINE_BYTES)));
});

for (const [text, atMs] of [
  ["1970-01-01T00:00:00Z", 0],
  ["1970-01-01T00:00:00.9999Z", 999],
  ["1970-01-01T00:00:00.5Z", 500],
  ["1969-12-31T22:30:00-01:30", 0],
  ["9999-12-31T23:59:59.999Z", 253_402_300_799_999],
  ["2024-02-29T00:00:00z", Date.UTC(2024, 1, 29)],
  ["1969-12-31T23:59:59Z", undefined],
  ["9999-12-31T23:59:59-00:01", undefined],
  ["0070-01-02T00:00:00Z", undefined],
  ["2025-02-29T00:00:00Z", undefined],
  ["2025-00-10T00:00:00Z", undefined],
  ["2025-13-10T00:00:00Z", undefined],
  ["2025-01-10T24:00:00Z", undefined],
  ["2025-01-10T00:00:00", undefined],
  ["2025-01-10T00:00:00+24:00", undefined],
  ["", undefined],
] as const) {
  test(`takes the time ${text} for ${String(atMs)}`, () => {
    assert.equal(readSyslogTime(text), atMs);
  });
}

test("reads every line as it was rendered", () => {
  const word = (maxLength: number) =>
    fc.stringMatching(/^[!-,.-~][!-~]*$/, { maxLength }).filter((text) => text.length <= maxLength);
  const header = fc.record({
    form: fc.constantFrom(...SYSLOG_FORMS),
    facility: fc.nat({ max: 23 }),
    severity: fc.nat({ max: 7 }),
    atMs: fc.integer({ min: 0, max: 253_402_214_400_000 }),
    offsetMinutes: fc.integer({ min: -1_439, max: 1_439 }),
    host: word(30),
    app: word(30),
  });
  const message = fc.string({ unit: "grapheme" }).filter((text) => !text.startsWith("\uFEFF"));
  fc.assert(
    fc.property(header, message, (header, message) => {
      // the year 10000 on the panel's own clock has no four digits
      fc.pre(header.atMs + header.offsetMinutes * 60_000 >= 0);

      const line = read(renderSyslogLine(header, message));

      const { severity, facility, atMs: occurredAtMs, host, app } = header;
      assert.deepEqual(line, { severity, facility, occurredAtMs, host, app, message });
    }),
  );
});

test("reads any bytes, and keeps every text to the letter", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const line = read(text);

      assert.ok("message" in line && text.endsWith(line.message));
    }),
  );
});

test("reads 64 KiB of structured data in no more than a pass or two", () => {
  const begun = "<14>1 2025-06-15T09:00:00Z a b - - ";
  for (const hostile of [
    `[a b="${"\\".repeat(60_000)}`,
    "[a]".repeat(20_000),
    `[a${' b=""'.repeat(12_000)}`,
  ]) {
    const line = read(begun + hostile);

    assert.ok("message" in line);
  }
});
