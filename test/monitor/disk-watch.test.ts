import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "../../src/event/errors.ts";
import type { PanelEvent } from "../../src/event/event.ts";
import { DiskWatch } from "../../src/monitor/disk-watch.ts";
import { openApp } from "../support/app.ts";

const GB = 1e9;

/** A watch over room that the test says, and what it has told the log. */
async function openWatch(lowBytes = 2 * GB) {
  const told: string[] = [];
  const machine = { free: (10 * GB) as number | undefined, isBroken: false, nowMs: 0 };
  const watch = await DiskWatch.open({
    readFree: async () => Promise.resolve(machine.free),
    lowBytes,
    log: {
      append: async (panel: string, events: readonly PanelEvent[]) => {
        if (machine.isBroken) throw new AppError("unavailable", "the disk is full");
        told.push(...events.map(({ key, model }) => `${panel} ${key} ${model}`));
        return Promise.resolve({ added: events.length, lastSeq: undefined });
      },
    },
    lookMs: 0,
    report: () => undefined,
    now: () => machine.nowMs,
  });
  const look = async (free: number | undefined) => {
    machine.free = free;
    await watch.look();
    return watch.readiness;
  };
  return { watch, machine, told, look };
}

test("tells once that room is low, and once that there is enough again, a tenth above", async () => {
  const { told, look } = await openWatch();

  const states = [];
  for (const free of [2 * GB, 1.9 * GB, 1 * GB, 2.1 * GB, 2.3 * GB, 2.1 * GB]) {
    states.push(await look(free));
  }

  assert.deepEqual(states, ["ok", "disk low", "disk low", "disk low", "ok", "ok"]);
  assert.deepEqual(told, [
    'doorbook doorbook_disk_low {"megabytes":1900}',
    'doorbook doorbook_disk_enough {"megabytes":2300}',
  ]);
});

test("tells later what the log could not take", async () => {
  const { machine, told, look } = await openWatch();
  machine.isBroken = true;

  assert.equal(await look(1 * GB), "disk low");
  assert.deepEqual(told, []);
  machine.isBroken = false;
  await look(1 * GB);

  assert.equal(told.length, 1);
});

test("is full where next to nothing is left, whatever the setting, but for one that asks for nothing", async () => {
  const usual = await openWatch();
  const small = await openWatch(1_000_000);
  const never = await openWatch(0);

  assert.equal(await usual.look(30_000_000), "disk full");
  assert.equal(await small.look(30_000_000), "ok");
  assert.equal(await small.look(999_999), "disk full");
  assert.equal(await never.look(0), "ok");
});

test("says that writing fails until something is written, for a minute at most", async () => {
  const { watch, machine, look } = await openWatch();

  watch.writingFailed();
  const failing = await look(10 * GB);
  watch.written();
  const mended = watch.readiness;
  watch.writingFailed();
  machine.nowMs = 60_000;

  assert.deepEqual([failing, mended, watch.readiness], ["writing fails", "ok", "ok"]);
});

test("says nothing of a disk that cannot be told of", async () => {
  const { watch, told, look } = await openWatch();

  assert.equal(await look(undefined), "ok");
  assert.deepEqual([watch.freeBytes, told], [undefined, []]);
});

test("answers /readyz with 200 while the disk is low, and with 503 when it is full", async () => {
  let free = 1 * GB;
  await using app = await openApp({
    readFree: async () => Promise.resolve(free),
    watchMs: 3_600_000,
    settings: { diskLowBytes: 2 * GB },
  });

  const low = await app.get("/readyz");
  free = 0;
  await app.doorbook.disk.look();
  const full = await app.get("/readyz");
  const alive = await app.get("/healthz");

  assert.deepEqual([low.status, low.text], [200, '{"status":"disk low"}']);
  assert.deepEqual([full.status, full.text], [503, '{"status":"disk full"}']);
  assert.equal(alive.status, 200);
  const [event] = await app.stores.log.after(0, 1);
  assert.equal(event?.key, "doorbook_disk_low");
});
