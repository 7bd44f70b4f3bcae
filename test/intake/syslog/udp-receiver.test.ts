import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { test } from "node:test";
import { SyslogSender } from "../../../src/emulator/syslog-sender.ts";
import { openSyslog, type SyslogLimits } from "../../../src/intake/syslog/open-syslog.ts";
import type { SyslogTrouble } from "../../../src/intake/syslog/trouble.ts";
import { eventually } from "../../support/eventually.ts";
import { lineAt, MoodyIntake } from "../../support/moody-intake.ts";

const WITHIN_MS = 5_000;

async function open(moody: MoodyIntake, limits: Partial<SyslogLimits> = {}) {
  const troubles: SyslogTrouble[] = [];
  const syslog = await openSyslog({
    intake: moody.intake,
    host: "127.0.0.1",
    udpPort: 0,
    tcpPort: undefined,
    onTrouble: (trouble) => troubles.push(trouble),
    limits: { retryMs: 5, ...limits },
  });
  return { syslog, troubles, port: syslog.udpPort ?? 0 };
}

async function sendTo(port: number, datagrams: readonly string[]): Promise<void> {
  const socket = createSocket("udp4");
  for (const datagram of datagrams) {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    socket.send(datagram, port, "127.0.0.1", () => resolve(undefined));
    await promise;
  }
  socket.close();
}

test("takes what an emulated panel sends, a datagram for each line", async () => {
  const moody = new MoodyIntake();
  const { syslog, port } = await open(moody);
  await using _ = syslog;
  await using sender = new SyslogSender({ protocol: "udp", host: "127.0.0.1", port, retryMs: 10 });

  for (let second = 0; second < 20; second++) sender.send(lineAt(second, `n${String(second)}`));

  await eventually(WITHIN_MS, async () => assert.equal((await moody.events()).length, 20));
  assert.deepEqual(
    await moody.texts(),
    Array.from({ length: 20 }, (_, at) => `n${String(at)}`),
  );
});

test("takes every line of a datagram, and of none nothing", async () => {
  const moody = new MoodyIntake();
  const { syslog, port } = await open(moody);
  await using _ = syslog;

  await sendTo(port, ["", "\n\n", `${lineAt(1, "a")}\n${lineAt(2, "b")}\r\n`, "c"]);

  await eventually(WITHIN_MS, async () => assert.equal((await moody.events()).length, 3));
  assert.deepEqual((await moody.texts()).toSorted(), ["a", "b", "c"]);
});

test("holds lines while the store is away, and tells of it once", async () => {
  const moody = new MoodyIntake();
  const { syslog, port, troubles } = await open(moody);
  await using _ = syslog;
  moody.isAway = true;
  await sendTo(port, [lineAt(1, "a"), lineAt(2, "b")]);
  await eventually(WITHIN_MS, async () => assert.ok(moody.calls > 3));

  moody.isAway = false;

  await eventually(WITHIN_MS, async () => assert.equal((await moody.events()).length, 2));
  assert.deepEqual(
    troubles.map(({ text }) => text),
    ["lines of syslog wait for the store"],
  );
  assert.equal(syslog.lost, 0);
});

test("counts what there is no room for, and takes in the rest", async () => {
  const moody = new MoodyIntake();
  const { syslog, port, troubles } = await open(moody, { maxQueuedBytes: 1_000 });
  await using _ = syslog;
  moody.isAway = true;

  await sendTo(
    port,
    Array.from({ length: 10 }, (_, at) => lineAt(at, "a")),
  );
  await eventually(WITHIN_MS, async () => assert.equal(syslog.lost, 7));
  moody.isAway = false;

  await eventually(WITHIN_MS, async () => assert.equal((await moody.events()).length, 3));
  assert.equal(troubles.filter(({ lost }) => lost !== undefined).length, 1);
});

test("counts as lost what it cannot store when it stops", async () => {
  const moody = new MoodyIntake();
  const { syslog, port } = await open(moody, { retryMs: 60_000 });
  moody.isAway = true;
  await sendTo(port, [lineAt(1, "a")]);
  await eventually(WITHIN_MS, async () => assert.equal(moody.calls, 1));

  await syslog[Symbol.asyncDispose]();

  assert.equal(syslog.lost, 1);
});

test("says that its port is taken, and listens nowhere", async () => {
  const moody = new MoodyIntake();
  const { syslog, port } = await open(moody);
  await using _ = syslog;

  const again = openSyslog({
    intake: moody.intake,
    host: "127.0.0.1",
    udpPort: port,
    tcpPort: 0,
    onTrouble: () => undefined,
  });

  await assert.rejects(again, { code: "EADDRINUSE" });
});
