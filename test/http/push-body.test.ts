import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { AppError } from "../../src/event/errors.ts";
import { PushBodies } from "../../src/http/push-body.ts";
import { requestBytes, Wire } from "../support/wire.ts";

/** Hands over requests with the given body, as they come from a socket. */
async function openRequests() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const wires: Wire[] = [];
  return {
    async next(body: string): Promise<IncomingMessage> {
      const wire = await Wire.connect(port);
      wires.push(wire);
      const requested = once(server, "request");
      await wire.write(requestBytes("PUT /", {}, body));
      const [request] = (await requested) as [IncomingMessage];
      return request;
    },
    async [Symbol.asyncDispose]() {
      for (const wire of wires) wire[Symbol.dispose]();
      server.close();
      await once(server, "close");
    },
  };
}

const isUnavailable = (error: unknown) => error instanceof AppError && error.code === "unavailable";

test("reads a body whole", async () => {
  await using requests = await openRequests();

  using body = await new PushBodies(100).read(await requests.next("Двері"), 10);

  assert.equal(Buffer.from(body.bytes).toString(), "Двері");
});

test("holds no more than it may at once, and more when some is let go", async () => {
  await using requests = await openRequests();
  const bodies = new PushBodies(100);
  const first = await bodies.read(await requests.next("x".repeat(60)), 100);

  await assert.rejects(bodies.read(await requests.next("y".repeat(41)), 100), isUnavailable);
  using second = await bodies.read(await requests.next("y".repeat(40)), 100);
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  using third = await bodies.read(await requests.next("z".repeat(60)), 100);

  await assert.rejects(bodies.read(await requests.next("y"), 100), isUnavailable);
  assert.deepEqual([second.bytes.length, third.bytes.length], [40, 60]);
});

test("holds nothing of a body that is too large", async () => {
  await using requests = await openRequests();
  const bodies = new PushBodies(100);

  await assert.rejects(bodies.read(await requests.next("x".repeat(90)), 89));

  using body = await bodies.read(await requests.next("x".repeat(100)), 100);
  assert.equal(body.bytes.length, 100);
});

test("counts what is read in a body until the body is let go", async () => {
  await using requests = await openRequests();
  const bodies = new PushBodies(100);
  const first = await bodies.read(await requests.next("x".repeat(40)), 100);

  first.hold(60);

  assert.throws(() => first.hold(1), isUnavailable);
  await assert.rejects(bodies.read(await requests.next("y"), 100), isUnavailable);
  first[Symbol.dispose]();
  using second = await bodies.read(await requests.next("z".repeat(100)), 100);
  assert.equal(second.bytes.length, 100);
});
