import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import type { PanelEvent } from "../../../src/event/event.ts";
import { FLEET } from "../../../src/event/query.ts";
import type { Rejected } from "../../../src/intake/store.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { asSent, DAY_MS, event, eventsInARow, wholeLog } from "../../support/events.ts";
import { TestFolder } from "../../support/folder.ts";
import { Random } from "../../support/random.ts";

/** More than the quarantine of these tests holds. */
const TOO_LARGE: Rejected = { reason: "no usable time", bytes: new Uint8Array(1_001) };
/** An event that the file itself refuses, once told so. */
const REFUSED = event({ key: "refused", model: '{"refused":true}' });
const SMALL: Rejected = { reason: "no usable time", bytes: new Uint8Array(10) };

test("of deliveries that share a commit, the one that cannot be taken fails alone", async () => {
  await using folder = await TestFolder.make();
  await using store = await openStore(folder);

  // at one stroke, so that the writer finds them all waiting
  const outcomes = await Promise.allSettled([
    store.take("p1", eventsInARow(3, { key: "a" }), []),
    store.take("p2", eventsInARow(3, { key: "b" }), [SMALL, TOO_LARGE]),
    store.take("p3", eventsInARow(3, { key: "c" }), []),
    store.take("p2", eventsInARow(2, { key: "b" }), []),
  ]);

  assert.deepEqual(
    outcomes.map((outcome) =>
      outcome.status === "fulfilled" ? outcome.value.added : codeOf(outcome.reason),
    ),
    [3, "quarantine_full", 3, 2],
  );
  assert.equal((await store.quarantineState()).count, 0);
  assert.deepEqual(
    (await wholeLog(store)).map(({ panel, key }) => `${panel} ${key}`),
    ["p1 a", "p1 a", "p1 a", "p3 c", "p3 c", "p3 c", "p2 b", "p2 b"],
  );
});

test("names that a failed delivery would have made go to who comes next", async () => {
  await using folder = await TestFolder.make();
  {
    await using store = await openStore(folder);
    refuseInTheMiddle(folder);
    const outcomes = await Promise.allSettled([
      store.take("gone", [event({ key: "gone" }), REFUSED], []),
      store.take("p1", [event({ key: "a" })], []),
      store.take("gone too", [event({ key: "gone too" }), REFUSED], []),
      store.take("p2", [event({ key: "b" })], []),
    ]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["rejected", "fulfilled", "rejected", "fulfilled"],
    );
    await store.append("gone", [event({ key: "gone" })]);
    await check(store);
  }

  await using store = await openStore(folder);
  await check(store);

  async function check(log: SqliteStore): Promise<void> {
    assert.deepEqual(
      (await wholeLog(log)).map(({ seq, panel, key }) => [seq, panel, key]),
      [
        [1, "p1", "a"],
        [2, "p2", "b"],
        [3, "gone", "gone"],
      ],
    );
    assert.deepEqual(
      (await log.kinds(FLEET)).map(({ id, key }) => [id, key]),
      [
        [1, "a"],
        [2, "b"],
        [3, "gone"],
      ],
    );
    const panels = { panels: ["gone too"], floor: 0 };
    assert.deepEqual(await log.kinds(panels), []);
  }
});

test("a delivery of several parts fails whole when its first part does", async () => {
  await using folder = await TestFolder.make();
  await using store = await openStore(folder);

  const outcomes = await Promise.allSettled([
    store.take("p1", eventsInARow(5_000), [TOO_LARGE]),
    store.take("p2", eventsInARow(5_000), []),
  ]);

  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["rejected", "fulfilled"],
  );
  assert.equal(await store.head(), 5_000);
  assert.equal((await store.take("p1", eventsInARow(5_000), [SMALL])).added, 5_000);
});

test("a delivery of which a late part fails is refused, and adds just the rest when it comes again", async () => {
  await using folder = await TestFolder.make();
  await using store = await openStore(folder);
  refuseInTheMiddle(folder);
  const delivery = [...eventsInARow(3_000), ...eventsInARow(3_000)];

  const outcomes = await Promise.allSettled([
    store.append("p1", [...delivery.slice(0, 5_400), REFUSED, ...delivery.slice(5_400)]),
    store.append("p2", eventsInARow(1_000)),
  ]);

  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ["rejected", "fulfilled"],
  );
  await store.append("p1", delivery);
  assert.equal((await store.append("p1", delivery)).added, 0);
  assert.equal(await store.head(), delivery.length + 1_000);
});

for (const seed of [1, 2, 3]) {
  test(`good and bad deliveries at random: the good ones are held, each event once, seed ${seed}`, async () => {
    await using folder = await TestFolder.make();
    await using store = await openStore(folder);
    refuseInTheMiddle(folder);
    const random = new Random(seed);
    const good = new Set<string>();

    for (let round = 0; round < 12; round += 1) {
      const group = Array.from({ length: 20 }, () => {
        const panel = `p${String(random.below(40))}`;
        const events = Array.from({ length: random.below(6) }, () => anyEvent(random));
        if (random.isChosen(0.4)) return store.append(panel, [...events, REFUSED]);
        for (const one of events) good.add(identityOf(panel, one));
        return store.append(panel, events);
      });
      await Promise.allSettled(group);
    }

    const held = (await wholeLog(store)).map((one) => identityOf(one.panel, asSent(one)));
    assert.deepEqual(held.toSorted(), [...good].toSorted());
    await using reopened = await openStore(folder);
    const again = (await wholeLog(reopened)).map((one) => identityOf(one.panel, asSent(one)));
    assert.deepEqual(again, held);
  });
}

function openStore(folder: TestFolder): Promise<SqliteStore> {
  return SqliteStore.open({ dataFolder: folder.path, quarantineMaxBytes: 1_000 });
}

/** Makes an append fail where it has stored what came before, as no caller's mistake can. */
function refuseInTheMiddle(folder: TestFolder): void {
  const log = new DatabaseSync(folder.at("doorbook.db"), { timeout: 5_000 });
  log.exec(`CREATE TRIGGER refuse BEFORE INSERT ON event WHEN new.model = '${REFUSED.model}'
            BEGIN SELECT RAISE(ABORT, 'refused'); END`);
  log.close();
}

/** Of few keys and times, and a model that hardly comes twice. */
function anyEvent(random: Random): PanelEvent {
  return event({
    key: `key ${String(random.below(30))}`,
    category: undefined,
    occurredAtMs: DAY_MS + random.below(5),
    model: `{"n":${String(random.below(1_000_000))}}`,
  });
}

function identityOf(panel: string, { key, occurredAtMs, model }: PanelEvent): string {
  return JSON.stringify([panel, key, occurredAtMs, model]);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : error;
}
