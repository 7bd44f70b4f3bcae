import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readCsv } from "../../src/fleet/read-csv.ts";

function cells(text: string): readonly (readonly string[])[] {
  return Array.from(readCsv(text), (row) => row.cells);
}

for (const [what, text, rows] of [
  [
    "commas",
    "a,b\n1,2\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "semicolons, with commas in cells",
    "a;b\r\n1,5;2",
    [
      ["a", "b"],
      ["1,5", "2"],
    ],
  ],
  [
    "semicolons in cells between commas",
    "a,b\n1;5,2",
    [
      ["a", "b"],
      ["1;5", "2"],
    ],
  ],
  [
    "a quoted header",
    '"a";"b"\n"1";2',
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "quotes, separators and line ends in cells",
    'a,b\n"x ""y"", z","1\r\n2"\n',
    [
      ["a", "b"],
      ['x "y", z', "1\r\n2"],
    ],
  ],
  [
    "empty cells at both ends",
    "a,b,c\n,,\n,2,",
    [
      ["a", "b", "c"],
      ["", "2", ""],
    ],
  ],
  [
    "lines that say nothing",
    "a,b\n\n1,2\n \n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "lines that end as on old machines",
    "a,b\r1,2\r",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  ["one column", "a\n1", [["a"], ["1"]]],
  ["nothing", "", []],
] as const) {
  test(`reads ${what}`, () => {
    assert.deepEqual(cells(text), rows);
  });
}

test("tells on which line of the file a row begins", () => {
  const rows = [...readCsv('a,b\n"1\n2",x\n\n3,y')];

  assert.deepEqual(
    rows.map(({ line }) => line),
    [1, 2, 5],
  );
});

for (const [text, message] of [
  ['a,b\n1,"2', "line 2: a quote is never closed"],
  [
    'a,b\n1,x"y"',
    "line 2: a quote stands inside of a cell: write it twice, and the cell between quotes",
  ],
  [
    'a,b\n"1\n2",x\n"x"y,2',
    "line 4: a quote stands inside of a cell: write it twice, and the cell between quotes",
  ],
] as const) {
  test(`refuses ${JSON.stringify(text)}, naming the line`, () => {
    assert.throws(() => cells(text), { code: "invalid", message });
  });
}

test("reads back whatever was written by the rules", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "ї", '"', ",", ";", "\n", "\r", " ") });
  const table = fc.array(fc.tuple(cell, cell), { maxLength: 8 });
  const between = fc.constantFrom(",", ";");
  fc.assert(
    fc.property(table, between, fc.constantFrom("\n", "\r\n"), (body, separator, end) => {
      const rows = [["number", "name"], ...body];
      const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
      const text = rows.map((row) => row.map(quoted).join(separator)).join(end);

      assert.deepEqual(
        cells(text),
        rows.filter((row) => row.some((one) => one.trim() !== "")),
      );
    }),
  );
});
