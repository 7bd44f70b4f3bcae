import assert from "node:assert/strict";
import { test } from "node:test";
import { LOCALES } from "../../src/basip/texts/locales.ts";
import { EVENT_CATALOG, EVENT_KEYS } from "../../src/event/catalog.ts";
import { openBook } from "../support/book.ts";

const AT_MS = Date.UTC(2026, 0, 15);

test("no event id: each event has a place in the log that never changes, and a reader goes on behind it", async () => {
  await using book = await openBook();
  const { log } = book.app.stores;
  const alike = { created_at: AT_MS, code: "tamper_event" };
  await book.push("AA-1", [alike, alike, { ...alike, created_at: AT_MS + 1 }]);
  const first = await log.after(0, 2);

  // it comes again, with one that is older than all
  await book.push("AA-1", [alike, alike, { ...alike, created_at: AT_MS + 1 }]);
  await book.push("AA-2", [{ created_at: AT_MS - 86_400_000, code: "device_booted" }]);
  const next = await log.after(first.at(-1)?.seq ?? 0, 10);

  assert.deepEqual(
    [...first, ...next].map(({ seq, panel, occurredAtMs }) => [seq, panel, occurredAtMs - AT_MS]),
    [
      [1, "AA-1", 0],
      [2, "AA-1", 0],
      [3, "AA-1", 1],
      [4, "AA-2", -86_400_000],
    ],
  );
  assert.deepEqual(await log.after(0, 2), first);
});

test("English sentences parsed with regular expressions: key, category, priority and model are the same in every language", async () => {
  await using book = await openBook();
  const events = EVENT_KEYS.map((code, nth) => {
    const { category, priority } = EVENT_CATALOG[code];
    const info = { nth, owner: 'Иван, "der" Große: 7', number: "0042", lock: 1 };
    return { created_at: AT_MS + nth, code, category, priority, info };
  });
  await book.push("AA-1", events);

  for (const locale of LOCALES) {
    const shown = await book.shown("AA-1", `locale=${locale}`);

    assert.deepEqual(
      shown.map(({ timestamp, name, category, priority, info }) => {
        const said = { created_at: timestamp, code: name.key, category, priority };
        return { ...said, info: info.model };
      }),
      events,
    );
    assert.ok(shown.every(({ name }) => name.text !== ""));
  }
});

test("English sentences parsed with regular expressions: a key that nobody knows is given as it came, with its model", async () => {
  await using book = await openBook();
  const info = { drone: { battery: 7 }, wings: [1, 2] };
  await book.push("AA-1", [{ created_at: AT_MS, code: "drone_landed", info }]);

  for (const locale of LOCALES) {
    const [shown] = await book.shown("AA-1", `locale=${locale}`);

    assert.deepEqual([shown?.name.key, shown?.info.model], ["drone_landed", info]);
  }
});
