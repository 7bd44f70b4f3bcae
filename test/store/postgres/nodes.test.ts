import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { FLEET } from "../../../src/event/query.ts";
import type { ListQuery } from "../../../src/event/query.ts";
import type { EventPage, EventStore } from "../../../src/event/store.ts";
import { uglyDeliveries } from "../../fixtures/ugly.ts";
import type { Delivery } from "../../fixtures/ugly.ts";
import { uglySerials } from "../../fixtures/ugly-names.ts";
import { arbitraryQuestion } from "../../support/arbitrary-question.ts";
import { event, eventsInARow, question, wholeLog } from "../../support/events.ts";
import { expectedEvents } from "../../support/expected-log.ts";
import { NaiveList } from "../../support/naive-list.ts";
import { postgresPlace } from "../../support/postgres-place.ts";
import { PostgresServer } from "../../support/postgres-server.ts";

const PANELS = 400;

/** Questions asked at a time. */
const TOGETHER = 8;

const server = await PostgresServer.start();
after(() => server[Symbol.asyncDispose]());

test("what one node has taken in, every other shows to the next question", async () => {
  await using place = postgresPlace(server);
  await using one = await place.open();
  await using other = await place.open();
  const view = { panels: ["p1"], floor: 0 };

  for (let round = 1; round <= 30; round++) {
    const [taker, asked] = round % 2 === 0 ? [one, other] : [other, one];
    await taker.append("p1", [event({ occurredAtMs: round, key: `key ${String(round)}` })]);

    assert.equal((await asked.list(question())).total, round);
    assert.equal((await asked.list(question({ view }))).total, round);
    assert.equal((await asked.kinds(FLEET)).length, round);
    assert.equal(await asked.head(), round);
    assert.equal((await asked.after(round - 1, 10)).length, 1);
  }
});

test("three nodes number without a gap, and the time of receipt never falls along the log", async () => {
  await using place = postgresPlace(server);
  await using stack = new AsyncDisposableStack();
  const nodes: EventStore[] = [];
  for (let node = 0; node < 3; node++) nodes.push(stack.use(await place.open()));

  await Promise.all(
    nodes.map(async (node, n) => {
      for (let push = 0; push < 40; push++) {
        const events = eventsInARow(1 + (push % 7), { occurredAtMs: push * 100_000 });
        await node.append(`p${String((push + n) % 50)}`, events);
      }
    }),
  );

  const whole = await wholeLog(nodes[0]!);
  const received = whole.map(({ receivedAtMs }) => receivedAtMs);
  assert.deepEqual(
    whole.map(({ seq }) => seq),
    whole.map((_, index) => index + 1),
  );
  assert.deepEqual(
    received,
    received.toSorted((a, b) => a - b),
  );
});

test("every answer is exact while two nodes take in the ugly data set", async () => {
  await using place = postgresPlace(server);
  await using one = await place.open();
  await using other = await place.open();
  const deliveries = [...uglyDeliveries({ seed: 5, events: 4_000, panels: PANELS })];
  const questions = fc.sample(
    arbitraryQuestion(expectedEvents(deliveries).events, uglySerials(PANELS)),
    { seed: 5, numRuns: 160 },
  );
  const acknowledged = { events: 0 };

  const taking = [one, other].map((node, n) =>
    takeIn(
      node,
      deliveries.filter((_, i) => i % 2 === n),
      acknowledged,
    ),
  );
  const isTaking = { now: true };
  const taken = Promise.all(taking).finally(() => (isTaking.now = false));
  const answers: Answer[] = [];
  while (isTaking.now) {
    for (let i = 0; i < questions.length; i += TOGETHER) {
      const together = questions.slice(i, i + TOGETHER).map(({ query, place }, n) => {
        const offset = Math.max(0, Math.floor(place.part * acknowledged.events) + place.step);
        return ask(n % 2 === 0 ? one : other, { ...query, offset }, acknowledged);
      });
      answers.push(...(await Promise.all(together)));
    }
  }
  await taken;

  const naive = new NaiveList(await wholeLog(one));
  for (const { query, page, before } of answers) {
    assert.ok(page.asOf >= Math.min(before, query.asOf ?? before));
    const seqs = page.events.map(({ seq }) => seq);
    assert.deepEqual({ total: page.total, seqs }, naive.answer({ ...query, asOf: page.asOf }));
  }
  assert.ok(answers.length >= questions.length);
});

interface Answer {
  readonly query: ListQuery;
  readonly page: EventPage;
  /** How many events were acknowledged when it was asked. */
  readonly before: number;
}

async function takeIn(
  node: EventStore,
  deliveries: readonly Delivery[],
  acknowledged: { events: number },
): Promise<void> {
  for (const { panel, events } of deliveries) {
    const { added } = await node.append(panel, events);
    acknowledged.events += added;
  }
}

async function ask(
  node: EventStore,
  query: ListQuery,
  acknowledged: { readonly events: number },
): Promise<Answer> {
  const before = acknowledged.events;
  return { query, page: await node.list(query), before };
}
