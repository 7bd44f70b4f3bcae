import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type SseMessage, SseParser } from "../../src/book-client/sse-parser.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const message = (data: string, event = "message", id = ""): SseMessage => ({ id, event, data });

for (const [title, text, messages] of [
  ["lines that end with LF", "data: a\ndata: b\n\n", [message("a\nb")]],
  ["lines that end with CR LF", "data: a\r\ndata: b\r\n\r\n", [message("a\nb")]],
  ["lines that end with CR", "data: a\rdata: b\r\r", [message("a\nb")]],
  ["a byte order mark before the first line", "\uFEFFdata: a\n\n", [message("a")]],
  ["comments, as nothing", ":\n: keep alive\ndata: a\n\n", [message("a")]],
  ["fields without a colon or a space", "data\ndata:a\ndata:  b\n\n", [message("\na\n b")]],
  [
    "names of events",
    "event: position\ndata: 1\n\ndata: 2\n\n",
    [message("1", "position"), message("2")],
  ],
  [
    "ids, which last",
    "id: 7\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
    [message("a", "message", "7"), message("b", "message", "7"), message("c")],
  ],
  ["an id with NUL, as none", "id: a\0\ndata: a\n\n", [message("a")]],
  [
    "messages without data, as none",
    "event: x\nid: 3\n\ndata: a\n\n",
    [message("a", "message", "3")],
  ],
  ["unknown fields, as nothing", "what: x\ndata: a\n\n", [message("a")]],
  ["a message whose end has not come, as none", "data: a\n", []],
] as const) {
  test(`reads ${title}`, () => {
    const parser = new SseParser();

    assert.deepEqual(parser.push(bytes(text)), messages);
  });
}

test("reads how long to wait before coming again, when it is a number", () => {
  const parser = new SseParser();

  parser.push(bytes("retry: 2000\nretry: soon\n"));

  assert.equal(parser.retryMs, 2_000);
});

test("hands over a message as soon as its last line has ended, even with CR", () => {
  const parser = new SseParser();

  const first = parser.push(bytes("data: a\r\n\r"));
  const second = parser.push(bytes("\ndata: b\r\n\r\n"));

  assert.deepEqual([first, second], [[message("a")], [message("b")]]);
});

test("takes no more than one LF for the rest of a CR that ended a chunk", () => {
  const parser = new SseParser();

  const messages = ["data: a\r", "\n", "\n"].flatMap((part) => parser.push(bytes(part)));

  assert.deepEqual(messages, [message("a")]);
});

test("reads the same wherever chunks break", () => {
  const line = fc.constantFrom(
    "data: я🚪",
    "data:",
    "id: e.7",
    "event: position",
    ": comment",
    "retry: 5",
    "",
    "",
  );
  const end = fc.constantFrom("\n", "\r", "\r\n");
  const stream = fc.array(fc.tuple(line, end), { maxLength: 30 });

  fc.assert(
    fc.property(stream, fc.boolean(), fc.infiniteStream(fc.nat(6)), (lines, hasBom, sizes) => {
      const all = bytes((hasBom ? "\uFEFF" : "") + lines.flat().join(""));
      const parser = new SseParser();
      const pieces: SseMessage[] = [];
      for (let at = 0; at < all.length;) {
        const size = sizes.next().value ?? 1;
        pieces.push(...parser.push(all.subarray(at, at + size)));
        at += size;
      }

      assert.deepEqual(pieces, new SseParser().push(all));
    }),
  );
});

test("gives up a message without an end", () => {
  const parser = new SseParser();
  const mebibyte = bytes(`data: ${"x".repeat(2 ** 20)}\n`);
  const pushAll = () => {
    for (let n = 0; n < 9; n++) parser.push(mebibyte);
  };

  assert.throws(pushAll, { name: "DoorbookError", code: "bad_answer" });
});
