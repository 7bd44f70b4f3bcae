import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
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
    udpPort: undefined,
    tcpPort: 0,
    onTrouble: (trouble) => troubles.push(trouble),
    limits: { retryMs: 5, ...limits },
  });
  return { syslog, troubles, port: syslog.tcpPort ?? 0 };
}

async function connectTo(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

test("takes what an emulated panel sends", async () => {
  const moody = new MoodyIntake();
  const { syslog, port } = await open(moody);
  await using _ = syslog;
  await using sender = new SyslogSender({ protocol: "tcp", host: "127.0.0.1", port, retryMs: 10 });

  for (let second = 0; second < 500; second++) sender.send(lineAt(second, `n${String(second)}`));

  await eventually(WITHIN_MS, async () => assert.equal((await moody.events()).length, 500));
  assert.deepEqual(
    await moody.texts(),
    Array.from({ length: 500 }, (_, at) => `n${String(at)}`),
  );
});

test("takes lines framed either way, and half a line when the connection ends", async () => {
  const moody = new MoodyIntake();
  const { syslog, port } = await open(moody);
  await using _ = syslog;
  const socket = await connectTo(port);
  const counted = lineAt(1, "a\nb");

  socket.end(`${String(counted.length)} ${counted}${lineAt(2, "c")}\n<14> 2025-06-1`);

  await eventually(WITHIN_MS, async () =>
    assert.deepEqual((await moody.texts()).toSorted(), ["<14> 2025-06-1", "a\nb", "c"]),
  );
});

test("keeps half a line of a connection that is reset", async () => {
  const moody = new MoodyIntake();
  const { syslog, port } = await open(moody);
  await using _ = syslog;
  const socket = await connectTo(port);
  socket.write("a\nhalf");
  await eventually(WITHIN_MS, async () => assert.deepEqual(await moody.texts(), ["a"]));

  socket.resetAndDestroy();

  await eventually(WITHIN_MS, async () => assert.deepEqual(await moody.texts(), ["a", "half"]));
});

test("reads nothing more of a connection while the store is away, and loses nothing", async () => {
  const moody = new MoodyIntake();
  const { syslog, port } = await open(moody, { idleMs: 200 });
  await using _ = syslog;
  moody.isAway = true;
  const lines = Array.from({ length: 20_000 }, (_, at) => lineAt(at, "x".repeat(500)));
  const text = `${lines.join("\n")}\n`;
  const socket = await connectTo(port);

  const written = new Promise((resolve) => socket.end(text, () => resolve(0)));
  await eventually(WITHIN_MS, async () => assert.ok(moody.calls > 60));
  assert.ok(socket.writableLength > 1_000_000, "its sender holds what was not read");
  moody.isAway = false;
  await written;

  await eventually(20_000, async () => assert.equal((await moody.events()).length, 20_000));
});

test("cuts an endless line off, keeps its beginning aside, and goes on", async () => {
  const moody = new MoodyIntake();
  const { syslog, port } = await open(moody);
  await using _ = syslog;
  const socket = await connectTo(port);

  for (let at = 0; at < 50; at++) socket.write("x".repeat(100_000));
  socket.end(`\n${lineAt(1, "a")}\n`);

  await eventually(WITHIN_MS, async () => assert.deepEqual(await moody.texts(), ["a"]));
  const aside = await moody.store.listQuarantined(10);
  assert.deepEqual(
    aside.map(({ reason, size }) => [reason, size]),
    [["over 64 KiB", 65_536]],
  );
});

test("takes binary for what it is", async () => {
  const moody = new MoodyIntake();
  const { syslog, port } = await open(moody);
  await using _ = syslog;
  const socket = await connectTo(port);

  socket.end(Buffer.concat([Buffer.of(0xff, 0xfe, 0x0a, 0x16, 0x03, 0x01), Buffer.from("\nb\n")]));

  await eventually(WITHIN_MS, async () =>
    assert.deepEqual(await moody.texts(), ["\u0016\u0003\u0001", "b"]),
  );
  assert.equal((await moody.store.quarantineState()).count, 1);
});

test("takes so many connections and no more, and another when one has ended", async () => {
  const moody = new MoodyIntake();
  const { syslog, port, troubles } = await open(moody, { maxConnections: 2 });
  await using _ = syslog;
  const first = await connectTo(port);
  const second = await connectTo(port);
  const third = await connectTo(port);
  await once(third.resume(), "close");

  first.end("a\n");
  second.write("b\n");
  await once(first.resume(), "close");
  const fourth = await connectTo(port);
  fourth.end("c\n");
  second.end();

  await eventually(WITHIN_MS, async () =>
    assert.deepEqual((await moody.texts()).toSorted(), ["a", "b", "c"]),
  );
  assert.deepEqual(
    troubles.map(({ text }) => text),
    ["a connection for syslog was refused: there are 2"],
  );
});

test("closes a connection that says nothing for long", async () => {
  const moody = new MoodyIntake();
  const { syslog, port } = await open(moody, { idleMs: 20 });
  await using _ = syslog;
  const socket = await connectTo(port);

  await once(socket.resume(), "close");

  assert.deepEqual(await moody.events(), []);
});

test("waits for room in the quarantine, as for the store", async () => {
  const moody = new MoodyIntake(302);
  const { syslog, port, troubles } = await open(moody);
  await using _ = syslog;
  const socket = await connectTo(port);
  socket.write(Buffer.of(0xff, 0x0a));
  await eventually(WITHIN_MS, async () =>
    assert.equal((await moody.store.quarantineState()).count, 1),
  );
  socket.write(Buffer.of(0xfe, 0x0a));
  await eventually(WITHIN_MS, async () => assert.ok(moody.calls > 5));

  await moody.store.dropQuarantined(1);

  await eventually(WITHIN_MS, async () =>
    assert.equal((await moody.store.listQuarantined(1))[0]?.id, 2),
  );
  assert.deepEqual(
    troubles.map(({ text }) => text),
    ["lines of syslog wait for room in the quarantine"],
  );
});

test("stops while the store is away and connections are open", async () => {
  const moody = new MoodyIntake();
  const { syslog, port } = await open(moody, { retryMs: 60_000 });
  moody.isAway = true;
  const socket = await connectTo(port);
  socket.write("a\n");
  const idle = await connectTo(port);
  await eventually(WITHIN_MS, async () => assert.equal(moody.calls, 1));

  const closed = [once(socket.resume(), "close"), once(idle.resume(), "close")];

  await syslog[Symbol.asyncDispose]();

  await Promise.all(closed);
});
