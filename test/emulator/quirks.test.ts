import assert from "node:assert/strict";
import { test } from "node:test";
import { QUIRK_NAMES, startEmulator, startPanel } from "../../src/emulator.ts";
import type { QuirkName } from "../../src/emulator.ts";
import { NO_QUIRKS, quirksOf, REAL_QUIRKS } from "../../src/emulator/quirks.ts";
import { PushReceiver } from "./push-receiver.ts";

test("has each quirk by its name, all of them, or none", () => {
  assert.deepEqual(quirksOf("none"), NO_QUIRKS);
  assert.deepEqual(quirksOf("real"), REAL_QUIRKS);
  assert.deepEqual(quirksOf(QUIRK_NAMES), REAL_QUIRKS);
  assert.deepEqual(quirksOf(["wipes"]), { ...NO_QUIRKS, wipes: true });
  assert.deepEqual(quirksOf({ restarts: true }), { ...NO_QUIRKS, restarts: true });
});

test("delivers a backlog in hundreds, oldest first, with a login before each", async () => {
  await using server = await PushReceiver.open();
  await using panel = await startPanel({ quirks: ["loginsBetweenBursts"] });
  for (let lock = 0; lock < 250; lock++) panel.fire({ key: "door_was_opened", model: { lock } });

  panel.connect({ url: server.url, password: "pw" });
  await panel.delivered();

  const paths = server.calls.map(({ path }) => path.split("/").at(-1));
  assert.deepEqual(paths, ["login", "logs", "login", "logs", "logs"]);
  assert.deepEqual(
    server.events.map(({ info }) => (info as { lock: number }).lock),
    Array.from({ length: 250 }, (_, lock) => lock),
  );
});

test("loses nothing and says some of it twice with all quirks at once", async () => {
  await using server = await PushReceiver.open(({ path }, nth) => ({
    status: path.endsWith("/logs") && nth % 7 === 3 ? 503 : 200,
  }));
  const link = { url: server.url, password: "pw" };
  await using emulator = await startEmulator({ panels: 3, quirks: "real", link, retryMs: 3 });

  for (let nth = 0; nth < 400; nth++) {
    emulator.panels[nth % 3]?.fire({ key: "door_was_opened", model: { nth } });
    if (nth % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await emulator.delivered();

  const received = server.events.map(({ info }) => (info as { nth: number }).nth);
  assert.deepEqual(
    [...new Set(received)].toSorted((a, b) => a - b),
    Array.from({ length: 400 }, (_, nth) => nth),
  );
  assert.ok(server.calls.every(({ contentType }) => contentType === undefined));
  const silent = server.events.filter(({ priority }) => priority === undefined).length;
  assert.ok(silent > 0 && silent < received.length / 2, `${String(silent)} without a priority`);
});

/** How far the clock of a panel is ahead, event by event. */
async function offsetsWith(quirks: QuirkName[]): Promise<number[]> {
  await using panel = await startPanel({ quirks });
  return Array.from({ length: 5_000 }, (_, nth) => {
    const { atMs, occurredAtMs } = panel.fire({ key: "tamper_event", model: { nth } });
    return occurredAtMs - atMs;
  });
}

test("has a clock that is fast, slow or jumps now and then, as its quirks say", async () => {
  const [fast, slow, jumping] = await Promise.all([
    offsetsWith(["fastClock"]),
    offsetsWith(["slowClock"]),
    offsetsWith(["jumpingClock"]),
  ]);

  assert.ok(fast.some((offset) => offset > 500) && fast.every((offset) => offset >= 0));
  assert.ok(slow.some((offset) => offset < -500) && slow.every((offset) => offset <= 0));
  assert.ok(
    jumping.some((offset) => offset < -1_000_000_000),
    "it never jumped years",
  );
  assert.ok(jumping.some((offset) => offset > 3_500_000 && offset < 3_700_000));
  assert.ok(
    jumping.some((offset) => Math.abs(offset) < 5_000),
    "it was never right",
  );
});
