import assert from "node:assert/strict";
import { test } from "node:test";
import { openApp, refusal } from "../support/app.ts";
import { LINK_PASSWORD, PushServer } from "../support/push-server.ts";
import { requestBytes, Wire } from "../support/wire.ts";

const LOGIN = "POST /api/v0/devices/login";
const TIMEOUT = refusal("Request timeout");
const login = JSON.stringify({ login: "AA-1", password: LINK_PASSWORD });

/** Writes a byte now and then until the connection is closed, which it waits for. */
async function trickle(wire: Wire): Promise<void> {
  const timer = setInterval(() => void wire.write(" "), 10);
  await wire.closed;
  clearInterval(timer);
}

async function openServer(): Promise<PushServer> {
  return PushServer.open({
    limits: { headersMs: 300, checkMs: 50, paceMs: 200, paceBytes: 1_000, idleMs: 5_000 },
  });
}

for (const [what, start] of [
  ["a connection that says nothing", ""],
  ["headers that do not end", "GET /api/info HTTP/1.1\r\nX: "],
  ["a body that comes byte by byte", requestBytes(LOGIN, { "content-length": "9999" }, "{")],
  [
    "chunks that come byte by byte",
    `${LOGIN} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1000\r\n`,
  ],
] as const) {
  test(`answers ${what} with 408 and closes`, async () => {
    await using server = await openServer();
    using wire = await Wire.connect(server.port);

    await wire.write(start);
    if (start === "") await wire.closed;
    else await trickle(wire);

    const answer = await wire.answer();
    assert.deepEqual([answer?.status, answer?.text], [408, TIMEOUT]);
    assert.equal(answer?.headers.get("x-content-type-options"), "nosniff");
    assert.equal(await wire.answer(), undefined);
  });
}

test("closes without a second answer when the body of an answered request comes too slowly", async () => {
  await using server = await openServer();
  using wire = await Wire.connect(server.port);

  await wire.write(requestBytes("POST /api/v1/logout", { "content-length": "9999" }));
  await trickle(wire);

  assert.equal((await wire.answer())?.status, 401);
  assert.equal(await wire.answer(), undefined);
});

test("answers a body for the panel's API that comes byte by byte with 408 and closes", async () => {
  const limits = { checkMs: 50, paceMs: 200, paceBytes: 1_000 };
  await using app = await openApp({ limits });
  using wire = await Wire.connect(Number(new URL(app.address).port));
  const headers = { ...(await app.bearer()), "content-length": "9999" };

  await wire.write(requestBytes("POST /api/v1/logout", headers));
  await trickle(wire);

  assert.equal((await wire.answer())?.status, 408);
});

test("closes a body of a push that stops coming, and stores nothing of it", async () => {
  await using server = await openServer();
  using wire = await Wire.connect(server.port);
  await wire.write(requestBytes(LOGIN, {}, login));
  const { token } = JSON.parse((await wire.answer())?.text ?? "") as { token: string };
  const headers = { authorization: `Bearer ${token}`, "content-length": "500000" };

  await wire.write(
    requestBytes("PUT /api/v0/devices/logs", headers, '{"events":['.padEnd(400_000)),
  );

  assert.equal((await wire.answer())?.status, 408);
  assert.equal(await wire.answer(), undefined);
  assert.equal(await server.stores.log.head(), 0);
  assert.equal((await server.stores.intake.quarantineState()).count, 0);
  assert.doesNotMatch(server.diagnostics.join(""), /"level":50/);
});

test("takes a push that takes many times as long as a stalled one is waited for", async () => {
  await using server = await openServer();
  using wire = await Wire.connect(server.port);
  await wire.write(requestBytes(LOGIN, {}, login));
  const { token } = JSON.parse((await wire.answer())?.text ?? "") as { token: string };
  const body = `{"events":[{"created_at":5,"code":"x"}]}`.padEnd(60_000);
  const bytes = requestBytes(
    "PUT /api/v0/devices/logs",
    { authorization: `Bearer ${token}` },
    body,
  );

  // five times the least pace, for a second and a half
  let sent = 0;
  const done = Promise.withResolvers<undefined>();
  const timer = setInterval(() => {
    void wire.write(bytes.subarray(sent, sent + 1_000));
    sent += 1_000;
    if (sent >= bytes.length) done.resolve(undefined);
  }, 25);
  await done.promise;
  clearInterval(timer);

  assert.equal((await wire.answer())?.status, 200);
  assert.equal(await server.stores.log.head(), 1);
});

test("closes a connection that nobody says anything on after an answer", async () => {
  await using server = await PushServer.open({ limits: { keepAliveMs: 100 } });
  using wire = await Wire.connect(server.port);
  await wire.write(requestBytes("GET /healthz", {}));

  assert.equal((await wire.answer())?.status, 200);
  assert.equal(await wire.answer(), undefined);
});
