import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "../support/eventually.ts";
import { LINK_PASSWORD, PushServer } from "../support/push-server.ts";
import { requestBytes, Wire } from "../support/wire.ts";

const LOGS = "PUT /api/v0/devices/logs";
const loginRequest = (serial: string) =>
  requestBytes(
    "POST /api/v0/devices/login",
    {},
    JSON.stringify({ login: serial, password: LINK_PASSWORD }),
  );
const push = (from: number, count: number) =>
  `{"events":[${Array.from({ length: count }, (_, i) => `{"created_at":${from + i},"code":"x"}`).join()}]}`;

async function login(wire: Wire): Promise<{ authorization: string }> {
  await wire.write(loginRequest("AA-1"));
  const answer = await wire.answer();
  const { token } = JSON.parse(answer?.text ?? "") as { token: string };
  return { authorization: `Bearer ${token}` };
}

test("answers pipelined requests in their order", async () => {
  await using server = await PushServer.open();
  using wire = await Wire.connect(server.port);
  const bearer = await login(wire);

  await wire.write(
    Buffer.concat([
      requestBytes(LOGS, bearer, push(0, 3)),
      requestBytes("POST /api/v0/devices/pong", {}, "{}"),
      requestBytes(LOGS, {}, push(50, 3)),
      loginRequest("AA-1"),
    ]),
  );
  await wire.write(requestBytes(LOGS, bearer, "{"));
  await wire.write(requestBytes(LOGS, bearer, push(100, 3)));

  const statuses = [];
  for (let i = 0; i < 6; i++) statuses.push((await wire.answer())?.status);
  assert.deepEqual(statuses, [200, 200, 401, 200, 400, 200]);
  assert.equal(await server.stores.log.head(), 6);
});

test("takes a push that comes byte by byte", async () => {
  await using server = await PushServer.open();
  using wire = await Wire.connect(server.port);
  const bearer = await login(wire);

  for (const byte of requestBytes(LOGS, bearer, push(0, 3))) await wire.write(Buffer.of(byte));

  assert.equal((await wire.answer())?.status, 200);
  assert.equal(await server.stores.log.head(), 3);
});

test("takes a push in chunks of unknown number", async () => {
  await using server = await PushServer.open();
  using wire = await Wire.connect(server.port);
  const bearer = await login(wire);
  const body = push(0, 3);
  const head = `${LOGS} HTTP/1.1\r\nhost: x\r\nauthorization: ${bearer.authorization}\r\ntransfer-encoding: chunked\r\n\r\n`;

  await wire.write(head);
  for (const part of [body.slice(0, 7), body.slice(7, 40), body.slice(40)]) {
    await wire.write(`${part.length.toString(16)}\r\n${part}\r\n`);
  }
  await wire.write("0\r\n\r\n");

  assert.equal((await wire.answer())?.status, 200);
  assert.equal(await server.stores.log.head(), 3);
});

for (const [how, headers] of [
  ["its Content-Length", (body: string) => `content-length: ${body.length + 1}`],
  ["its last chunk", () => "transfer-encoding: chunked"],
] as const) {
  test(`acknowledges and stores nothing of a body that ends before ${how}`, async () => {
    await using server = await PushServer.open();
    using wire = await Wire.connect(server.port);
    const { authorization } = await login(wire);
    const body = push(0, 3);
    const isChunked = how === "its last chunk";
    const sent = isChunked ? `${body.length.toString(16)}\r\n${body}\r\n` : body;

    await wire.write(
      `${LOGS} HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\n${headers(body)}\r\n\r\n${sent}`,
    );
    wire.end();

    const answer = await wire.answer();
    assert.notEqual(answer?.status, 200);
    assert.equal(await server.stores.log.head(), 0);
    assert.equal((await server.stores.intake.quarantineState()).count, 0);
  });
}

test("takes a body of 16 MB, and not a byte more", async () => {
  await using server = await PushServer.open();
  using wire = await Wire.connect(server.port);
  const bearer = await login(wire);
  const body = push(0, 1000).padEnd(16_000_000);

  await wire.write(requestBytes(LOGS, bearer, body));
  assert.equal((await wire.answer())?.status, 200);
  await wire.write(requestBytes(LOGS, bearer, `${body} `));
  const answer = await wire.answer();

  assert.deepEqual([answer?.status, answer?.text], [413, '{"error":"Payload too large"}']);
  assert.equal(answer?.headers.get("connection"), "close");
  assert.equal(await server.stores.log.head(), 1000);
});

test("reads on after a large push without a token", async () => {
  await using server = await PushServer.open();
  using wire = await Wire.connect(server.port);

  await wire.write(requestBytes(LOGS, {}, push(0, 1000).padEnd(3_000_000)));
  await wire.write(loginRequest("AA-1"));

  assert.equal((await wire.answer())?.status, 401);
  assert.equal((await wire.answer())?.status, 200);
});

test("outlives panels that hang up in the middle", async () => {
  await using server = await PushServer.open();
  const wires = await Promise.all(
    Array.from({ length: 20 }, async () => Wire.connect(server.port)),
  );
  const bearer = await login(wires[0] ?? (await Wire.connect(server.port)));
  const bytes = requestBytes(LOGS, bearer, push(0, 100));

  for (const [i, wire] of wires.entries()) {
    await wire.write(bytes.subarray(0, (i + 1) * 40));
    wire[Symbol.dispose]();
  }

  using wire = await Wire.connect(server.port);
  await wire.write(requestBytes(LOGS, bearer, push(0, 2)));
  assert.equal((await wire.answer())?.status, 200);
  await eventually(5000, async () => {
    assert.equal(await server.stores.log.head(), 2);
    assert.doesNotMatch(server.diagnostics.join(""), /"level":50/);
  });
});
