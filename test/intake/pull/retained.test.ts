import assert from "node:assert/strict";
import { test } from "node:test";
import type { PageQuestion } from "../../../src/basip/log-dialect.ts";
import type { EmulatedPanel } from "../../../src/emulator/api.ts";
import { startEmulator, startPanel } from "../../../src/emulator/emulator.ts";
import { PANEL_FAMILIES } from "../../../src/emulator/families.ts";
import type { Keeping } from "../../../src/intake/kept-intake.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { eventsInARow } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { pullFrom, told } from "../../support/pulled.ts";

const DAY_MS = 86_400_000;

/** In so many turns an idle panel's log is counted, and a page of what is old is looked over. */
const TURNS = 13;

/** Nothing from before an edge is kept, but for events of one key, which are held. */
class Edge implements Keeping {
  edgeMs: number;
  refused = 0;
  readonly #held: string;

  constructor(edgeMs: number, held = "") {
    this.edgeMs = edgeMs;
    this.#held = held;
  }

  readonly keptOf: Keeping["keptOf"] = (_panel, events) => {
    const kept = events.filter(
      ({ occurredAtMs, key }) => occurredAtMs >= this.edgeMs || key === this.#held,
    );
    this.refused += events.length - kept.length;
    return kept;
  };

  readonly edgeOf: Keeping["edgeOf"] = () => this.edgeMs;
}

/** What of a panel's history is above an edge, or held. */
function keptOf(panel: EmulatedPanel, edgeMs: number, held = "") {
  return panel.happened().filter(({ occurredAtMs, key }) => occurredAtMs >= edgeMs || key === held);
}

for (const family of PANEL_FAMILIES) {
  test(`${family}: history below the edge is read once, not kept, and never looked for again`, async () => {
    await using emulator = await startEmulator({ family, days: 8 });
    const [panel] = emulator.panels;
    assert.ok(panel !== undefined);
    const held = "door_was_opened";
    const edge = new Edge(Date.now() - 3 * DAY_MS, held);
    const asked: PageQuestion[] = [];
    const beforePage = (question: PageQuestion) => void asked.push(question);
    await using pulled = await pullFrom(panel, { keeping: edge, beforePage });

    await pulled.readAll();
    await pulled.readAll();
    const refused = edge.refused;
    asked.length = 0;
    for (let turn = 0; turn < TURNS; turn += 1) await pulled.reader.turn();

    assert.ok(refused > 50, String(refused));
    assert.deepEqual(told(await pulled.held()), told(keptOf(panel, edge.edgeMs, held)));
    assert.equal(edge.refused, refused);
    assert.ok(asked.length < 6 * TURNS, `${asked.length} pages in ${TURNS} turns`);
    assert.deepEqual(await pulled.ownEvents("doorbook_gap"), []);
    assert.equal(pulled.health.gap, 0);
  });

  test(`${family}: events that were taken out after they were read do not come back`, async () => {
    await using emulator = await startEmulator({ family, days: 8 });
    const [panel] = emulator.panels;
    assert.ok(panel !== undefined);
    const edge = new Edge(0);
    await using pulled = await pullFrom(panel, { keeping: edge });
    await pulled.readAll();
    const before = (await pulled.held()).length;

    edge.edgeMs = Date.now() - 3 * DAY_MS;
    const old = (await pulled.held()).filter(({ occurredAtMs }) => occurredAtMs < edge.edgeMs);
    // with enough that is new behind them they are soon in the indexes
    await pulled.stores.log.append("OTHER-1", eventsInARow(300));
    const { log } = pulled.stores;
    assert.ok(log instanceof SqliteStore);
    await eventually(10_000, async () => assert.ok(log.examine(false).unmerged < 256));
    await log.remove(old.map(({ seq }) => seq).slice(0, 1_000));
    const after = (await pulled.held()).length;
    for (let turn = 0; turn < TURNS; turn += 1) await pulled.readAll();

    assert.ok(after < before, `${before} and then ${after}`);
    assert.equal((await pulled.held()).length, after);
    assert.deepEqual(await pulled.ownEvents("doorbook_gap"), []);
  });
}

test("a panel that forgets what would not be kept leaves no gap", async () => {
  await using panel = await startPanel({ ringSize: 40 });
  const edge = new Edge(Date.now() + DAY_MS);
  await using pulled = await pullFrom(panel, { keeping: edge });
  for (let nth = 0; nth < 30; nth += 1) panel.pressExitButton(nth);
  await pulled.readAll();

  for (let nth = 0; nth < 200; nth += 1) panel.pressExitButton(nth);
  await pulled.readAll();
  await pulled.readAll();

  assert.deepEqual(await pulled.held(), []);
  assert.deepEqual(await pulled.ownEvents("doorbook_gap"), []);
});

test("what is missing above the edge is found and read all the same", async () => {
  await using emulator = await startEmulator({ days: 4 });
  const [panel] = emulator.panels;
  assert.ok(panel !== undefined);
  const edge = new Edge(Date.now() - 2 * DAY_MS);
  let isLosing = true;
  const losing: Keeping = {
    edgeOf: edge.edgeOf,
    // as if a store had lost some of what it was handed
    keptOf: (serial, events) =>
      edge.keptOf(serial, events).filter((_event, nth) => !isLosing || nth % 5 > 0),
  };
  await using pulled = await pullFrom(panel, { keeping: losing });
  await pulled.readAll();
  const before = (await pulled.held()).length;
  isLosing = false;

  for (let turn = 0; turn < TURNS; turn += 1) await pulled.readAll();

  const wanted = keptOf(panel, edge.edgeMs);
  assert.ok(before < wanted.length);
  assert.deepEqual(told(await pulled.held()), told(wanted));
});
