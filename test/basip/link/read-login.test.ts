import assert from "node:assert/strict";
import { test } from "node:test";
import { readLogin } from "../../../src/basip/link/read-login.ts";
import { renderToken } from "../../../src/basip/link/render.ts";

const read = (text: string) => readLogin(new TextEncoder().encode(text));

test("reads a login as panels send it", () => {
  assert.deepEqual(read('{"login":"0a1b","password":"Слово \\u0041"}'), {
    serial: "0a1b",
    password: "Слово A",
  });
});

for (const body of [
  "",
  "{}",
  "null",
  "[]",
  '["login","password"]',
  "{",
  '{"login":"a"}',
  '{"password":"a"}',
  '{"login":1,"password":"a"}',
  '{"login":"a","password":null}',
  '{"__proto__":{"login":"a","password":"b"}}',
  `{"login":"a","password":"b","x":"${"y".repeat(16_384)}"}`,
]) {
  test(`knows ${body.slice(0, 40)} as no login`, () => {
    assert.equal(read(body), undefined);
  });
}

test("knows bytes that are no UTF-8 as no login", () => {
  const bytes = new TextEncoder().encode('{"login":"?","password":"a"}');

  assert.equal(readLogin(bytes.map((byte) => (byte === 0x3f ? 0xff : byte))), undefined);
});

test("writes the token's answer on one line", () => {
  assert.equal(renderToken("ab12"), '{"token":"ab12"}');
});
