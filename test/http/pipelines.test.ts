import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { test } from "node:test";
import { DEFAULT_LIMITS } from "../../src/http/limits.ts";
import { makeServer } from "../../src/http/server.ts";
import { PushServer } from "../support/push-server.ts";
import { requestBytes, Wire } from "../support/wire.ts";

const HEALTH = requestBytes("GET /healthz", {});
const UNKNOWN = requestBytes("GET /x", {});

/** Requests whose answers tell which of them was answered. */
function numbered(count: number): Buffer {
  return Buffer.concat(Array.from({ length: count }, (_, i) => (i % 3 === 0 ? HEALTH : UNKNOWN)));
}

test("answers what is sent ahead in order, far more than is worked on at once", async () => {
  await using server = await PushServer.open();
  using wire = await Wire.connect(server.port);

  await wire.write(numbered(250));

  for (let i = 0; i < 250; i++)
    assert.equal((await wire.answer())?.status, i % 3 === 0 ? 200 : 404);
  await wire.write(HEALTH);
  assert.equal((await wire.answer())?.status, 200);
});

test("answers hundreds of ten thousand sent ahead, in order, and closes", async () => {
  await using server = await PushServer.open();
  using wire = await Wire.connect(server.port);

  void wire.write(numbered(10_000));

  const statuses: number[] = [];
  for (let answer = await wire.answer(); answer !== undefined; answer = await wire.answer()) {
    statuses.push(answer.status);
    if (answer.headers.get("connection") === "close") break;
  }
  assert.ok(statuses.length >= 250 && statuses.length < 10_000, `${statuses.length} answers`);
  statuses.forEach((status, i) => assert.equal(status, i % 3 === 0 ? 200 : 404));
  await wire.closed;
});

test("closes whoever sends more ahead while too much is unanswered in all", async () => {
  await using server = await PushServer.open({ limits: { unanswered: 100 } });
  using patient = await Wire.connect(server.port);
  using greedy = await Wire.connect(server.port);

  await greedy.write(numbered(500));
  await greedy.closed;

  await patient.write(HEALTH);
  assert.equal((await patient.answer())?.status, 200);
});

test("closes a caller that does not read its answers when they stand still too long", async () => {
  const server = makeServer({
    limits: { ...DEFAULT_LIMITS, idleMs: 300 },
    carryOut: ({ response }) => response.end("x".repeat(100_000)),
    onRefused: assert.fail,
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const connected = once(server, "connection") as Promise<[Socket]>;
  using wire = await Wire.connect((server.address() as AddressInfo).port);
  const [socket] = await connected;
  const closed = once(socket, "close");
  wire.pause();

  // 50 MB of answers: more than the network holds
  await wire.write(numbered(500));
  await closed;

  assert.ok(socket.bytesWritten < 20_000_000, `${socket.bytesWritten} bytes`);
  server.close();
});
