import assert from "node:assert/strict";
import { test } from "node:test";
import { readModel } from "../../../src/basip/texts/read-model.ts";
import { startEmulator, startPanel } from "../../../src/emulator/emulator.ts";
import type { EmulatedPanel } from "../../../src/emulator/api.ts";
import { PANEL_FAMILIES } from "../../../src/emulator/families.ts";
import { pullFrom, told } from "../../support/pulled.ts";
import type { Pulled } from "../../support/pulled.ts";

const YEAR_MS = 31_557_600_000;

/** Someone leaves so many times, each told apart by the lock. */
function pressTimes(panel: EmulatedPanel, count: number): void {
  const first = panel.state().happened;
  for (let nth = 0; nth < count; nth++) panel.pressExitButton(first + nth);
}

/** What each gap event says: why, and how many events are missing at least. */
async function gapsOf(pulled: Pulled): Promise<readonly unknown[]> {
  const gaps = await pulled.ownEvents("doorbook_gap");
  return gaps.map(({ model }) => {
    const { reason, count } = readModel(model);
    return [reason, Number(count)];
  });
}

for (const family of PANEL_FAMILIES) {
  test(`${family}: a log that is cleared after it was read is a gap of nothing that is known to be missing`, async () => {
    await using panel = await startPanel({ family });
    pressTimes(panel, 70);
    await using pulled = await pullFrom(panel);
    await pulled.readAll();

    panel.wipe();
    await pulled.readAll();
    pressTimes(panel, 3);
    await pulled.readAll();
    await pulled.readAll();

    assert.deepEqual(await gapsOf(pulled), [["cleared", 0]]);
    assert.deepEqual(told(await pulled.held()), told(panel.happened()));
  });

  test(`${family}: a log that is cleared while its history is read is a gap of what it had told of`, async () => {
    await using emulator = await startEmulator({ family, days: 20 });
    const [panel] = emulator.panels;
    assert.ok(panel !== undefined);
    let pages = 0;
    await using pulled = await pullFrom(panel, {
      beforePage: ({ limit }) => {
        pages += limit === 50 ? 1 : 0;
        if (pages === 6 && limit === 50) panel.wipe();
      },
    });

    await pulled.readAll();
    pressTimes(panel, 2);
    await pulled.readAll();
    await pulled.readAll();

    const held = (await pulled.held()).length;
    const missing = panel.happened().length - held;
    assert.ok(missing > 200, String(missing));
    assert.deepEqual(await gapsOf(pulled), [["cleared", missing]]);
  });
}

test("what a ring forgot before it could be read is a gap, and the rest is read", async () => {
  await using panel = await startPanel({ ringSize: 100 });
  pressTimes(panel, 60);
  await using pulled = await pullFrom(panel);
  await pulled.readAll();

  pressTimes(panel, 250);
  await pulled.readAll();
  await pulled.readAll();

  const happened = panel.happened();
  const forgotten = happened.filter(({ isForgotten, isShown }) => isForgotten && !isShown);
  assert.equal(forgotten.length, 150);
  const kept = happened.filter((event) => !forgotten.includes(event));
  assert.deepEqual(told(await pulled.held()), told(kept));
  // the panel has told of none of them
  assert.deepEqual(await gapsOf(pulled), [["forgotten", 0]]);
});

test("a ring that has forgotten what was read is no gap while it has some of it", async () => {
  await using panel = await startPanel({ ringSize: 100 });
  await using pulled = await pullFrom(panel);

  for (let round = 0; round < 6; round++) {
    pressTimes(panel, 80);
    await pulled.readAll();
  }

  assert.equal((await pulled.held()).length, 480);
  assert.deepEqual(await gapsOf(pulled), []);
});

test("a clock that is put back a year, and forth again, is no gap", async () => {
  await using panel = await startPanel({ ringSize: 200 });
  pressTimes(panel, 120);
  await using pulled = await pullFrom(panel);
  await pulled.readAll();

  panel.setClock({ offsetMs: -YEAR_MS });
  pressTimes(panel, 5);
  await pulled.readAll();
  panel.setClock({ offsetMs: 0 });
  pressTimes(panel, 5);
  await pulled.readAll();
  await pulled.readAll();

  assert.deepEqual(told(await pulled.held()), told(panel.happened()));
  assert.deepEqual(await gapsOf(pulled), []);
});
