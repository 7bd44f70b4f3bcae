import assert from "node:assert/strict";
import { test } from "node:test";
import { SyslogSender, type SyslogSenderOptions } from "../../../src/emulator/syslog-sender.ts";
import { eventually } from "../../support/eventually.ts";
import { freePort, HttpReceiver, TcpReceiver } from "../../support/syslog-receivers.ts";

const WITHIN_MS = 5_000;

const http = (port: number, more: Partial<SyslogSenderOptions> = {}) =>
  new SyslogSender({ protocol: "http", host: "127.0.0.1", port, retryMs: 10, ...more });

const LINES = Array.from({ length: 200 }, (_, at) => `line ${String(at)}`);

test("posts a line to / as plain text", async () => {
  await using receiver = await HttpReceiver.open();
  await using sender = http(receiver.port);

  sender.send("one – é");
  await eventually(WITHIN_MS, async () =>
    assert.deepEqual(sender.state(), { queued: 0, sent: 1, dropped: 0 }),
  );

  const posted = { method: "POST", path: "/", type: "text/plain", body: "one – é" };
  assert.deepEqual(receiver.posted, [posted]);
});

test("posts to a URL that is given", async () => {
  await using receiver = await HttpReceiver.open();
  const url = `http://127.0.0.1:${String(receiver.port)}/log?panel=1`;
  await using sender = http(1, { url });

  sender.send("one");
  await eventually(WITHIN_MS, async () => assert.equal(receiver.posted[0]?.path, "/log?panel=1"));
});

test("posts lines in their order, those that came meanwhile as one body", async () => {
  await using receiver = await HttpReceiver.open();
  await using sender = http(receiver.port);

  for (const line of LINES) sender.send(line);
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 200));

  assert.deepEqual(receiver.bodies(), [LINES[0], LINES.slice(1).join("\n")]);
});

test("posts all lines of an outage at once when the receiver comes", async () => {
  const port = await freePort();
  await using sender = http(port);
  for (const line of LINES) sender.send(line);

  await using receiver = await HttpReceiver.open(port);
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 200));

  assert.deepEqual(receiver.bodies(), [LINES.join("\n")]);
});

for (const status of [404, 401, 301, 500, 503]) {
  test(`posts again what was answered ${String(status)}`, async () => {
    await using receiver = await HttpReceiver.open();
    await using sender = http(receiver.port);
    receiver.status = status;
    sender.send("one");
    await eventually(WITHIN_MS, async () => assert.ok(receiver.posted.length > 1));
    assert.equal(sender.state().sent, 0);

    receiver.status = 204;
    await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 1));

    assert.deepEqual(new Set(receiver.bodies()), new Set(["one"]));
  });
}

test("posts again what is not answered in time", async () => {
  await using receiver = await HttpReceiver.open();
  await using sender = http(receiver.port, { timeoutMs: 50 });
  receiver.status = undefined;
  sender.send("one");
  await eventually(WITHIN_MS, async () => assert.ok(receiver.posted.length > 0));

  receiver.status = 200;
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 1));
});

test("posts again when the connection is reset or is none of HTTP", async () => {
  const rude = await TcpReceiver.open();
  await using sender = http(rude.port);
  sender.send("one");
  await eventually(WITHIN_MS, async () => {
    rude.reset();
    assert.ok(rude.texts.length > 1);
  });

  await rude[Symbol.asyncDispose]();
  await using receiver = await HttpReceiver.open(rude.port);
  await eventually(WITHIN_MS, async () => assert.deepEqual(receiver.bodies(), ["one"]));
});

test("drops the oldest of too many lines, and counts them", async () => {
  const port = await freePort();
  await using sender = http(port, { maxQueued: 10 });
  for (const line of LINES) sender.send(line);
  assert.deepEqual(sender.state(), { queued: 10, sent: 0, dropped: 190 });

  await using receiver = await HttpReceiver.open(port);
  await eventually(WITHIN_MS, async () =>
    assert.deepEqual(sender.state(), { queued: 0, sent: 10, dropped: 190 }),
  );

  assert.deepEqual(receiver.bodies(), [LINES.slice(190).join("\n")]);
});

test("tries once more when it closes in an outage", async () => {
  const first = await HttpReceiver.open();
  const sender = http(first.port, { retryMs: 3_600_000 });
  first.status = 503;
  sender.send("one");
  await eventually(WITHIN_MS, async () => assert.equal(first.posted.length, 1));
  await first[Symbol.asyncDispose]();

  await using receiver = await HttpReceiver.open(first.port);
  await sender.close();

  assert.deepEqual(receiver.bodies(), ["one"]);
});

test("hands over what waits before it closes", async () => {
  await using receiver = await HttpReceiver.open();
  const sender = http(receiver.port);
  for (const line of LINES) sender.send(line);

  await sender.close();

  assert.deepEqual(receiver.bodies().join("\n"), LINES.join("\n"));
});

test("closes while a receiver is away or does not answer", { timeout: 5_000 }, async () => {
  await using silent = await HttpReceiver.open();
  silent.status = undefined;
  for (const port of [await freePort(), silent.port]) {
    const sender = http(port, { retryMs: 3_600_000 });
    sender.send("one");

    await sender.close();
    await sender.close();
    sender.send("too late");

    assert.deepEqual(sender.state(), { queued: 2, sent: 0, dropped: 0 });
  }
});
