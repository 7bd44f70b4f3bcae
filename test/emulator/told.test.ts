import assert from "node:assert/strict";
import { test } from "node:test";
import { startEmulator, startPanel } from "../../src/emulator.ts";
import type { EmulatedPanel } from "../../src/emulator.ts";
import { eventually } from "../support/eventually.ts";
import { TestFolder } from "../support/folder.ts";
import { freePort, HttpReceiver, TcpReceiver } from "../support/syslog-receivers.ts";

const WITHIN_MS = 5_000;
const host = "127.0.0.1";

const toldOf = (panel: EmulatedPanel) =>
  panel.happened().flatMap(({ nth, isTold }) => (isTold ? [nth] : []));

async function waitForTold(panel: EmulatedPanel, nths: readonly number[]): Promise<void> {
  await eventually(WITHIN_MS, async () => Promise.resolve(assert.deepEqual(toldOf(panel), nths)));
}

/** The keys of the lines that came, in their order, as far as buttons and doors go. */
const linesOf = (receiver: HttpReceiver) =>
  receiver
    .bodies()
    .flatMap((body) => body.split("\n"))
    .map((line) => (line.includes("exit button") ? "button" : "door"));

test("knows over HTTP which lines were acknowledged", async () => {
  await using receiver = await HttpReceiver.open();
  receiver.status = 503;
  const syslog = { protocol: "http", host, port: receiver.port } as const;
  await using panel = await startPanel({ syslog, retryMs: 10 });
  panel.pressExitButton();
  await eventually(WITHIN_MS, async () => Promise.resolve(assert.ok(receiver.posted.length > 1)));
  assert.deepEqual([toldOf(panel), panel.state().untold], [[], 1]);

  receiver.status = 200;
  panel.openDoor();

  await waitForTold(panel, [1, 2]);
  assert.equal(panel.state().untold, 0);
});

test("says again over HTTP, after its process ended, what nobody acknowledged", async () => {
  await using folder = await TestFolder.make();
  await using receiver = await HttpReceiver.open();
  const memory = folder.at("panel.jsonl");
  const syslog = { protocol: "http", host, port: receiver.port } as const;
  const before = await startPanel({ memory, syslog, retryMs: 10 });
  before.pressExitButton();
  await waitForTold(before, [1]);
  await receiver[Symbol.asyncDispose]();
  before.openDoor();
  before.closeDoor();
  await before.close();

  await using again = await HttpReceiver.open(receiver.port);
  await using panel = await startPanel({ memory, syslog, retryMs: 10 });

  await waitForTold(panel, [1, 2, 3]);
  assert.deepEqual(linesOf(again), ["door", "door"]);
});

test("says an outage of thousands of lines over HTTP whole, and each in its turn", async () => {
  const port = await freePort();
  await using panel = await startPanel({ syslog: { protocol: "http", host, port }, retryMs: 10 });
  for (let lock = 0; lock < 12_000; lock++) panel.pressExitButton(lock);

  await using receiver = await HttpReceiver.open(port);

  await eventually(2 * WITHIN_MS, async () =>
    Promise.resolve(assert.equal(panel.state().untold, 0)),
  );
  assert.equal(linesOf(receiver).length, 12_000);
  assert.ok(panel.happened().every(({ isTold }) => isTold));
});

test("says nothing of the history that it begins with", async () => {
  await using receiver = await HttpReceiver.open();
  const syslog = { protocol: "http", host, port: receiver.port } as const;
  await using emulator = await startEmulator({ days: 3, syslog });
  const [panel] = emulator.panels;
  assert.ok(panel);
  assert.ok(panel.state().happened > 10);

  const { nth } = panel.pressExitButton();

  await waitForTold(panel, [nth]);
  assert.deepEqual(linesOf(receiver), ["button"]);
});

for (const protocol of ["tcp", "http"] as const) {
  test(`a cut cable holds back what waits already, over ${protocol}`, async () => {
    const port = await freePort();
    await using emulator = await startEmulator({
      panels: 2,
      syslog: { protocol, host, port },
      retryMs: 10,
    });
    const [cut, whole] = emulator.panels;
    assert.ok(cut && whole);
    for (const panel of [cut, whole]) panel.pressExitButton();
    cut.cutNetwork();

    await using receiver =
      protocol === "tcp" ? await TcpReceiver.open(port) : await HttpReceiver.open(port);
    await waitForTold(whole, [1]);
    cut.openDoor();
    whole.openDoor();
    await waitForTold(whole, [1, 2]);

    assert.deepEqual(toldOf(cut), []);
    const text = receiver instanceof TcpReceiver ? receiver.texts : receiver.bodies();
    assert.ok(!text.join().includes(cut.serial));
    cut.restoreNetwork();
    await waitForTold(cut, [1, 2]);
  });
}

test("a cut cable ends the connection that lines go over", async () => {
  await using receiver = await TcpReceiver.open();
  const syslog = { protocol: "tcp", host, port: receiver.port } as const;
  await using panel = await startPanel({ syslog, retryMs: 10 });
  panel.pressExitButton();
  await waitForTold(panel, [1]);

  panel.cutNetwork();
  panel.openDoor();
  panel.restoreNetwork();

  // on another connection, the one before not having outlived the first line long enough
  await eventually(WITHIN_MS, async () =>
    Promise.resolve(assert.equal(receiver.texts[1]?.split("\n").length, 3)),
  );
});

test("takes for told what was handed to the network where nothing is acknowledged", async () => {
  await using panel = await startPanel({
    syslog: { protocol: "udp", host, port: await freePort() },
  });

  panel.pressExitButton();

  await waitForTold(panel, [1]);
});
