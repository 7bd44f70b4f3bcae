import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { test } from "node:test";
import { refusal, type TestApp } from "../support/app.ts";
import { sharedApp } from "../support/shared-app.ts";

const LOGS = "/api/v0/devices/logs";
const LOGIN = "/api/v0/devices/login";
const EMPTY = '{"events":[]}';
const CHUNKED = `d\r\n${EMPTY}\r\n0\r\n\r\n`;

const shared = sharedApp({ settings: { linkPassword: "gate" } });

async function loginPanel(app: TestApp): Promise<{ authorization: string }> {
  const { text } = await app.post(LOGIN, JSON.stringify({ login: "AA-1", password: "gate" }));
  const { token } = JSON.parse(text) as { token: string };
  return { authorization: `Bearer ${token}` };
}

for (const coding of ["gzip", "br", "deflate", "GZIP", "x-gzip", "gzip, identity", "zstd"]) {
  test(`refuses a body in ${coding} with 415 wherever one is read`, async () => {
    const app = shared();
    const panel = await loginPanel(app);
    const admin = await app.bearer();
    const encoded = { "content-encoding": coding };

    const answers = [
      await app.put(LOGS, EMPTY, { ...panel, ...encoded }),
      await app.post(LOGIN, "{}", encoded),
      await app.post("/api/v1/network/timezone/manual", "{}", { ...admin, ...encoded }),
    ];

    for (const { status, text } of answers) {
      assert.deepEqual([status, text], [415, refusal("Unsupported media type")]);
    }
  });
}

test("takes a compressed push that does not say so for what it is: bytes that cannot be read", async () => {
  const app = shared();
  const panel = await loginPanel(app);
  const body = gzipSync('{"events":[{"created_at":5,"code":"x"}]}');

  const answer = await app.request("PUT", LOGS, { headers: panel, body });

  assert.deepEqual([answer.status, answer.text], [400, refusal("Wrong format")]);
  const [held] = await app.stores.intake.listQuarantined(1);
  assert.equal(held?.size, body.length);
});

for (const [what, headers, body, status, error] of [
  [
    "in chunks and with a length",
    "Content-Length: 13\r\nTransfer-Encoding: chunked",
    CHUNKED,
    400,
    "Bad request",
  ],
  ["with one length twice", "Content-Length: 13\r\nContent-Length: 13", EMPTY, 400, "Bad request"],
  ["with a list of lengths", "Content-Length: 13, 13", EMPTY, 400, "Bad request"],
  ["with a length with a sign", "Content-Length: +13", EMPTY, 400, "Bad request"],
  ["with a hexadecimal length", "Content-Length: 0xd", EMPTY, 400, "Bad request"],
  [
    "with a length beyond all numbers",
    "Content-Length: 99999999999999999999",
    EMPTY,
    400,
    "Bad request",
  ],
  [
    "whose last coding is not chunks",
    "Transfer-Encoding: chunked, gzip",
    CHUNKED,
    400,
    "Bad request",
  ],
  ["in chunks of chunks", "Transfer-Encoding: chunked, chunked", CHUNKED, 400, "Bad request"],
  ["in an unknown coding", "Transfer-Encoding: xchunked", CHUNKED, 400, "Bad request"],
  ["in compressed chunks", "Transfer-Encoding: gzip, chunked", CHUNKED, 501, "Not implemented"],
  ["with a space before the colon", "Content-Length : 13", EMPTY, 400, "Bad request"],
] as const) {
  test(`refuses a push ${what} with ${status} and closes`, async () => {
    const app = shared();
    const { authorization } = await loginPanel(app);

    // the connection is the caller's to keep: only a refusal ends it
    const answer = await app.send(
      `PUT ${LOGS} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n${headers}\r\n\r\n${body}`,
    );

    assert.deepEqual([answer.status, answer.text.slice(0, 40)], [status, refusal(error)]);
    assert.equal(answer.headers.get("connection"), "close");
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  });
}
