import assert from "node:assert/strict";
import { hash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { md5Hex } from "../../src/book-client/md5.ts";

for (const [text, digest] of [
  ["", "d41d8cd98f00b204e9800998ecf8427e"],
  ["abc", "900150983cd24fb0d6963f7d28e17f72"],
  ["12345678901234567890".repeat(4), "57edf4a22be3c955ac49da2e2107b67a"],
] as const) {
  test(`gives the digest that RFC 1321 prints for ${JSON.stringify(text)}`, () => {
    assert.equal(md5Hex(text), digest);
  });
}

test("agrees with Node's MD5 on any text of any length", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 300 });

  fc.assert(fc.property(text, (text) => md5Hex(text) === hash("md5", text, "hex")));
});
