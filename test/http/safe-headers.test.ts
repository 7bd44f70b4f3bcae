import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedApp } from "../support/shared-app.ts";

/** Of which tests only ask. */
const shared = sharedApp();

const CLOSE = "Connection: close\r\n\r\n";
const X70_000 = "x".repeat(70_000);

for (const [status, bytes] of [
  [200, `GET /healthz HTTP/1.1\r\n${CLOSE}`],
  [200, `HEAD /api/info HTTP/1.1\r\n${CLOSE}`],
  [200, `POST /api/v0/devices/pong HTTP/1.1\r\n${CLOSE}`],
  [204, `OPTIONS /api/info HTTP/1.1\r\n${CLOSE}`],
  [400, `GET /api/v1/login HTTP/1.1\r\n${CLOSE}`],
  [400, `GET /api/%zz HTTP/1.1\r\n${CLOSE}`],
  [400, "nonsense\r\n\r\n"],
  [401, `GET /api/v1/log/items HTTP/1.1\r\n${CLOSE}`],
  [404, `GET /x HTTP/1.1\r\n${CLOSE}`],
  [404, `GET /panels/${"x".repeat(200)}/api/info HTTP/1.1\r\n${CLOSE}`],
  [405, `PUT /api/info HTTP/1.1\r\n${CLOSE}`],
  [414, `GET /${"x".repeat(40_000)} HTTP/1.1\r\n${CLOSE}`],
  [415, `PUT /api/v0/devices/logs HTTP/1.1\r\nContent-Encoding: br\r\n${CLOSE}`],
  [417, `GET /x HTTP/1.1\r\nExpect: tea\r\n${CLOSE}`],
  [431, `GET /x HTTP/1.1\r\nX: ${X70_000}\r\n${CLOSE}`],
  [501, `POST /x HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n${CLOSE}0\r\n\r\n`],
] as const) {
  test(`sends the safe headers with ${status} to ${bytes.slice(0, 40).split("\r")[0] ?? ""}`, async () => {
    const app = shared();

    const { status: answered, headers } = await app.send(bytes);

    assert.equal(answered, status);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("cache-control"), "no-store");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    const policy = headers.get("content-security-policy");
    assert.equal(policy, "default-src 'none'; frame-ancestors 'none'");
    assert.deepEqual([headers.get("server"), headers.get("x-powered-by")], [null, null]);
  });
}
