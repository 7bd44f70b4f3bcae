import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { after, before, test } from "node:test";

import { runCommand } from "../support/command-runner.ts";
import { startDoorbook } from "../support/run-doorbook.ts";

let folder = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "doorbook-serve-"));
});

after(() => rm(folder, { recursive: true }));

/** The flags of a server of its own. */
function flags(name: string): string[] {
  return ["serve", "--port", "0", "--data", join(folder, name), "--log-level", "silent"];
}

const ENV = { DOORBOOK_ADMIN_PASSWORD: "correct horse", DOORBOOK_LINK_PASSWORD: "battery staple" };

/** On the Node at hand, and through the forwarder that an older Node needs. */
for (const [where, around] of [
  ["in its own process", { env: ENV }],
  ["behind the forwarder", { env: ENV, nodeVersion: "20.0.0" }],
] as const) {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    test(`${where}, prints its address once ready and ends with 0 on ${signal}`, async () => {
      const { child, firstLine, ended } = startDoorbook(flags(`${where} ${signal}`), around);
      const line = await firstLine;
      const address = /^Doorbook listens on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
      assert.ok(address !== undefined, line || (await ended).stderr);

      const health = await fetch(`${address}/healthz`);
      await health.text();
      child.kill(signal);
      const { code, stdout } = await ended;

      assert.equal(health.status, 200);
      assert.deepEqual([code, stdout], [0, `${line}\n`]);
    });
  }
}

test("a signal that comes twice at once is one request to finish", async () => {
  const { child, firstLine, ended } = startDoorbook(flags("twice"), { env: ENV });
  await firstLine;

  child.kill("SIGINT");
  child.kill("SIGINT");
  const { code } = await ended;

  assert.equal(code, 0);
});

test("signals that go on end it at once, even with a request that never ends", async () => {
  const { child, firstLine, ended } = startDoorbook(flags("stuck"), { env: ENV });
  const { port } = new URL((await firstLine).split(" ").at(-1) ?? "");
  const stuck = connect(Number(port), "127.0.0.1");
  await once(stuck, "connect");
  stuck.on("error", () => {});
  stuck.write("POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1");

  const again = setInterval(() => child.kill("SIGTERM"), 50);
  const { code } = await ended;
  clearInterval(again);
  stuck.destroy();

  assert.equal(code, 128 + constants.signals.SIGTERM);
});

test("names a port that is taken and the way out", async () => {
  await using taken = createServer();
  taken.listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;

  const args = [...flags("taken"), "--port", String(port)];
  const { code, stdout, stderr } = await runCommand(args, { env: ENV });

  assert.deepEqual([code, stdout], [1, ""]);
  assert.match(
    stderr,
    new RegExp(`^doorbook: 127\\.0\\.0\\.1 port ${port} is taken by another`, "m"),
  );
});
