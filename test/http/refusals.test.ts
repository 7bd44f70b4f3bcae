import assert from "node:assert/strict";
import { test } from "node:test";
import { refusal } from "../support/app.ts";
import { sharedApp } from "../support/shared-app.ts";

/** Of which tests only ask. */
const shared = sharedApp();

const CLOSE = "Connection: close\r\n";

for (const [what, bytes, status, error] of [
  ["an unknown path", `GET /api/v1/photo/file HTTP/1.1\r\n${CLOSE}\r\n`, 404, "Not found"],
  ["an unknown API", `GET /api/v9/log HTTP/1.1\r\n${CLOSE}\r\n`, 404, "Not found"],
  ["the root", `GET / HTTP/1.1\r\n${CLOSE}\r\n`, 404, "Not found"],
  ["a slash too many", `GET /api/v1/log/items/ HTTP/1.1\r\n${CLOSE}\r\n`, 404, "Not found"],
  ["another method", `POST /api/v1/login HTTP/1.1\r\n${CLOSE}\r\n`, 405, "Method not allowed"],
  [
    "another method for a panel",
    `DELETE /panels/a/api/v1/log/items HTTP/1.1\r\n${CLOSE}\r\n`,
    405,
    "Method not allowed",
  ],
  ["a rare method", `PROPFIND /api/info HTTP/1.1\r\n${CLOSE}\r\n`, 405, "Method not allowed"],
  ["no method", `NONSENSE /api/info HTTP/1.1\r\n${CLOSE}\r\n`, 400, "Bad request"],
  ["a bad URL", `GET /api/%zz HTTP/1.1\r\n${CLOSE}\r\n`, 400, "Bad request"],
  ["half a character", `GET /panels/%d0/api/info HTTP/1.1\r\n${CLOSE}\r\n`, 400, "Bad request"],
  ["no HTTP at all", "\u0016\u0003\u0001\r\n\r\n", 400, "Bad request"],
  ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "Bad request"],
  ["a header without a colon", "GET /api/info HTTP/1.1\r\nnonsense\r\n\r\n", 400, "Bad request"],
  [
    "two lengths",
    "POST /api/v1/logout HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    400,
    "Bad request",
  ],
  [
    "a chunk that is none",
    `POST /api/v1/login HTTP/1.1\r\n${CLOSE}Transfer-Encoding: chunked\r\n\r\nzz\r\n`,
    400,
    "Bad request",
  ],
  ["an expectation", "GET /api/info HTTP/1.1\r\nExpect: tea\r\n\r\n", 417, "Expectation failed"],
  ["a long URL", `GET /api/${"x".repeat(40_000)} HTTP/1.1\r\n${CLOSE}\r\n`, 414, "URI too long"],
  [
    "a long query",
    `GET /api/info?${"x".repeat(40_000)} HTTP/1.1\r\n${CLOSE}\r\n`,
    414,
    "URI too long",
  ],
  [
    "long headers",
    `GET /api/info HTTP/1.1\r\nX: ${"x".repeat(70_000)}\r\n\r\n`,
    431,
    "Request header fields too large",
  ],
  [
    "a URL beyond all bounds",
    `GET /${"x".repeat(70_000)} HTTP/1.1\r\n\r\n`,
    431,
    "Request header fields too large",
  ],
] as const) {
  test(`refuses ${what} with ${status} in the panel's shape`, async () => {
    const app = shared();

    const answer = await app.send(bytes);

    assert.equal(answer.status, status);
    assert.equal(answer.headers.get("content-type"), "application/json");
    assert.equal(answer.text.includes(refusal(error)), true);
  });
}

test("refuses a body over the bound with 413, before and while it is read", async () => {
  const app = shared();
  const { authorization } = await app.bearer();
  const head = `POST /api/v1/network/timezone/manual HTTP/1.1\r\nAuthorization: ${authorization}\r\n`;
  const chunk = `8000\r\n${"x".repeat(0x8000)}\r\n`;

  for (const bytes of [
    `${head}Content-Length: 70000\r\n\r\n${"x".repeat(70_000)}`,
    `${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(3)}0\r\n\r\n`,
  ]) {
    const answer = await app.send(bytes);

    assert.equal(answer.status, 413);
    assert.equal(answer.text, refusal("Payload too large"));
  }
});

test("names the methods that a path takes when it refuses one", async () => {
  const app = shared();

  const answer = await app.put("/api/v1/log/items");

  assert.equal(answer.status, 405);
  assert.equal(answer.headers.get("allow"), "GET, HEAD, OPTIONS");
});

test("does not read the body of who is not logged in", async () => {
  const app = shared();

  const answer = await app.post("/api/v1/network/timezone/manual", "x".repeat(70_000));

  assert.equal(answer.status, 401);
});
