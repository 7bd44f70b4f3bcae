import assert from "node:assert/strict";
import { test } from "node:test";
import { renderSyslogLine, renderSyslogText } from "../../src/basip/syslog/render-line.ts";
import { type SyslogProtocol, SyslogSender } from "../../src/emulator/syslog-sender.ts";
import { eventually } from "../support/eventually.ts";
import { freePort, HttpReceiver, TcpReceiver, UdpReceiver } from "../support/syslog-receivers.ts";
import { parseLine, partsOf } from "./syslog-parser.ts";

const WITHIN_MS = 5_000;
const FIRST_MS = Date.UTC(2025, 5, 15, 9);

/** Lines of events, one a second; the code of each is its number. */
function linesOf(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, at) => {
    const event = { key: "access_granted_by_master_code", model: { code: String(from + at) } };
    const atMs = FIRST_MS + (from + at) * 1_000;
    const header = { severity: 6, atMs, offsetMinutes: 180, host: "front-door", app: "panel" };
    return renderSyslogLine({ form: "versionless", ...header }, renderSyslogText(event));
  });
}

/** The numbers of the events whose lines came, each read as a receiver does. */
function numbersOf(lines: readonly string[]): number[] {
  return lines.map((line) => {
    const { message, time } = parseLine(line);
    const number = Number(partsOf(message)[2]);
    assert.equal(Date.parse(time), FIRST_MS + number * 1_000);
    return number;
  });
}

const bodiesOf = (receiver: HttpReceiver) =>
  receiver.bodies().map((body) => numbersOf(body.split("\n")));

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

function openSender(protocol: SyslogProtocol, port: number, maxQueued = 1_000): SyslogSender {
  return new SyslogSender({ protocol, host: "127.0.0.1", port, retryMs: 10, maxQueued });
}

function sendAll(sender: SyslogSender, lines: readonly string[]): void {
  for (const line of lines) sender.send(line);
}

test("§5.3.17 sends lines over one TCP connection, a newline behind each", async () => {
  await using receiver = await TcpReceiver.open();
  await using sender = openSender("tcp", receiver.port);

  sendAll(sender, linesOf(0, 20));
  await eventually(WITHIN_MS, async () => assert.equal(receiver.lines().length, 20));

  assert.equal(receiver.texts.length, 1);
  assert.ok(receiver.texts[0]?.endsWith("\n"));
  assert.deepEqual(numbersOf(receiver.lines()), range(0, 20));
});

test("§5.3.18 posts lines to /, and a receiver of the last line alone finds one", async () => {
  await using receiver = await HttpReceiver.open();
  await using sender = openSender("http", receiver.port);

  sendAll(sender, linesOf(0, 20));
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 20));

  for (const { method, path, type, body } of receiver.posted) {
    assert.deepEqual([method, path, type], ["POST", "/", "text/plain"]);
    parseLine(body.split("\n").at(-1) ?? "");
  }
  assert.deepEqual(bodiesOf(receiver), [[0], range(1, 20)]);
});

test("§5.3.19 sends a datagram for each line", async () => {
  await using receiver = await UdpReceiver.open();
  await using sender = openSender("udp", receiver.port);

  sendAll(sender, linesOf(0, 20));
  await eventually(WITHIN_MS, async () => assert.equal(receiver.datagrams.length, 20));

  assert.deepEqual(numbersOf(receiver.datagrams), range(0, 20));
});

test("§5.3.20 posts what waited in one body", async () => {
  const port = await freePort();
  await using sender = openSender("http", port);
  sendAll(sender, linesOf(0, 500));

  await using receiver = await HttpReceiver.open(port);
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 500));

  assert.deepEqual(bodiesOf(receiver), [range(0, 500)]);
});

test("§5.3.20 writes what waited to one connection", async () => {
  const port = await freePort();
  await using sender = openSender("tcp", port);
  sendAll(sender, linesOf(0, 500));

  await using receiver = await TcpReceiver.open(port);
  await eventually(WITHIN_MS, async () => assert.equal(receiver.lines().length, 500));

  assert.equal(receiver.texts.length, 1);
  assert.deepEqual(numbersOf(receiver.lines()), range(0, 500));
});

test("§5.3.21 keeps the order over an outage", async () => {
  const first = await HttpReceiver.open();
  await using sender = openSender("http", first.port);
  sendAll(sender, linesOf(0, 10));
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 10));
  await first[Symbol.asyncDispose]();

  sendAll(sender, linesOf(10, 20));
  await using second = await HttpReceiver.open(first.port);
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().queued, 0));
  sendAll(sender, linesOf(20, 30));
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 30));

  assert.deepEqual([...bodiesOf(first), ...bodiesOf(second)].flat(), range(0, 30));
});

test("§5.3.22 posts again what was refused", async () => {
  await using receiver = await HttpReceiver.open();
  await using sender = openSender("http", receiver.port);
  receiver.status = 503;
  sendAll(sender, linesOf(0, 3));
  await eventually(WITHIN_MS, async () => assert.ok(receiver.posted.length >= 2));

  receiver.status = 200;
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 3));

  const bodies = bodiesOf(receiver);
  assert.deepEqual(bodies[0], [0]);
  assert.deepEqual(bodies.at(-1), [0, 1, 2]);
});

test("§5.3.23 writes again what a broken connection may have lost", async () => {
  await using receiver = await TcpReceiver.open();
  await using sender = openSender("tcp", receiver.port);

  for (let round = 0; round < 10; round += 1) {
    sendAll(sender, linesOf(round * 10, round * 10 + 10));
    const last = round * 10 + 9;
    await eventually(WITHIN_MS, async () => assert.ok(numbersOf(receiver.lines()).includes(last)));
    receiver.reset();
  }
  sendAll(sender, linesOf(100, 101));
  await eventually(WITHIN_MS, async () => assert.ok(numbersOf(receiver.lines()).includes(100)));

  const came = numbersOf(receiver.lines());
  assert.deepEqual(Array.from(new Set(came)), range(0, 101));
  assert.ok(came.length > 101);
});

for (const protocol of ["tcp", "http"] as const) {
  test(`§5.3.24 gives up the oldest of more lines than it holds, over ${protocol}`, async () => {
    const port = await freePort();
    await using sender = openSender(protocol, port, 50);
    sendAll(sender, linesOf(0, 80));
    assert.deepEqual(sender.state(), { queued: 50, sent: 0, dropped: 30 });

    await using receiver = await (protocol === "tcp" ? TcpReceiver : HttpReceiver).open(port);
    const lines = () =>
      receiver instanceof TcpReceiver
        ? receiver.lines()
        : receiver.bodies().flatMap((body) => body.split("\n"));
    await eventually(WITHIN_MS, async () => assert.equal(lines().length, 50));

    assert.deepEqual(numbersOf(lines()), range(30, 80));
  });
}
