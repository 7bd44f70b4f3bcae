import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "../../../src/event/errors.ts";
import { serialOfHost } from "../../../src/intake/syslog/panels.ts";
import { SyslogIntake } from "../../../src/intake/syslog/syslog-intake.ts";
import { HOSTS_AS_PANELS } from "../../../src/intake/syslog/panels.ts";
import { lineAt, MoodyIntake } from "../../support/moody-intake.ts";
import { openStores } from "../../support/stores.ts";

const line = (content: string | Uint8Array, address = "10.0.0.7", receivedAtMs = 9) => ({
  bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
  isTooLong: false,
  address,
  receivedAtMs,
});
const NOT_UTF8 = Uint8Array.of(0xff, 0xfe);

test("brings lines into the log, each with its own time and of its host's panel", async () => {
  await using stores = await openStores({});
  const intake = new SyslogIntake(stores.intake, HOSTS_AS_PANELS);
  const lines = [lineAt(2, "b", "one"), lineAt(1, "a", "two"), lineAt(0, "c", "one"), "no line"];

  const taken = await intake.take(lines.map((text) => line(text)));

  assert.deepEqual(taken, { added: 4, rejected: 0, unkept: 0 });
  const held = await stores.log.after(0, 10);
  const startMs = Date.UTC(2025, 5, 15);
  assert.deepEqual(
    held
      .map(({ panel, occurredAtMs, model, source }) => [panel, occurredAtMs, model, source])
      .toSorted(([a], [b]) => String(a).localeCompare(String(b))),
    [
      ["syslog:10.0.0.7", 9, '{"text":"no line"}', "syslog"],
      ["syslog:one", startMs + 2_000, '{"text":"b"}', "syslog"],
      ["syslog:one", startMs, '{"text":"c"}', "syslog"],
      ["syslog:two", startMs + 1_000, '{"text":"a"}', "syslog"],
    ],
  );
});

test("keeps alike lines that come together apart, and adds nothing when they come again", async () => {
  await using stores = await openStores({});
  const intake = new SyslogIntake(stores.intake, HOSTS_AS_PANELS);
  const lines = [lineAt(1, "a"), lineAt(1, "a"), lineAt(2, "a")].map((text) => line(text));

  const first = await intake.take(lines);
  const again = await intake.take(lines);

  assert.deepEqual([first.added, again.added], [3, 0]);
  assert.equal(await stores.log.head(), 3);
});

test("keeps what is no UTF-8 or too long aside, with its bytes and the reason", async () => {
  const moody = new MoodyIntake();
  const cut = { ...line("x".repeat(65_536)), isTooLong: true };

  const taken = await moody.intake.take([line("a"), line(NOT_UTF8), cut]);

  assert.deepEqual(taken, { added: 1, rejected: 2, unkept: 0 });
  const aside = await moody.store.listQuarantined(10);
  assert.deepEqual(
    aside.map(({ panel, reason, size }) => [panel, reason, size]),
    [
      ["syslog:10.0.0.7", "over 64 KiB", 65_536],
      ["syslog:10.0.0.7", "not UTF-8", 2],
    ],
  );
});

test("takes events in when the quarantine is full, and tells what is kept nowhere", async () => {
  const moody = new MoodyIntake(10);

  const taken = await moody.intake.take([line("a"), line(NOT_UTF8), line("b")]);

  assert.deepEqual(taken, { added: 2, rejected: 0, unkept: 1 });
  assert.deepEqual(await moody.texts(), ["a", "b"]);
});

test("tells that the store is away, and adds all when it is there again", async () => {
  const moody = new MoodyIntake();
  const lines = [line("a"), line("a", "10.0.0.8")];
  moody.isAway = true;
  await assert.rejects(
    moody.intake.take(lines),
    (error) => error instanceof AppError && error.code === "unavailable",
  );

  moody.isAway = false;
  await moody.intake.take(lines);

  assert.equal((await moody.events()).length, 2);
});

test("asks the fleet whose a line is, and marks what its panel tells another way too", async () => {
  const heard: unknown[] = [];
  const moody = new MoodyIntake(0, {
    panelOf: (host, address) => `${host}@${address}`,
    isDelivering: (panel) => panel.startsWith("both"),
    heard: (panel, atMs) => heard.push([panel, atMs]),
  });

  await moody.intake.take([line(lineAt(1, "a", "both")), line("b", "10.0.0.8")]);

  const held = await moody.events();
  assert.deepEqual(
    held.map(({ panel, isEcho }) => [panel, isEcho]),
    [
      ["both@10.0.0.7", true],
      ["10.0.0.8@10.0.0.8", undefined],
    ],
  );
  assert.deepEqual(heard, [
    ["both@10.0.0.7", 9],
    ["10.0.0.8@10.0.0.8", 9],
  ]);
});

test("cuts the serial of a long host between characters", () => {
  assert.equal(serialOfHost("x".repeat(200)).length, 128);
  assert.equal(serialOfHost("x" + "😀".repeat(100)), `syslog:x${"😀".repeat(60)}`);
  assert.equal(serialOfHost("😀".repeat(100)), `syslog:${"😀".repeat(60)}`);
});
