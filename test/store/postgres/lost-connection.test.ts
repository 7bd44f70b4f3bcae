import assert from "node:assert/strict";
import { after, test } from "node:test";
import { FLEET } from "../../../src/event/query.ts";
import type { EventStore } from "../../../src/event/store.ts";
import { PostgresStore } from "../../../src/store/postgres/store.ts";
import { asSent, eventsInARow, question, wholeLog } from "../../support/events.ts";
import { eventually } from "../../support/eventually.ts";
import { FaultyWire } from "../../support/faulty-wire.ts";
import { postgresPlace } from "../../support/postgres-place.ts";
import { PostgresServer } from "../../support/postgres-server.ts";

/** A store is of use again within this time after the network is. */
const WELL_WITHIN_MS = 2_000;

const UNAVAILABLE = { name: "AppError", code: "unavailable" };

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

test("a node goes on after its connections were lost while nobody asked", async () => {
  await using wire = await FaultyWire.open(server.socketPath);
  await using log = await openThrough(wire);
  await log.append("p1", eventsInARow(3));

  wire.cut();

  await eventually(WELL_WITHIN_MS, async () => {
    assert.equal((await log.append("p1", eventsInARow(5))).added, 2);
    assert.equal((await log.list(question())).total, 5);
    assert.equal((await log.kinds(FLEET)).length, 1);
    assert.equal((await log.after(0, 10)).length, 5);
  });
});

test("says that the database is away, and is of use again when it is back", async () => {
  await using wire = await FaultyWire.open(server.socketPath);
  await using log = await openThrough(wire);
  await log.append("p1", eventsInARow(3));

  wire.fault = "refuses";
  wire.cut();
  await assert.rejects(log.append("p1", eventsInARow(5)), UNAVAILABLE);
  await assert.rejects(log.append("p2", eventsInARow(5)), UNAVAILABLE);
  await assert.rejects(log.list(question()), UNAVAILABLE);
  await assert.rejects(log.kinds(FLEET), UNAVAILABLE);
  await assert.rejects(log.head(), UNAVAILABLE);
  await assert.rejects(log.after(0, 10), UNAVAILABLE);
  wire.fault = "none";

  assert.equal((await log.append("p1", eventsInARow(5))).added, 2);
  assert.equal((await log.list(question())).total, 5);
  assert.equal(await log.head(), 5);
});

test("cannot be opened while the database is away", async () => {
  await using wire = await FaultyWire.open(server.socketPath);
  wire.fault = "refuses";

  await assert.rejects(openThrough(wire), UNAVAILABLE);
});

test("closes though the database says nothing any more", async () => {
  await using wire = await FaultyWire.open(server.socketPath);
  const log = await openThrough(wire);
  await log.append("p1", eventsInARow(3));

  wire.fault = "silent";
  const asking = log.list(question());
  const refused = assert.rejects(asking, UNAVAILABLE);
  await log[Symbol.asyncDispose]();

  await refused;
  await assert.rejects(log.append("p1", eventsInARow(4)), UNAVAILABLE);
});

test("when the answer to a commit is lost, the delivery again adds just the rest", async () => {
  await using wire = await FaultyWire.open(server.socketPath);
  await using log = await openThrough(wire);
  const delivery = eventsInARow(1_200);

  wire.fault = "loses commits";
  await assert.rejects(log.append("p1", delivery), UNAVAILABLE);
  const kept = await log.head();
  wire.fault = "none";
  const { added } = await log.append("p1", delivery);

  assert.equal(wire.lost, 1);
  assert.ok(kept > 0 && kept < 1_200, `${String(kept)} were committed unheard`);
  assert.equal(added, 1_200 - kept);
  assert.deepEqual((await wholeLog(log)).map(asSent), delivery);
  assert.equal((await log.list(question())).total, 1_200);
});

test("however often connections are cut, what was acknowledged is there, once and without a gap", async () => {
  await using wire = await FaultyWire.open(server.socketPath);
  await using log = await openThrough(wire);
  const panels = Array.from({ length: 40 }, (_, index) => `p${String(index)}`);

  for (let round = 1; round <= 12; round++) {
    const appending = panels.map((panel) => log.append(panel, eventsInARow(round * 5)));
    const asking = [log.list(question()), log.head()];
    if (round % 2 === 0) setImmediate(() => wire.cut());
    const outcomes = await Promise.allSettled([...appending, ...asking]);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") assert.equal(codeOf(outcome.reason), "unavailable");
    }
  }
  await eventually(WELL_WITHIN_MS, async () => {
    await Promise.all(panels.map((panel) => log.append(panel, eventsInARow(60))));
  });

  const whole = await wholeLog(log);
  assert.deepEqual(
    whole.map(({ seq }) => seq),
    Array.from({ length: 40 * 60 }, (_, index) => index + 1),
  );
  for (const panel of panels) {
    const times = whole.filter((one) => one.panel === panel).map((one) => one.occurredAtMs);
    assert.deepEqual(
      times.toSorted((a, b) => a - b),
      eventsInARow(60).map(({ occurredAtMs }) => occurredAtMs),
    );
  }
  const { total } = await log.list(question());
  assert.equal(total, whole.length);
});

function openThrough(wire: FaultyWire): Promise<EventStore> {
  return PostgresStore.open({ url: wire.url, schema: postgresPlace(server).schema });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : error;
}
