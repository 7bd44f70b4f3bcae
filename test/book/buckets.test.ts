import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { BUCKETS, bucketStart, bucketStarts, MAX_BUCKETS } from "../../src/book/buckets.ts";
import type { Bucket } from "../../src/book/buckets.ts";
import { AppError } from "../../src/event/errors.ts";

const HOUR_MS = 3_600_000;

/** Zones whose clocks do everything that clocks do: Samoa left out a day, St. John's went back at 00:01. */
const ZONES = [
  "UTC",
  "Europe/Kyiv",
  "America/New_York",
  "America/St_Johns",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "Africa/Monrovia",
] as const;

const LONGEST_MS: Readonly<Record<Bucket, number>> = {
  minute: 60_000,
  "5m": 300_000,
  "15m": 900_000,
  hour: HOUR_MS,
  day: 25 * HOUR_MS,
  week: 7 * 24 * HOUR_MS + HOUR_MS,
  month: 31 * 24 * HOUR_MS + HOUR_MS,
};

/** The local time of a moment: what a wall clock of the zone shows. */
function clockOf(atMs: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(atMs)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}

const aTime = fc.record({
  zone: fc.constantFrom(...ZONES),
  bucket: fc.constantFrom(...BUCKETS),
  // where all of these zones have changed their clocks
  fromMs: fc.integer({ min: 0, max: Date.UTC(2040, 0, 1) }),
  length: fc.double({ min: 0, max: 40, noNaN: true }),
});

test("the buckets of a stretch of time begin one after the other and reach over all of it", () => {
  fc.assert(
    fc.property(aTime, ({ zone, bucket, fromMs, length }) => {
      const toMs = fromMs + Math.floor(length * LONGEST_MS[bucket]);

      const starts = bucketStarts(bucket, { fromMs, toMs, zone });

      assert.ok(starts.length > 0);
      assert.ok(starts[0]! <= fromMs);
      assert.ok(starts.length === 1 || starts[1]! > fromMs);
      assert.ok(starts.at(-1)! <= toMs);
      for (const [i, start] of starts.entries()) {
        const next = starts[i + 1] ?? toMs + 1;
        assert.ok(next > start, `${start} before ${next}`);
        // St. John's and Samoa have put theirs back by more
        assert.ok(next - start <= LONGEST_MS[bucket] + 25 * HOUR_MS * Number(bucket === "day"));
      }
    }),
    { numRuns: 300 },
  );
});

test("a bucket is the same from whatever moment in it one looks", () => {
  fc.assert(
    fc.property(aTime, ({ zone, bucket, fromMs, length }) => {
      const toMs = fromMs + Math.floor(length * LONGEST_MS[bucket]);
      const starts = bucketStarts(bucket, { fromMs, toMs, zone });

      for (const start of starts) assert.equal(bucketStart(bucket, start, zone), start);
      assert.equal(bucketStart(bucket, toMs, zone), starts.at(-1));
    }),
    { numRuns: 100 },
  );
});

for (const [zone, bucket, from, to, clocks] of [
  // clocks are put forward at 03:00 to 04:00, and back at 04:00 to 03:00
  [
    "Europe/Kyiv",
    "hour",
    "2026-03-29T02:10+02:00",
    "2026-03-29T05:10+03:00",
    ["2026-03-29T02:00", "2026-03-29T04:00", "2026-03-29T05:00"],
  ],
  [
    "Europe/Kyiv",
    "hour",
    "2026-10-25T02:10+03:00",
    "2026-10-25T04:10+02:00",
    ["2026-10-25T02:00", "2026-10-25T03:00", "2026-10-25T03:00", "2026-10-25T04:00"],
  ],
  // by half an hour, at 02:00
  [
    "Australia/Lord_Howe",
    "hour",
    "2026-10-04T01:30+10:30",
    "2026-10-04T03:30+11:00",
    ["2026-10-04T01:00", "2026-10-04T02:30", "2026-10-04T03:00"],
  ],
  [
    "Europe/Kyiv",
    "day",
    "2026-03-28T12:00+02:00",
    "2026-03-30T12:00+03:00",
    ["2026-03-28T00:00", "2026-03-29T00:00", "2026-03-30T00:00"],
  ],
  // the 30th of December was left out
  [
    "Pacific/Apia",
    "day",
    "2011-12-29T12:00-10:00",
    "2011-12-31T12:00+14:00",
    ["2011-12-29T00:00", "2011-12-31T00:00"],
  ],
  [
    "UTC",
    "week",
    "2026-01-01T00:00Z",
    "2026-01-05T00:00Z",
    ["2025-12-29T00:00", "2026-01-05T00:00"],
  ],
  [
    "Europe/Kyiv",
    "month",
    "2026-02-28T23:59+02:00",
    "2026-03-01T00:00+02:00",
    ["2026-02-01T00:00", "2026-03-01T00:00"],
  ],
  [
    "Asia/Kathmandu",
    "15m",
    "2026-01-01T00:14+05:45",
    "2026-01-01T00:31+05:45",
    ["2026-01-01T00:00", "2026-01-01T00:15", "2026-01-01T00:30"],
  ],
] as const) {
  test(`in ${zone} a ${bucket} from ${from} on begins when clocks show it`, () => {
    const time = { fromMs: Date.parse(from), toMs: Date.parse(to), zone };

    const starts = bucketStarts(bucket, time);

    assert.deepEqual(
      starts.map((start) => clockOf(start, zone)),
      clocks,
    );
  });
}

test("a day has 23 hours when clocks are put forward, and 25 when they are put back", () => {
  const zone = "Europe/Kyiv";
  const lengthOf = (day: string) => {
    const fromMs = Date.parse(`${day}T10:00Z`);
    const [start = 0, end = 0] = bucketStarts("day", { fromMs, toMs: fromMs + 24 * HOUR_MS, zone });
    return (end - start) / HOUR_MS;
  };

  assert.deepEqual(
    [lengthOf("2026-03-29"), lengthOf("2026-10-25"), lengthOf("2026-06-01")],
    [23, 25, 24],
  );
});

for (const [bucket, days, larger] of [
  ["minute", 4, "5m"],
  ["minute", 100, "hour"],
  ["hour", 4_000, "day"],
  ["day", 9_000, "week"],
] as const) {
  test(`refuses more than ${MAX_BUCKETS} of a ${bucket} in ${days} days and names ${larger}`, () => {
    const time = { fromMs: 0, toMs: days * 24 * HOUR_MS, zone: "UTC" };

    assert.throws(
      () => bucketStarts(bucket, time),
      (error) => error instanceof AppError && error.message.includes(`bucket=${larger},`),
    );
  });
}

test("has no bucket to name for what is too long for every one", () => {
  const time = { fromMs: 0, toMs: 253_402_300_799_999, zone: "UTC" };

  assert.throws(() => bucketStarts("month", time), /ask for a shorter time/);
});
