import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ALWAYS } from "../../../src/event/query.ts";
import { spansOf } from "../../../src/event/spans-of.ts";
import type { PanelEvent } from "../../../src/event/event.ts";
import { FLEET } from "../../../src/event/query.ts";
import { Listener } from "../../../src/store/postgres/listener.ts";
import { asSent, DAY_MS, event, eventsInARow, question, wholeLog } from "../../support/events.ts";
import { postgresPlace } from "../../support/postgres-place.ts";
import { PostgresServer } from "../../support/postgres-server.ts";
import { TestSession } from "../../support/postgres-session.ts";

const MAX_KINDS = 20;
const CATEGORIES = ["access", "emergency", "system"];
const PRIORITIES = ["low", "high"];

/** 60 keys, each three times, in all of the panel's categories and priorities, some of them odd. */
const SENT: readonly PanelEvent[] = Array.from({ length: 180 }, (_, i) =>
  event({
    key: `key\0 ${String(i % 60)}`,
    category: i % 50 === 7 ? `nul\0\u0001${String(i)}` : CATEGORIES[i % CATEGORIES.length],
    priority: PRIORITIES[i % PRIORITIES.length],
    occurredAtMs: DAY_MS + i,
    model: `{"n":${String(i)}}`,
  }),
);

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

test("a delivery that the database refuses fails alone among those it waited with", async () => {
  await using place = postgresPlace(server);
  await using log = await place.open();
  await using session = await TestSession.open(place);
  await session.run("ALTER TABLE event ADD CHECK (model IS DISTINCT FROM '{\"no\":1}')");

  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      log.append(
        `p${String(index)}`,
        index % 5 === 2 ? [event(), event({ model: '{"no":1}' })] : eventsInARow(3),
      ),
    ),
  );

  assert.deepEqual(
    outcomes.flatMap(({ status }, index) => (status === "rejected" ? [index] : [])),
    [2, 7, 12, 17],
  );
  assert.deepEqual(
    (await wholeLog(log)).map(({ seq }) => seq),
    Array.from({ length: 48 }, (_, index) => index + 1),
  );
  assert.equal((await log.list(question())).total, 48);
});

test("past the bound of kinds events are kept as sent, and filters find them", async () => {
  await using place = postgresPlace(server, { maxKinds: MAX_KINDS });
  await using log = await place.open();
  await using other = await place.open();

  await log.append("p1", SENT.slice(0, 100));
  await other.append("p1", SENT.slice(60));

  assert.deepEqual((await wholeLog(log)).map(asSent), SENT);
  assert.equal((await log.append("p1", SENT)).added, 0);
  for (const node of [log, other]) {
    const keyed = (await node.kinds(FLEET)).filter(({ key }) => key !== undefined);
    assert.equal(keyed.length, MAX_KINDS);
    for (const value of CATEGORIES) {
      const spans = spansOf(ALWAYS, { is: "field", field: "category", value });
      const { events } = await node.list(question({ spans }));
      assert.deepEqual(
        events.map(asSent),
        SENT.filter(({ category }) => category === value),
      );
    }
  }
});

test("a node hears of what another has committed, and up to which seq", async () => {
  await using place = postgresPlace(server);
  await using log = await place.open();
  const heard = Promise.withResolvers<number>();
  const listener = new Listener(place, (seq) => heard.resolve(seq));
  await listener.open();

  await log.append("p1", eventsInARow(7));

  assert.equal(await heard.promise, 7);
  await listener.close();
});
