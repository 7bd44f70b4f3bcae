import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CsvRows } from "../../../src/intake/import/csv-rows.ts";
import type { ImportedEvent } from "../../../src/intake/import/imported-event.ts";
import { readingsOf } from "../../support/imports.ts";

const AT = "2025-06-15T12:00:00.123+03:00";
const AT_MS = Date.parse(AT);

async function eventsOf(...given: Parameters<typeof readingsOf>): Promise<ImportedEvent[]> {
  return (await readingsOf(...given)).map((reading) => {
    assert.ok("event" in reading, JSON.stringify(reading));
    return reading;
  });
}

test("reads any cells as they were written, whatever pieces they come in", () => {
  const aCell = fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\n", "\r", "é", " ") });
  const aTable = fc.array(fc.array(aCell, { minLength: 3, maxLength: 3 }), { maxLength: 8 });
  fc.assert(
    fc.property(aTable, fc.integer({ min: 1, max: 9 }), (table, size) => {
      const written = [["x", "y", "z"], ...table]
        .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
        .join("\r\n");
      const rows = new CsvRows();
      const read = [];
      for (let at = 0; at < written.length; at += size) {
        read.push(...rows.push(written.slice(at, at + size)));
      }
      read.push(...rows.end());

      const said = table.filter((row) => row.some((cell) => cell.trim() !== ""));
      assert.deepEqual(
        read.slice(1).map((row) => ("cells" in row ? row.cells : row)),
        said,
      );
    }),
  );
});

test("numbers the lines on which rows begin, with line breaks in cells", async () => {
  const text = 'panel,occurredAt,key\r\nA,1,"two\r\nlines"\r\n\r\nA,x,k\nA,2\n"never';

  const readings = await readingsOf(text);

  assert.deepEqual(
    readings.map((one) => ("reason" in one ? `${one.line}: ${one.reason}` : one.line)),
    [2, "5: no usable time", "6: 2 cells, and the header has 3", "7: a quote is never closed"],
  );
});

test("takes an apostrophe away that an export of ours put before a formula, and none of others", async () => {
  const header = "seq,occurredAt,occurredAtMs,receivedAt,receivedAtMs,offset,panel,key,model,owner";
  const row = (key: string) => `7,${AT},${AT_MS},${AT},${AT_MS},+03:00,A,${key},"{""n"":1}",Olena`;

  const own = await eventsOf(`${header}\n${row("'=CMD()")}\n${row("''tis")}\n${row("=CMD()")}\n`);
  const others = await eventsOf(`panel,occurredAt,key\nA,${AT},'=CMD()\n`);

  assert.deepEqual(
    [...own, ...others].map(({ event }) => event.key),
    ["=CMD()", "'tis", "=CMD()", "'=CMD()"],
  );
  assert.deepEqual(
    own.map(({ place, event }) => [place, event.occurredAtMs, event.model, event.extra]),
    Array.from({ length: 3 }, () => [7, AT_MS, '{"n":1}', undefined]),
  );
});

test("takes columns as they are mapped, members of the model too, and keeps the others in extra", async () => {
  const columns = new Map([
    ["Door", "panel"],
    ["When", "occurredAt"],
    ["What", "key"],
    ["Card no", "model.number"],
    ["Holder", "model.owner"],
  ]);
  const text =
    "\uFEFFWhen;Door;What;Card no;Holder;Floor\n" +
    "2025-06-15T09:00:00Z;North;opened;00123456789012345678;Олена;2\n";

  const [read] = await eventsOf(text, { columns });

  assert.equal(read?.panel, "North");
  assert.equal(read.event.model, '{"number":"00123456789012345678","owner":"Олена"}');
  assert.equal(read.event.extra, '{"Floor":"2"}');
});

for (const [text, columns, message] of [
  ["panel,key\nA,k", [], /no column "occurredAt"; its header has "panel", "key"/],
  ["panel,when,key\nA,1,k", [["wen", "occurredAt"]], /no column "wen"/],
  ["", [], /there is nothing in it/],
] as const) {
  test(`reads nothing of ${JSON.stringify(text)} and says which column is missing`, async () => {
    await assert.rejects(readingsOf(text, { columns: new Map(columns) }), message);
  });
}

test("refuses a row that is in another coding than UTF-8, and a model that is not JSON", async () => {
  const table = Buffer.concat([
    Buffer.from("panel,occurredAt,key,model\nA,1,"),
    Buffer.from([0xce, 0xeb]),
    Buffer.from(",\nA,1,k,{n:1}\n"),
  ]);

  const readings = await readingsOf(table);

  assert.deepEqual(
    readings.map((one) => "reason" in one && one.line),
    [2, 3],
  );
});
