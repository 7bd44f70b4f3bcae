import assert from "node:assert/strict";
import { test } from "node:test";
import { refusal } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { PushServer } from "../support/push-server.ts";
import { requestBytes, Wire } from "../support/wire.ts";

const HEALTH = requestBytes("GET /healthz", {});
const HERE = "127.0.0.1";
const THERE = "127.0.0.2";

async function isServed(wire: Wire): Promise<boolean> {
  await wire.write(HEALTH);
  return (await wire.answer())?.status === 200;
}

/** Opens connections of which each is known to be taken before the next one. */
async function openServed(server: PushServer, count: number, from = HERE): Promise<Wire[]> {
  const wires: Wire[] = [];
  for (let i = 0; i < count; i++) {
    const wire = await Wire.connect(server.port, from);
    assert.equal(await isServed(wire), true);
    wires.push(wire);
  }
  return wires;
}

for (const [what, limits, from] of [
  ["in all", { connections: 5 }, THERE],
  ["of one address", { connectionsPerAddress: 5 }, HERE],
] as const) {
  test(`answers a connection too many ${what} with 503 and serves the others on`, async () => {
    await using server = await PushServer.open({ limits });
    const wires = await openServed(server, 5);

    using oneMore = await Wire.connect(server.port, from);
    const answer = await oneMore.answer();

    assert.deepEqual([answer?.status, answer?.text], [503, refusal("Too many connections")]);
    assert.equal(answer?.headers.get("retry-after"), "10");
    assert.equal(answer?.headers.get("connection"), "close");
    assert.equal(answer?.headers.get("cache-control"), "no-store");
    oneMore.end();
    assert.equal(await oneMore.answer(), undefined);
    for (const wire of wires) assert.equal(await isServed(wire), true);
    assert.match(server.diagnostics.join(""), /connections are refused/);
    for (const wire of wires) wire[Symbol.dispose]();
  });
}

test("takes connections again when others have closed", async () => {
  await using server = await PushServer.open({ limits: { connections: 3 } });
  const wires = await openServed(server, 3);
  for (const wire of wires) wire[Symbol.dispose]();

  await eventually(5_000, async () => {
    using wire = await Wire.connect(server.port);
    assert.equal(await isServed(wire), true);
  });
});

test("serves another address while one has all that it may have", async () => {
  await using server = await PushServer.open({ limits: { connectionsPerAddress: 2 } });
  const wires = await openServed(server, 2);

  const [there] = await openServed(server, 1, THERE);

  for (const wire of [...wires, there]) wire?.[Symbol.dispose]();
});

test("refuses a thousand at once and keeps none of them", async () => {
  await using server = await PushServer.open({ limits: { connections: 2 } });
  const [first, second] = await openServed(server, 2);

  const refused = await Promise.all(
    Array.from({ length: 1_000 }, async () => {
      const wire = await Wire.connect(server.port).catch(() => undefined);
      await wire?.write(HEALTH);
      wire?.end();
      await wire?.closed;
      return (await wire?.answer())?.status;
    }),
  );

  // who came while 256 were being told was closed at once
  assert.deepEqual(
    [...new Set(refused)].filter((status) => status !== undefined),
    [503],
  );
  assert.ok(refused.filter((status) => status === 503).length >= 100);
  for (const wire of [first, second]) assert.ok(wire !== undefined && (await isServed(wire)));
  first?.[Symbol.dispose]();
  second?.[Symbol.dispose]();
});
