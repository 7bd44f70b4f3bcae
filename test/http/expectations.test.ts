import assert from "node:assert/strict";
import { test } from "node:test";
import { openApp } from "../support/app.ts";

const CALL = "GET /healthz HTTP/1.1\r\nHost: x\r\n";
const EXPECTS = "Expect: 100-continue\r\n";
const OK = '{"status":"ok"}';

test("lets a caller go on that asks before it sends a body", async () => {
  await using app = await openApp();

  const { status, text } = await app.send(`${CALL}${EXPECTS}Connection: close\r\n\r\n`);

  assert.equal(status, 100);
  assert.match(text, /^HTTP\/1\.1 200 OK\r\n/);
});

test("writes nothing between the head and the body of an answer", async () => {
  await using app = await openApp();
  const slow = `GET /api/v1/log/items HTTP/1.1\r\nHost: x\r\n`;
  const { authorization } = await app.bearer();

  const { text } = await app.send(
    `${slow}Authorization: ${authorization}\r\n\r\n${CALL}${EXPECTS}Connection: close\r\n\r\n`,
  );

  assert.ok(text.endsWith(`\r\n\r\n${OK}`));
  assert.doesNotMatch(text, /HTTP\/1\.1 100 Continue/);
});
