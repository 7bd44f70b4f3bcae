import assert from "node:assert/strict";
import { request } from "node:http";
import { test } from "node:test";
import { startEmulator, startPanel } from "../../src/emulator.ts";
import type { EmulatedPanel } from "../../src/emulator.ts";
import { basic } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { TestFolder } from "../support/folder.ts";

const WITHIN_MS = 5_000;

async function read(panel: EmulatedPanel, search = "", path = "/api/v1/log/items") {
  const response = await fetch(`${panel.url}${path}?limit=10&sort_type=asc${search}`, {
    headers: basic("admin", panel.password),
  });
  await response.text();
  return response.status;
}

const shownOf = (panel: EmulatedPanel) =>
  panel.happened().flatMap(({ nth, isShown }) => (isShown ? [nth] : []));

async function waitForShown(panel: EmulatedPanel, nths: readonly number[]): Promise<void> {
  await eventually(WITHIN_MS, async () => Promise.resolve(assert.deepEqual(shownOf(panel), nths)));
}

const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

test("knows which events an answer of its log has shown", async () => {
  await using panel = await startPanel();
  for (let lock = 0; lock < 25; lock++) panel.pressExitButton(lock);

  const refused = await read(panel, "&page_number=x");
  assert.deepEqual([refused, shownOf(panel), panel.state().unshown], [400, [], 25]);

  await read(panel, "&page_number=2");
  await waitForShown(panel, upTo(20, 11));

  await read(panel, "&page_number=1");
  await waitForShown(panel, upTo(20));
  assert.equal(panel.state().unshown, 5);
});

test("knows it of the old path of old panels as well", async () => {
  await using panel = await startPanel({ family: "android_v0" });
  panel.openDoor();

  await read(panel, "", "/api/v0/log/list");

  await waitForShown(panel, [1]);
});

test("takes for shown neither what was asked for by its head alone nor what was cut off", async () => {
  await using panel = await startPanel();
  panel.openDoor();
  const headers = basic("admin", panel.password);
  await fetch(`${panel.url}/api/v1/log/items`, { method: "HEAD", headers });

  panel.slowNetwork(20);
  const asked = request(`${panel.url}/api/v1/log/items`, { headers });
  const ended = new Promise((resolve) => asked.once("close", resolve));
  asked.on("error", () => undefined);
  asked.end();
  asked.once("finish", () => panel.cutNetwork());
  await ended;
  panel.restoreNetwork();
  panel.closeDoor();
  await read(panel, "&page_number=2");

  assert.deepEqual(shownOf(panel), []);
});

test("remembers across its process what was shown", async () => {
  await using folder = await TestFolder.make();
  const memory = folder.at("panel.jsonl");
  const before = await startPanel({ memory, password: "pw" });
  for (let lock = 0; lock < 12; lock++) before.pressExitButton(lock);
  await read(before, "&page_number=2");
  await waitForShown(before, [11, 12]);
  await before.close();

  await using panel = await startPanel({ memory, password: "pw" });

  assert.deepEqual(shownOf(panel), [11, 12]);
  assert.equal(panel.state().unshown, 10);
  await read(panel);
  await waitForShown(panel, upTo(12));
});

test("tells of each event whether the panel still holds it", async () => {
  await using panel = await startPanel({ ringSize: 3 });
  for (let lock = 0; lock < 5; lock++) panel.pressExitButton(lock);
  await read(panel);
  await waitForShown(panel, [3, 4, 5]);
  const forgotten = () => panel.happened().map(({ isForgotten }) => isForgotten);

  assert.deepEqual(forgotten(), [true, true, false, false, false]);
  assert.equal(panel.state().unshown, 0);
  panel.openDoor();
  panel.wipe();

  assert.deepEqual(forgotten(), [true, true, true, true, true, true]);
  assert.equal(panel.state().unshown, 0);
});

test("a cut panel hangs up on its callers, and the others go on", async () => {
  await using emulator = await startEmulator({ panels: 2 });
  const [one, two] = emulator.panels;
  assert.ok(one && two);
  const network = async (isCut: boolean) =>
    (
      await fetch(`${emulator.url}/emulator/panels/${one.serial}/network`, {
        method: "POST",
        body: JSON.stringify({ isCut }),
      })
    ).status;
  assert.deepEqual([await read(one), await read(two)], [200, 200]);

  assert.equal(await network(true), 200);

  await assert.rejects(read(one));
  assert.equal(await read(two), 200);
  assert.equal(await network(false), 200);
  assert.equal(await read(one), 200);
});
