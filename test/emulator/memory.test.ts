import assert from "node:assert/strict";
import { appendFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { startEmulator, startPanel } from "../../src/emulator.ts";
import { happenedOf } from "../../src/emulator/happened.ts";
import { FileMemory } from "../../src/emulator/memory.ts";
import { PanelLog } from "../../src/emulator/panel-log.ts";
import { ALWAYS, FLEET } from "../../src/event/query.ts";
import { TestFolder } from "../support/folder.ts";
import { PushReceiver } from "./push-receiver.ts";

test("remembers across its process what happened and what was acknowledged", async () => {
  await using folder = await TestFolder.make();
  await using server = await PushReceiver.open();
  const memory = folder.at("panel.jsonl");
  const link = { url: server.url, password: "pw" };
  const before = await startPanel({ memory, link });
  before.pressExitButton(1);
  await before.delivered();
  before.connect(undefined);
  before.pressExitButton(2);
  const told = before.happened();
  await before[Symbol.asyncDispose]();
  // the process ended in the middle of a line
  await appendFile(memory, '{"panel":"EMU-0001","at');

  await using panel = await startPanel({ memory, link });

  assert.deepEqual(panel.happened(), told);
  await panel.delivered();
  assert.deepEqual(
    server.events.map(({ info }) => info),
    [{ lock: 1 }, { lock: 2 }],
  );
});

test("refuses a file that is no memory of panels", async () => {
  await using folder = await TestFolder.make();
  await writeFile(folder.at("notes.txt"), "milk\n");

  await assert.rejects(
    startPanel({ memory: folder.at("notes.txt") }),
    /no memory of emulated panels/,
  );
});

test("is the same after its memory was written anew", async () => {
  await using folder = await TestFolder.make();
  const path = folder.at("panel.jsonl");
  const log = logOver(FileMemory.open(path).memory);
  for (let nth = 1; nth <= 40; nth++) note(log, nth);
  log.acknowledge(30);
  log.wipe();
  for (let nth = 41; nth <= 50; nth++) note(log, nth);
  log.acknowledge(45);
  log.show([42, 43, 48]);
  log.tell([44, 45]);
  log.tell([47]);

  FileMemory.open(path).memory.rewrite(log.changes());
  const { memory, changes } = FileMemory.open(path);
  const again = logOver(memory);
  for (const change of changes) if ("panel" in change) again.recall(change);

  const told = (one: PanelLog) => one.happened().map((noted) => happenedOf("P", noted));
  assert.deepEqual(told(again), told(log).slice(-told(again).length));
  assert.ok(again.happened().length >= 15);
  assert.deepEqual(
    again.pending(100).map(({ nth }) => nth),
    [46, 47, 48, 49, 50],
  );
  assert.deepEqual([again.count, again.pendingCount], [50, 5]);
  assert.deepEqual([again.unshownCount, again.toldNth], [log.unshownCount, 47]);
  assert.equal(again.unshownCount, 7);
  const shown = { view: FLEET, spans: [ALWAYS], order: "asc", offset: 0, limit: 50 } as const;
  const [before, after] = await Promise.all(
    [log, again].map(async (one) => one.list({ ...shown, asOf: undefined })),
  );
  assert.equal(after?.total, 10);
  assert.deepEqual(
    after.events.map(({ model }) => model),
    before?.events.map(({ model }) => model),
  );
  // the oldest that is remembered is not the first that happened
  assert.ok((log.happened()[0]?.nth ?? 0) > 1);
  assert.equal(note(again, 51).nth, 51);
});

/** A log of which little is remembered. */
function logOver(memory: FileMemory): PanelLog {
  return new PanelLog({
    serial: "P",
    ringSize: 12,
    rememberedEvents: 15,
    memory,
    onNoted: () => undefined,
    onSettled: () => undefined,
  });
}

function note(log: PanelLog, nth: number) {
  const event = {
    category: undefined,
    priority: undefined,
    extra: undefined,
    source: "push",
  } as const;
  return log.note({ ...event, key: "k", occurredAtMs: nth, model: `{"n":${nth}}` }, nth);
}

test("makes up its history once, and what came since it was last there", async () => {
  await using folder = await TestFolder.make();
  const options = { days: 3, memory: folder.at("panels.jsonl") };
  const first = await startEmulator(options);
  const told = first.happened();
  await first.close();

  await using second = await startEmulator(options);
  await using alive = await startEmulator({ ...options, isAlive: true });

  assert.deepEqual(second.happened(), told);
  const times = alive.happened().map(({ atMs }) => atMs);
  assert.equal(new Set(times).size, times.length);
  assert.ok(times.length >= told.length && times.length < told.length + 5);
});
