import assert from "node:assert/strict";
import { test } from "node:test";
import { SyslogSender, type SyslogSenderOptions } from "../../../src/emulator/syslog-sender.ts";
import { eventually } from "../../support/eventually.ts";
import { freePort, TcpReceiver } from "../../support/syslog-receivers.ts";

const WITHIN_MS = 5_000;

const tcp = (port: number, more: Partial<SyslogSenderOptions> = {}) =>
  new SyslogSender({ protocol: "tcp", host: "127.0.0.1", port, retryMs: 10, ...more });

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `line ${String(from + at)}`);

const sendAll = (sender: SyslogSender, lines: readonly string[]) => {
  for (const line of lines) sender.send(line);
};

test("sends lines over one connection, in their order, each with a newline behind it", async () => {
  await using receiver = await TcpReceiver.open();
  await using sender = tcp(receiver.port);

  sendAll(sender, numbered(0, 500));
  await eventually(WITHIN_MS, async () => assert.equal(receiver.lines().length, 500));
  sender.send("the last – é");
  await eventually(WITHIN_MS, async () => assert.equal(receiver.lines().length, 501));

  assert.deepEqual(receiver.texts, [[...numbered(0, 500), "the last – é", ""].join("\n")]);
  await eventually(WITHIN_MS, async () =>
    assert.deepEqual(sender.state(), { queued: 0, sent: 501, dropped: 0 }),
  );
});

test("keeps lines while the receiver is away, and sends them when it comes", async () => {
  const port = await freePort();
  await using sender = tcp(port);
  sendAll(sender, numbered(0, 300));
  assert.deepEqual(sender.state(), { queued: 300, sent: 0, dropped: 0 });

  await using receiver = await TcpReceiver.open(port);
  await eventually(WITHIN_MS, async () => assert.equal(receiver.lines().length, 300));

  assert.deepEqual(receiver.lines(), numbered(0, 300));
});

test("loses nothing when the receiver goes and comes back, though lines may come twice", async () => {
  const first = await TcpReceiver.open();
  await using sender = tcp(first.port);
  sendAll(sender, numbered(0, 50));
  await eventually(WITHIN_MS, async () => assert.equal(first.lines().length, 50));

  await first[Symbol.asyncDispose]();
  sendAll(sender, numbered(50, 100));
  await using second = await TcpReceiver.open(first.port);
  await eventually(WITHIN_MS, async () => assert.equal(second.lines().at(-1), "line 99"));

  const after = second.lines();
  assert.deepEqual(after, numbered(100 - after.length, 100));
  assert.ok(after.length >= 50);
});

test("sends again what a receiver took and never read", async () => {
  const deaf = await TcpReceiver.open(0, false);
  await using sender = tcp(deaf.port);
  sendAll(sender, numbered(0, 40));
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 40));

  await deaf[Symbol.asyncDispose]();
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().queued, 40));
  await using receiver = await TcpReceiver.open(deaf.port);
  await eventually(WITHIN_MS, async () => assert.equal(receiver.lines().length, 40));

  assert.deepEqual(receiver.lines(), numbered(0, 40));
});

test("goes on when a receiver says something and ends the connection", async () => {
  await using receiver = await TcpReceiver.open();
  await using sender = tcp(receiver.port);
  sender.send("one");
  await eventually(WITHIN_MS, async () => assert.deepEqual(receiver.texts, ["one\n"]));

  receiver.end();
  await eventually(WITHIN_MS, async () => assert.deepEqual(receiver.texts, ["one\n", "one\n"]));
});

test("does not send again what its connection outlived", async () => {
  await using receiver = await TcpReceiver.open();
  await using sender = tcp(receiver.port, { settleMs: 0 });
  sender.send("old");
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 1));

  receiver.reset();
  await eventually(WITHIN_MS, async () => {
    sender.send("new");
    assert.equal(receiver.texts.length, 2);
  });
  await eventually(WITHIN_MS, async () => assert.match(receiver.texts[1] ?? "", /\n/));

  assert.ok(!receiver.texts[1]?.includes("old"));
});

test("drops the oldest of too many lines, and counts them", async () => {
  const port = await freePort();
  await using sender = tcp(port, { maxQueued: 10 });
  sendAll(sender, numbered(0, 25));
  assert.deepEqual(sender.state(), { queued: 10, sent: 0, dropped: 15 });

  await using receiver = await TcpReceiver.open(port);
  await eventually(WITHIN_MS, async () => assert.equal(receiver.lines().length, 10));

  assert.deepEqual(receiver.lines(), numbered(15, 25));
});

test("holds 10 000 lines when nothing else is said", async () => {
  await using sender = tcp(await freePort());

  sendAll(sender, numbered(0, 10_003));

  assert.deepEqual(sender.state(), { queued: 10_000, sent: 0, dropped: 3 });
});

test("stays bounded when a receiver takes nothing", async () => {
  await using deaf = await TcpReceiver.open(0, false);
  await using sender = tcp(deaf.port, { maxQueued: 100 });
  const wide = "x".repeat(200_000);

  for (let round = 0; round < 20; round += 1) {
    sendAll(sender, [wide, wide, wide, wide, wide, wide]);
    const { queued, sent, dropped } = sender.state();

    assert.ok(queued <= 100);
    assert.equal(queued + sent + dropped, (round + 1) * 6);
  }
});

test("tries once more when it closes in an outage", async () => {
  const first = await TcpReceiver.open();
  const sender = tcp(first.port, { retryMs: 3_600_000 });
  sender.send("one");
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 1));
  await first[Symbol.asyncDispose]();
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().queued, 1));

  await using receiver = await TcpReceiver.open(first.port);
  await sender.close();
  await eventually(WITHIN_MS, async () => assert.deepEqual(receiver.lines(), ["one"]));
});

test("hands over what waits before it closes", async () => {
  await using receiver = await TcpReceiver.open();
  const sender = tcp(receiver.port);
  sender.send("first");
  await eventually(WITHIN_MS, async () => assert.deepEqual(receiver.lines(), ["first"]));

  sendAll(sender, ["second", "third"]);
  await sender.close();

  await eventually(WITHIN_MS, async () =>
    assert.deepEqual(receiver.lines(), ["first", "second", "third"]),
  );
});

test(
  "closes while a receiver is away or takes nothing, and again",
  { timeout: 5_000 },
  async () => {
    await using deaf = await TcpReceiver.open(0, false);
    for (const port of [await freePort(), deaf.port]) {
      const sender = tcp(port, { retryMs: 3_600_000 });
      sender.send("x".repeat(10_000_000));

      await sender.close();
      await sender.close();
      sender.send("too late");

      assert.equal(sender.state().sent + sender.state().queued, 2);
    }
  },
);

test("puts a line with breaks on one line", async () => {
  await using receiver = await TcpReceiver.open();
  await using sender = tcp(receiver.port);

  sender.send("a\r\nb\n\nc");
  await eventually(WITHIN_MS, async () => assert.deepEqual(receiver.lines(), ["a b c"]));
});
