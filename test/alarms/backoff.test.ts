import assert from "node:assert/strict";
import { test } from "node:test";
import { readRetryAfter, retryDelayMs } from "../../src/alarms/backoff.ts";

test("waits twice as long each time, from a second to five minutes", () => {
  const waits = [1, 2, 3, 9, 10, 1_000].map((tries) => retryDelayMs(tries, undefined, 0));

  assert.deepEqual(waits, [1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
});

test("takes up to a half off, so that not all come at once, and never less than a second", () => {
  assert.deepEqual(
    [1, 4, 50].map((tries) => retryDelayMs(tries, undefined, 1)),
    [1_000, 4_000, 150_000],
  );
});

test("does as it is asked where that is longer, up to an hour", () => {
  assert.deepEqual(
    [500, 90_000, 1e12].map((askedMs) => retryDelayMs(1, askedMs, 0)),
    [1_000, 90_000, 3_600_000],
  );
});

for (const [text, askedMs] of [
  ["120", 120_000],
  ["Thu, 01 Jan 1970 00:01:00 GMT", 59_000],
  ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ["soon", undefined],
  ["-5x", undefined],
  [undefined, undefined],
] as const) {
  test(`reads ${String(text)} as a time to come again`, () => {
    assert.equal(readRetryAfter(text, 1_000), askedMs);
  });
}
