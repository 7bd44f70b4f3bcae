import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ZonedTimes } from "../../../src/book/export/zoned-time.ts";
import { MAX_OCCURRED_AT_MS } from "../../../src/event/event.ts";

const ZONES = ["UTC", "Europe/Kyiv", "America/St_Johns", "Africa/Monrovia", "Pacific/Apia"];

test("tells every moment so that it is read back to the ms, in any zone", () => {
  const moments = fc.array(
    fc.oneof(
      fc.integer({ min: 0, max: 253_402_200_000_000 }),
      fc.integer({ min: 0, max: 90_000_000_000 }),
      fc.integer({ min: 1_761_400_000_000, max: 1_761_500_000_000 }),
    ),
  );

  fc.assert(
    fc.property(fc.constantFrom(...ZONES), moments, (zone, all) => {
      const times = new ZonedTimes(zone);
      for (const atMs of all) {
        const { iso, offset } = times.at(atMs);
        const back = Temporal.Instant.from(iso).epochMilliseconds;
        const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
        assert.equal(back, atMs);
        assert.equal(
          iso.slice(0, 23),
          local.toPlainDateTime().toString({ smallestUnit: "millisecond" }),
        );
        assert.equal(offset, times.offsetAt(atMs));
      }
    }),
  );
});

for (const [atMs, zone, iso, offset] of [
  [0, "UTC", "1970-01-01T00:00:00.000+00:00", "UTC+00:00"],
  [0, "Africa/Monrovia", "1969-12-31T23:15:30.000-00:44:30", "UTC-00:44:30"],
  [1_761_440_400_000 - 1, "Europe/Kyiv", "2025-10-26T03:59:59.999+03:00", "UTC+03:00"],
  [1_761_440_400_000, "Europe/Kyiv", "2025-10-26T03:00:00.000+02:00", "UTC+02:00"],
  [MAX_OCCURRED_AT_MS, "Asia/Tokyo", "+010000-01-01T08:59:59.999+09:00", "UTC+09:00"],
] as const) {
  test(`tells ${atMs} in ${zone} as ${iso}`, () => {
    const told = new ZonedTimes(zone).at(atMs);

    assert.deepEqual([told.iso, told.offset], [iso, offset]);
  });
}
