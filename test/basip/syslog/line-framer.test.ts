import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LineFramer, splitLines } from "../../../src/basip/syslog/line-framer.ts";
import type { SyslogFrame } from "../../../src/basip/syslog/line-framer.ts";

const textsOf = (frames: readonly SyslogFrame[]) =>
  frames.map(({ bytes }) => Buffer.from(bytes).toString());

/** The lines of a stream that comes in pieces of so many bytes. */
function linesOf(stream: string, pieceBytes: number): string[] {
  const framer = new LineFramer(true);
  const bytes = Buffer.from(stream);
  const frames: SyslogFrame[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    frames.push(...framer.push(bytes.subarray(at, at + pieceBytes)));
  }
  return textsOf([...frames, ...framer.end()]);
}

for (const [what, stream, lines] of [
  ["that newlines end", "<1> a\n<2> b\r\n\n<3> c\0\n", ["<1> a", "<2> b", "<3> c"]],
  ["that are counted", "5 <1> a7 <2> b\nc", ["<1> a", "<2> b\nc"]],
  ["that are counted, with newlines behind", "5 <1> a\n5 <2> b\n", ["<1> a", "<2> b"]],
  ["framed one way and the other", "5 <1> a<2> b\n5 <3> c", ["<1> a", "<2> b", "<3> c"]],
  [
    "that begin with digits",
    "12\n5 apples\n1234567 <1>\n05 <1>\n3",
    ["12", "5 apples", "1234567 <1>", "05 <1>", "3"],
  ],
  ["of which the last is half", "<1> a\n<2", ["<1> a", "<2"]],
  ["of which the last is counted and half", "9 <1>", ["<1>"]],
  ["of several scripts", "<1> дом\n10 <1> дом<2>\n", ["<1> дом", "<1> дом", "<2>"]],
] as const) {
  for (const pieceBytes of [1, 3, 1_000]) {
    test(`finds lines ${what}, ${String(pieceBytes)} bytes at a time`, () => {
      assert.deepEqual(linesOf(stream, pieceBytes), lines);
    });
  }
}

for (const [what, start, end] of [
  ["an endless line", "", "\n"],
  ["a counted line", "70001 <", ""],
] as const) {
  test(`cuts ${what} at 64 KiB and goes on behind it`, () => {
    const framer = new LineFramer(true);
    const long = start + "x".repeat(70_000) + end;

    const frames = [...framer.push(Buffer.from(`${long}<1> a\n`)), ...framer.end()];

    assert.deepEqual(
      frames.map(({ bytes, isTooLong }) => [bytes.length, isTooLong]),
      [
        [65_536, true],
        [5, false],
      ],
    );
  });
}

test("hands an endless line over once, while it still comes", () => {
  const framer = new LineFramer(true);
  const piece = Buffer.alloc(50_000, "x");

  const counts = Array.from({ length: 100 }, () => framer.push(piece).length);

  assert.deepEqual(counts, [0, 1, ...Array.from({ length: 98 }, () => 0)]);
  assert.deepEqual(framer.end(), []);
});

test("takes no length for one in a text that is there whole", () => {
  assert.deepEqual(textsOf(splitLines(Buffer.from("5 <1> a\n5 <2> b"))), ["5 <1> a", "5 <2> b"]);
});

test("finds the same lines whatever the pieces", () => {
  const line = fc.stringMatching(/^<\d{1,3}>[ -~]*[!-~]$/);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(line, fc.boolean())),
      fc.integer({ min: 1, max: 40 }),
      (lines, pieceBytes) => {
        const stream = lines
          .map(([text, isCounted]) => (isCounted ? `${String(text.length)} ${text}` : `${text}\n`))
          .join("");

        assert.deepEqual(
          linesOf(stream, pieceBytes),
          lines.map(([text]) => text),
        );
      },
    ),
  );
});
