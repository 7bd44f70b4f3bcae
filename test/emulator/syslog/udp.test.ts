import assert from "node:assert/strict";
import { test } from "node:test";
import { SyslogSender } from "../../../src/emulator/syslog-sender.ts";
import { eventually } from "../../support/eventually.ts";
import { freePort, UdpReceiver } from "../../support/syslog-receivers.ts";

const WITHIN_MS = 5_000;

const udp = (port: number, host = "127.0.0.1") =>
  new SyslogSender({ protocol: "udp", host, port, retryMs: 10 });

test("sends a datagram a line, in their order", async () => {
  await using receiver = await UdpReceiver.open();
  await using sender = udp(receiver.port);
  const lines = Array.from({ length: 50 }, (_, at) => `line ${String(at)}`);

  for (const line of lines) sender.send(line);
  await eventually(WITHIN_MS, async () => assert.equal(receiver.datagrams.length, 50));

  assert.deepEqual(receiver.datagrams, lines);
  await eventually(WITHIN_MS, async () =>
    assert.deepEqual(sender.state(), { queued: 0, sent: 50, dropped: 0 }),
  );
});

test("sends what waits before it closes", async () => {
  await using receiver = await UdpReceiver.open();
  const sender = udp(receiver.port);
  sender.send("one");
  sender.send("two");

  await sender.close();
  await sender.close();
  sender.send("too late");

  await eventually(WITHIN_MS, async () => assert.deepEqual(receiver.datagrams, ["one", "two"]));
  assert.deepEqual(sender.state(), { queued: 1, sent: 2, dropped: 0 });
});

test("drops a line that no datagram holds, and goes on", async () => {
  await using receiver = await UdpReceiver.open();
  await using sender = udp(receiver.port);

  sender.send("x".repeat(70_000));
  sender.send("one");
  await eventually(WITHIN_MS, async () => assert.deepEqual(receiver.datagrams, ["one"]));

  await eventually(WITHIN_MS, async () =>
    assert.deepEqual(sender.state(), { queued: 0, sent: 1, dropped: 1 }),
  );
});

test("bears that nobody listens", async () => {
  await using sender = udp(await freePort());

  for (let line = 0; line < 20; line += 1) sender.send("one");
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 20));
});
