import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { csvCell } from "../../../src/book/export/csv.ts";

/** What an import makes of a cell. */
const undone = (cell: string) => (cell.startsWith("'") ? cell.slice(1) : cell);

const read = (line: string): string[][] => parse(line);

for (const text of [
  "=CMD()",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  "  =1",
  "\u00A0=1",
  "\u200B=1",
  "\uFEFF=1",
  "\u0000=1",
  "＝1",
  "＋1",
  "－1",
  "＠1",
  "'=1",
]) {
  test(`takes from ${JSON.stringify(text)} what a spreadsheet would run`, () => {
    const [[cell = ""] = []] = read(`${csvCell(text)}\r\n`);

    assert.equal(cell, `'${text}`);
  });
}

test("leaves alone what no spreadsheet runs", () => {
  const texts = ["Olena", "a=b", "12", "{}", "Ґанок 3", "5'"];

  const [cells] = read(texts.map(csvCell).join(","));

  assert.deepEqual(cells, texts);
});

test("is read back as it was by another reader, whatever the texts are", () => {
  const ugly = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("'", '"', "=", ",", "\r", "\n", " ", "a", ";", "＝") }),
    fc.constantFrom('{"a":"b,\\"c\\""}', "{\r\n}", '{"owner":"=CMD()"}'),
  );
  const rows = fc.array(fc.array(ugly, { minLength: 2, maxLength: 2 }), { minLength: 1 });

  fc.assert(
    fc.property(rows, (cells) => {
      const text = cells.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
      const back = read(text).map((row) => row.map(undone));
      // a row of two empty cells is a row all the same
      assert.deepEqual(back, cells);
    }),
    { numRuns: 60 },
  );
});
