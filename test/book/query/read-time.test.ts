import assert from "node:assert/strict";
import { test } from "node:test";

import { readTime } from "../../../src/book/query/read-time.ts";

/** 14:00 in Kyiv, a Wednesday. */
const CLOCK = { nowMs: Date.parse("2026-11-25T12:00:00Z"), zone: "Europe/Kyiv" };

const END = Number.MAX_SAFE_INTEGER;

for (const [text, first, last] of [
  ["today", "2026-11-24T22:00:00.000Z", "2026-11-25T21:59:59.999Z"],
  ["yesterday", "2026-11-23T22:00:00.000Z", "2026-11-24T21:59:59.999Z"],
  ["now", "2026-11-25T12:00:00.000Z", "2026-11-25T12:00:00.000Z"],
  ["2026-11-01", "2026-10-31T22:00:00.000Z", "2026-11-01T21:59:59.999Z"],
  ["2026-11-01T08:00", "2026-11-01T06:00:00.000Z", "2026-11-01T06:00:59.999Z"],
  ["2026-11-01 08:00", "2026-11-01T06:00:00.000Z", "2026-11-01T06:00:59.999Z"],
  ["2026-11-01T08:00:05", "2026-11-01T06:00:05.000Z", "2026-11-01T06:00:05.999Z"],
  ["2026-11-01T08:00:05.5", "2026-11-01T06:00:05.500Z", "2026-11-01T06:00:05.599Z"],
  ["2026-11-01T08:00:05.123456", "2026-11-01T06:00:05.123Z", "2026-11-01T06:00:05.123Z"],
  ["2026-11-01T08:00Z", "2026-11-01T08:00:00.000Z", "2026-11-01T08:00:59.999Z"],
  ["2026-11-01T08:00-05:30", "2026-11-01T13:30:00.000Z", "2026-11-01T13:30:59.999Z"],
  ["1711919100000", "2024-03-31T21:05:00.000Z", "2024-03-31T21:05:00.000Z"],
  ["1711919100", "2024-03-31T21:05:00.000Z", "2024-03-31T21:05:00.999Z"],
  ["2026-11-01..2026-11-07", "2026-10-31T22:00:00.000Z", "2026-11-07T21:59:59.999Z"],
  ["2026-11-01T08:00..2026-11-01T12:00", "2026-11-01T06:00:00.000Z", "2026-11-01T10:00:59.999Z"],
  ["yesterday..now", "2026-11-23T22:00:00.000Z", "2026-11-25T12:00:00.000Z"],
  ["1711919100000..1711919100001", "2024-03-31T21:05:00.000Z", "2024-03-31T21:05:00.001Z"],
  ["..2026-11-07", "1970-01-01T00:00:00.000Z", "2026-11-07T21:59:59.999Z"],
  // clocks go forward at 03:00: a day of 23 hours, without 03:30
  ["2026-03-29", "2026-03-28T22:00:00.000Z", "2026-03-29T20:59:59.999Z"],
  ["2026-03-29T03:30", "2026-03-29T01:30:00.000Z", "2026-03-29T01:30:59.999Z"],
  // clocks go back at 04:00: a day of 25 hours, with 03:30 twice
  ["2026-10-25", "2026-10-24T21:00:00.000Z", "2026-10-25T21:59:59.999Z"],
  ["2026-10-25T03:30", "2026-10-25T00:30:00.000Z", "2026-10-25T01:30:59.999Z"],
  ["2026-10-25T03:30+03:00", "2026-10-25T00:30:00.000Z", "2026-10-25T00:30:59.999Z"],
] as const) {
  test(`reads ${text} as ${first} to ${last}`, () => {
    const { firstMs, lastMs } = readTime(text, 0, CLOCK);

    assert.deepEqual([firstMs, lastMs].map(isoOf), [first, last]);
  });
}

for (const [text, first] of [
  ["last 90s", "2026-11-25T11:58:30.000Z"],
  ["last 15m", "2026-11-25T11:45:00.000Z"],
  ["last 15min", "2026-11-25T11:45:00.000Z"],
  ["last 24h", "2026-11-24T12:00:00.000Z"],
  ["last hour", "2026-11-25T11:00:00.000Z"],
  ["last 7d", "2026-11-18T12:00:00.000Z"],
  // at 14:00 as well, when clocks were an hour ahead of today's
  ["last 60d", "2026-09-26T11:00:00.000Z"],
  ["last 2w", "2026-11-11T12:00:00.000Z"],
  ["last 3mo", "2026-08-25T11:00:00.000Z"],
  ["last year", "2025-11-25T12:00:00.000Z"],
  ["last 99999y", "1970-01-01T00:00:00.000Z"],
  ["2026-11-01..", "2026-10-31T22:00:00.000Z"],
] as const) {
  test(`reads ${text} as from ${first} on`, () => {
    const { firstMs, lastMs } = readTime(text, 0, CLOCK);

    assert.deepEqual([isoOf(firstMs), lastMs], [first, END]);
  });
}

test("reads times before 1970 as of no event", () => {
  const { firstMs, lastMs } = readTime("1960-01-01", 0, CLOCK);

  assert.deepEqual([firstMs, lastMs], [0, -1]);
});

const NO_TIME =
  "Expected a time as 2026-11-01, 2026-11-01T08:00, milliseconds, today, yesterday, now or last 24h, not ";

for (const [text, message] of [
  ["", `${NO_TIME}''`],
  ["soon", `${NO_TIME}'soon'`],
  ["-5", `${NO_TIME}'-5'`],
  ["2026-02-30", `${NO_TIME}'2026-02-30'`],
  ["2026-11-01T25:00", `${NO_TIME}'2026-11-01T25:00'`],
  ["2026-11-01T08", `${NO_TIME}'2026-11-01T08'`],
  ["2026-11-01T08:00+99:00", `${NO_TIME}'2026-11-01T08:00+99:00'`],
  ["2026-11-01Z", `${NO_TIME}'2026-11-01Z'`],
  ["last 24", `${NO_TIME}'last 24'`],
  ["last 5 days", `${NO_TIME}'last 5 days'`],
  ["last 123456d", `${NO_TIME}'last 123456d'`],
  ["last 2constructor", `${NO_TIME}'last 2constructor'`],
  ["..", `${NO_TIME}'..'`],
  ["2026-11-01..2026-11-02..2026-11-03", `${NO_TIME}'2026-11-01..2026-11-02..2026-11-03'`],
  ["2026-11-01..2026-11-99", `${NO_TIME}'2026-11-99'`],
  ["x".repeat(80), `${NO_TIME}'${"x".repeat(60)}…'`],
  [`x${"😀".repeat(40)}`, `${NO_TIME}'x${"😀".repeat(29)}…'`],
  [
    "2026-11-07..2026-11-01",
    "Expected a range that ends after it begins, not '2026-11-07..2026-11-01'",
  ],
] as const) {
  test(`does not take ${JSON.stringify(text)} for a time`, () => {
    assert.throws(() => readTime(text, 7, CLOCK), { name: "QueryError", message, position: 7 });
  });
}

function isoOf(atMs: number): string {
  return new Date(atMs).toISOString();
}
