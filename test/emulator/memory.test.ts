import assert from "node:assert/strict";
import { appendFile, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { startPanel } from "../../src/emulator.ts";
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
