import assert from "node:assert/strict";
import { test } from "node:test";
import { renderIsoTime } from "../../src/basip/iso-time.ts";

for (const [offsetMinutes, text] of [
  [0, "2025-06-15T09:05:07.008Z"],
  [180, "2025-06-15T12:05:07.008+03:00"],
  [-570, "2025-06-14T23:35:07.008-09:30"],
  [-30, "2025-06-15T08:35:07.008-00:30"],
] as const) {
  test(`writes ${text} on a clock ${String(offsetMinutes)} minutes ahead`, () => {
    assert.equal(renderIsoTime(Date.UTC(2025, 5, 15, 9, 5, 7, 8), offsetMinutes), text);
  });
}

test("writes a moment that reads back as the same on any clock", () => {
  const atMs = Date.UTC(2024, 1, 29, 23, 59, 59, 999);

  for (let offsetMinutes = -1_439; offsetMinutes < 1_440; offsetMinutes += 1) {
    assert.equal(Date.parse(renderIsoTime(atMs, offsetMinutes)), atMs);
  }
});
