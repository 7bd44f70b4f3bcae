import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { SyslogSender } from "../../src/emulator/syslog-sender.ts";
import { eventually } from "../support/eventually.ts";
import { lineAt, MoodyIntake } from "../support/moody-intake.ts";
import { openSyslogServer } from "../support/syslog-server.ts";

const WITHIN_MS = 5_000;
const OK = { status: 200, text: '{"status":"ok"}' };

test("keeps every line of a body, each with its own time", async () => {
  const moody = new MoodyIntake();
  await using server = await openSyslogServer(moody.intake);
  const lines = Array.from({ length: 500 }, (_, at) => lineAt(at, `n${String(at)}`));

  const answer = await server.post(lines.join("\n"));

  assert.deepEqual(answer, OK);
  const held = await moody.events();
  const startMs = Date.UTC(2025, 5, 15);
  assert.deepEqual(
    held.map(({ occurredAtMs, model }) => [occurredAtMs, model]),
    lines.map((_, at) => [startMs + at * 1_000, `{"text":"n${String(at)}"}`]),
  );
});

for (const type of [
  "application/json",
  "text/plain; charset=utf-16",
  "multipart/form-data",
  ";;",
]) {
  test(`takes lines with the Content-Type ${type}`, async () => {
    const moody = new MoodyIntake();
    await using server = await openSyslogServer(moody.intake);

    const answer = await server.post(`${lineAt(1, "a")}\r\n`, { "content-type": type });

    assert.deepEqual(answer, OK);
    assert.deepEqual(await moody.texts(), ["a"]);
  });
}

test("takes a body of JSON for a line like any other", async () => {
  const moody = new MoodyIntake();
  await using server = await openSyslogServer(moody.intake);

  const answer = await server.post('{"event":"x"}', { "content-type": "application/json" });

  assert.deepEqual(answer, OK);
  assert.deepEqual(await moody.texts(), ['{"event":"x"}']);
});

for (const body of ["", "\n\r\n"]) {
  test(`takes ${JSON.stringify(body)} for no line`, async () => {
    const moody = new MoodyIntake();
    await using server = await openSyslogServer(moody.intake);

    const answer = await server.post(body);

    assert.deepEqual(answer, OK);
    assert.deepEqual(await moody.texts(), []);
  });
}

test("adds nothing when the same body comes again", async () => {
  const moody = new MoodyIntake();
  await using server = await openSyslogServer(moody.intake);
  const body = [lineAt(1, "a"), lineAt(1, "a"), lineAt(2, "b")].join("\n");
  await server.post(body);

  await server.post(body);

  assert.deepEqual(await moody.texts(), ["a", "a", "b"]);
});

test("answers 503 while the store is away, and takes the lines when they come again", async () => {
  const moody = new MoodyIntake();
  await using server = await openSyslogServer(moody.intake);
  await using sender = new SyslogSender({
    protocol: "http",
    host: "127.0.0.1",
    port: server.port,
    retryMs: 5,
  });
  moody.isAway = true;
  assert.equal((await server.post(lineAt(0, "x"))).status, 503);
  for (let at = 1; at <= 50; at++) sender.send(lineAt(at, `n${String(at)}`));
  await eventually(WITHIN_MS, async () => assert.ok(moody.calls > 3));

  moody.isAway = false;
  await eventually(WITHIN_MS, async () => assert.equal(sender.state().sent, 50));

  assert.deepEqual(
    await moody.texts(),
    Array.from({ length: 50 }, (_, at) => `n${String(at + 1)}`),
  );
});

test("keeps a line that is no UTF-8 aside, and takes the others", async () => {
  const moody = new MoodyIntake();
  await using server = await openSyslogServer(moody.intake);

  const answer = await server.post(Buffer.from("a\n\xff\nb", "latin1"));

  assert.deepEqual(answer, OK);
  assert.deepEqual(await moody.texts(), ["a", "b"]);
  assert.equal((await moody.store.quarantineState()).count, 1);
});

test("answers 503 when the quarantine has no room, and takes the lines that can be read", async () => {
  const moody = new MoodyIntake(10);
  await using server = await openSyslogServer(moody.intake);

  const answer = await server.post(Buffer.from("a\n\xff\nb", "latin1"));

  assert.equal(answer.status, 503);
  assert.deepEqual(await moody.texts(), ["a", "b"]);
});

test("refuses a compressed body", async () => {
  const moody = new MoodyIntake();
  await using server = await openSyslogServer(moody.intake);

  const answer = await server.post(gzipSync(lineAt(1, "a")), { "content-encoding": "gzip" });

  assert.deepEqual(answer, { status: 415, text: '{"error":"Unsupported media type"}' });
  assert.equal(moody.calls, 0);
});

for (const [what, body] of [
  ["of more than 1 MB", `${"x".repeat(999)}\n`.repeat(1_001)],
  ["of more than 50,000 lines", "x\n".repeat(50_001)],
] as const) {
  test(`refuses a body ${what}`, async () => {
    const moody = new MoodyIntake();
    await using server = await openSyslogServer(moody.intake);

    const answer = await server.post(body);

    assert.deepEqual(answer, { status: 413, text: '{"error":"Payload too large"}' });
    assert.equal(moody.calls, 0);
  });
}
