import assert from "node:assert/strict";
import { test } from "node:test";
import { sharedApp } from "../support/shared-app.ts";

/** Of which tests only ask. */
const shared = sharedApp();

const CALLS = [
  ["GET", "/api/info"],
  ["GET", "/api/v1/log/items"],
  ["GET", "/panels/AA-12/api/v1/log/items"],
  ["GET", "/api/v1/network/ntp"],
  ["POST", "/api/v1/network/timezone/manual"],
  ["POST", "/api/v1/logout"],
] as const;

const WAYS = {
  "a JSON type and no body": "Content-Type: application/json\r\n\r\n",
  "a JSON type and an empty body": "Content-Type: application/json\r\nContent-Length: 0\r\n\r\n",
  "a body": 'Content-Type: application/json\r\nContent-Length: 8\r\n\r\n{"a": 1}',
  "a body that is no JSON": "Content-Type: application/json\r\nContent-Length: 3\r\n\r\n{{{",
  "a body without a type": "Content-Length: 3\r\n\r\nabc",
  "a chunked body": "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
  "a type that is none": "Content-Type: ;;; = /\r\nContent-Length: 3\r\n\r\nabc",
  "an unknown type": "Content-Type: application/x-panel\r\nContent-Length: 3\r\n\r\nabc",
  "no Host": "\r\n",
} as const;

for (const [method, path] of CALLS) {
  for (const [way, rest] of Object.entries(WAYS)) {
    test(`takes ${method} ${path} with ${way}`, async () => {
      const app = shared();
      const { authorization } = await app.bearer();
      const head = `Authorization: ${authorization}\r\nConnection: close\r\n`;

      const answer = await app.send(`${method} ${path} HTTP/1.1\r\n${head}${rest}`);

      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-type"), "application/json");
    });
  }
}

test("answers pipelined calls in their order", async () => {
  const app = shared();
  const call = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;

  const { text } = await app.send(
    call("/api/info") + call("/api/v1/log/items") + call("/healthz", "Connection: close\r\n"),
  );

  const order = ["firmware_version", '{"error":"Log In"}', '{"status":"ok"}'].map((part) =>
    text.indexOf(part),
  );
  assert.deepEqual(
    order,
    order.toSorted((one, other) => one - other),
  );
  assert.equal(order.includes(-1), false);
});

test("answers HEAD as GET without the body", async () => {
  const app = shared();
  const headers = await app.bearer();

  const got = await app.get("/api/v1/log/items", headers);
  const head = await app.request("HEAD", "/api/v1/log/items", { headers });

  assert.equal(head.status, 200);
  assert.equal(head.headers.get("content-type"), "application/json");
  assert.equal(head.headers.get("content-length"), String(Buffer.byteLength(got.text)));
  assert.equal(head.text, "");
});

test("says which methods a path takes", async () => {
  const app = shared();

  const answer = await app.request("OPTIONS", "/panels/AA-12/api/v1/logout");

  assert.equal(answer.status, 204);
  assert.equal(answer.headers.get("allow"), "GET, HEAD, OPTIONS, POST");
});
