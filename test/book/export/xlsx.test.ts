import assert from "node:assert/strict";
import { test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { xlsxPieces } from "../../../src/book/export/xlsx.ts";
import type { SheetBounds } from "../../../src/book/export/xlsx.ts";
import type { StoredEvent } from "../../../src/event/event.ts";
import { DAY_MS, event } from "../../support/events.ts";

const FLEET = { profile: () => undefined, owner: () => undefined, ownerCount: 0 };
const SHAPE = {
  columns: ["panel", "model"],
  locale: "en",
  zone: "Europe/Kyiv",
  hasMark: false,
  hasHead: true,
} as const;

const stored = (seq: number, changes: Partial<StoredEvent> = {}): StoredEvent => ({
  ...event(),
  seq,
  panel: "P1",
  receivedAtMs: DAY_MS,
  ...changes,
});

/** The parts of a workbook with events, by path. */
async function workbook(
  events: readonly StoredEvent[],
  bounds?: SheetBounds,
): Promise<Record<string, string>> {
  async function* batches() {
    yield* [events];
  }
  const pieces = await Array.fromAsync(xlsxPieces(batches(), SHAPE, FLEET, bounds));
  const parts = Object.entries(unzipSync(Buffer.concat(pieces)));
  return Object.fromEntries(parts.map(([path, bytes]) => [path, strFromU8(bytes)]));
}

/** The cells of a sheet's rows, as they are written. */
function cellsOf(sheet = ""): string[][] {
  return sheet
    .split("<row>")
    .slice(1)
    .map((row) => row.split("<c").slice(1));
}

/** A text as a spreadsheet reads it. */
function textOf(cell = ""): string {
  return (/<t xml:space="preserve">([^]*?)<\/t>/.exec(cell)?.[1] ?? "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

test("writes every event into a row, times by the zone's calendar", async () => {
  const parts = await workbook([stored(1), stored(2, { occurredAtMs: 1_767_225_600_123 })]);

  const rows = cellsOf(parts["xl/worksheets/sheet1.xml"]);
  assert.deepEqual(rows[0]?.map(textOf), [
    "seq",
    "occurredAt",
    "receivedAt",
    "offset",
    "panel",
    "model",
  ]);
  assert.equal(rows.length, 3);
  // 2026-01-01 02:00:00.123 of a calendar whose day 25569 is 1970-01-01
  assert.equal(rows[2]?.[1], ' s="1"><v>46023.083334757</v></c>');
});

test("keeps texts texts: of no cell a formula is made, whatever it begins with", async () => {
  const texts = [
    "=CMD()",
    "+1",
    "<a>&amp;</a>",
    " \t\n",
    "_x0041_",
    "\u0000\u001F\uD800\uFFFF",
    "🚪",
  ];

  const parts = await workbook(texts.map((panel, i) => stored(i + 1, { panel })));

  const sheet = parts["xl/worksheets/sheet1.xml"] ?? "";
  assert.deepEqual(
    cellsOf(sheet)
      .slice(1)
      .map((row) => textOf(row[4])),
    texts,
  );
  assert.ok(!sheet.includes("<f"));
});

test("cuts a text that no cell holds, and says how long it was", async () => {
  const model = `"${"🚪".repeat(20_000)}"`;

  const parts = await workbook([stored(1, { model })]);

  const text = textOf(cellsOf(parts["xl/worksheets/sheet1.xml"])[1]?.[5]);
  assert.ok(text.length <= 32_767 && text.length > 32_700, String(text.length));
  assert.ok(text.endsWith(" … [40002 characters in all]") && text.isWellFormed());
});

test("begins a further sheet where one is full, with a header of its own", async () => {
  const events = Array.from({ length: 5 }, (_, i) => stored(i + 1));

  const parts = await workbook(events, { rows: 3, characters: 1e9 });

  const sheets = [1, 2, 3].map((nth) => cellsOf(parts[`xl/worksheets/sheet${nth}.xml`]).length);
  assert.deepEqual(sheets, [3, 3, 2]);
  assert.equal(parts["xl/workbook.xml"]?.match(/<sheet /g)?.length, 3);
});

test("lets go of its events when nobody reads on", async () => {
  let isReleased = false;
  async function* endless() {
    try {
      for (let seq = 1; ; seq += 100) {
        yield Array.from({ length: 100 }, (_, i) => stored(seq + i));
      }
    } finally {
      isReleased = true;
    }
  }
  const pieces = xlsxPieces(endless(), SHAPE, FLEET);
  await pieces.next();

  await pieces.return();
  await new Promise(setImmediate);

  assert.equal(isReleased, true);
});
