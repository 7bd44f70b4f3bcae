import assert from "node:assert/strict";
import { test } from "node:test";
import { HeapWatch, inspectable } from "../soak/fuzz/heap.ts";
import { TestFolder } from "../support/folder.ts";
import { Served } from "../support/served.ts";
import { requestBytes, Wire } from "../support/wire.ts";

const CALLERS = 60;

/** Of each caller, 550 kB; answered they would be 4 MB, and all callers' 240 MB. */
const AHEAD = 10_000;

test("holds little for callers that send ahead and never read, and serves the others", async () => {
  await using folder = await TestFolder.make();
  const { through, port } = await inspectable();
  const options = `${through.at(-1) ?? ""} --max-old-space-size=200`;
  await using server = await Served.start(folder.path, {
    through: [...through.slice(0, -1), options],
  });
  const address = Number(new URL(server.address).port);
  const requests = Buffer.concat(
    Array.from({ length: AHEAD }, () => requestBytes("GET /healthz", {})),
  );
  const wires = await Promise.all(
    Array.from({ length: CALLERS }, async () => Wire.connect(address)),
  );

  for (const wire of wires) {
    wire.pause();
    void wire.write(requests);
  }
  using other = await Wire.connect(address);
  for (let i = 0; i < 20; i++) {
    await other.write(requestBytes("GET /healthz", {}));
    assert.equal((await other.answer())?.status, 200);
  }
  using heap = await HeapWatch.open(port);
  const usedMiB = await heap.usedMiB();

  assert.ok(usedMiB < 120, `${usedMiB} MiB`);
  for (const wire of wires) wire[Symbol.dispose]();
});
