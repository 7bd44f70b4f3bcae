import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import type { PanelEvent } from "../../src/event/event.ts";
import { databasePath } from "../../src/store/sqlite/open-database.ts";
import { AlarmPlace } from "../support/alarm-place.ts";
import { DAY_MS, event } from "../support/events.ts";
import { eventually } from "../support/eventually.ts";
import { ownEventsOf } from "../support/own-events.ts";
import type { ReceiverAnswer } from "../support/webhook-receiver.ts";
import { WebhookReceiver } from "../support/webhook-receiver.ts";

const TAMPER = "key eq 'tamper_event'";

let made = 0;

/** Events that no other is like. */
function tampers(count: number, changes: Partial<PanelEvent> = {}): PanelEvent[] {
  return Array.from({ length: count }, () =>
    event({ key: "tamper_event", model: `{"n":${made++}}`, ...changes }),
  );
}

test("brings what comes from now on and meets the query to the webhook, in order, with its text", async () => {
  await using receiver = await WebhookReceiver.open();
  await using place = await AlarmPlace.open();
  await place.append(tampers(3));
  await place.add("tamper", { query: TAMPER, webhook: receiver.url });
  await place.run();

  await place.append([event({ occurredAtMs: DAY_MS + 1 }), ...tampers(2)]);
  await receiver.until(1);

  const [notice] = receiver.notices;
  assert.equal(notice?.alarm, "tamper");
  const epoch = await place.stores.log.epoch();
  // the alarm itself is an event: 3, 1, 1 and two
  assert.deepEqual(
    notice.events.map(({ id, seq, key, text }) => [id, seq, key, text]),
    [6, 7].map((seq) => [`${epoch}.${seq}`, seq, "tamper_event", "Tamper sensor was triggered"]),
  );
});

test("is never fired by late events, echoes and imports, nor by old ones that come by the API", async () => {
  await using receiver = await WebhookReceiver.open();
  await using place = await AlarmPlace.open();
  await place.add("all", { query: "", webhook: receiver.url });
  await place.run();
  const nowMs = Date.now();

  await place.append([
    ...tampers(1, { isLate: true }),
    ...tampers(1, { isEcho: true }),
    ...tampers(1, { source: "import" }),
    ...tampers(1, { source: "api", occurredAtMs: nowMs - 3_600_000 }),
    ...tampers(1, { source: "api", occurredAtMs: nowMs }),
  ]);
  const last = await place.append(tampers(1));
  await eventually(10_000, async () => {
    assert.equal(receiver.seqs.at(-1), last);
    return Promise.resolve();
  });

  // the alarm that was set, the API's present one, and the last
  assert.deepEqual(receiver.seqs, [1, last - 1, last]);
});

test("tries on until it is delivered, in order and with nothing missing, and tells the log of it once", async () => {
  await using receiver = await WebhookReceiver.open();
  const refusals: readonly ReceiverAnswer[] = [
    { status: 503 },
    "hangs up",
    { status: 302, headers: { location: "/" } },
    { status: 410 },
    ...Array.from({ length: 4 }, () => ({ status: 500 })),
  ];
  receiver.answer = (nth) => refusals[nth] ?? { status: 200 };
  await using place = await AlarmPlace.open();
  await place.add("tamper", { query: TAMPER, webhook: receiver.url });
  await place.run();

  const first = await place.append(tampers(1));
  await receiver.until(3);
  await place.append(tampers(150));
  await place.settled("tamper", 3);
  await eventually(10_000, async () => {
    assert.equal((await ownEventsOf(place.stores.log, "doorbook_alarm")).length, 3);
  });
  await place.stop();

  assert.deepEqual(
    place.waits.slice(0, 8),
    [1, 2, 4, 8, 16, 32, 64, 128].map((s) => s * 1_000),
  );
  const delivered = receiver.notices.slice(8);
  const seqs = delivered.flatMap(({ events }) => events.map(({ seq }) => seq));
  // after five tries the log was told
  const told = seqs.filter((seq) => seq > first);
  assert.deepEqual(
    told,
    told.toSorted((a, b) => a - b),
  );
  assert.equal(seqs[0], first);
  assert.equal(seqs.length, 151);
  assert.deepEqual(
    delivered.map(({ events }) => events.length),
    [1, 100, 50],
  );
  const own = await ownEventsOf(place.stores.log, "doorbook_alarm");
  assert.deepEqual(
    own.map(([key]) => key),
    ["doorbook_alarm_set", "doorbook_alarm_failing", "doorbook_alarm_delivered_again"],
  );
  const notices = await place.parts.kept.notices("tamper", 10);
  assert.deepEqual(
    notices.map(({ tries, events, answer }) => [tries, events, answer]),
    [
      [1, 50, "200"],
      [1, 100, "200"],
      [9, 1, "200"],
    ],
  );
  assert.deepEqual(place.reports, []);
});

test("waits as long as the receiver asks for", async () => {
  await using receiver = await WebhookReceiver.open();
  receiver.answer = (nth) =>
    nth === 0 ? { status: 429, headers: { "retry-after": "90" } } : { status: 200 };
  await using place = await AlarmPlace.open();
  await place.add("tamper", { query: TAMPER, webhook: receiver.url });
  await place.run();

  await place.append(tampers(1));
  await receiver.until(2);

  assert.deepEqual(place.waits, [90_000]);
});

test("gets, once it is back, everything that came while it was down or the server was stopped", async () => {
  await using place = await AlarmPlace.open();
  const gone = await WebhookReceiver.open();
  const { port, url } = gone;
  await gone[Symbol.asyncDispose]();
  await place.add("tamper", { query: TAMPER, webhook: url });
  await place.run();

  const first = await place.append(tampers(5));
  await eventually(10_000, async () => {
    assert.ok(place.waits.length > 2);
    return Promise.resolve();
  });
  await place.stop();
  await place.append(tampers(5));
  await using receiver = await WebhookReceiver.open(port);
  await place.run();
  const last = await place.append(tampers(1));
  await eventually(10_000, async () => {
    assert.equal(receiver.seqs.at(-1), last);
    return Promise.resolve();
  });

  const seqs = [...new Set(receiver.seqs)];
  assert.deepEqual(
    seqs,
    seqs.toSorted((a, b) => a - b),
  );
  assert.equal(seqs[0], first - 4);
  assert.equal(seqs.length, 11);
});

test("a receiver that never answers holds up no other", async () => {
  await using slow = await WebhookReceiver.open();
  slow.answer = () => "never";
  await using quick = await WebhookReceiver.open();
  await using place = await AlarmPlace.open();
  await place.add("slow", { query: TAMPER, webhook: slow.url });
  await place.add("quick", { query: TAMPER, webhook: quick.url });
  await place.run();

  await place.append(tampers(1));
  await slow.until(1);
  const last = await place.append(tampers(1));
  await quick.until(2);

  assert.equal(quick.seqs.at(-1), last);
  assert.equal(slow.received.length, 1);
});

test("tells once so many came within the minutes, per panel, across a restart, and then counts anew", async () => {
  await using receiver = await WebhookReceiver.open();
  await using place = await AlarmPlace.open();
  const threshold = { count: 3, minutes: 5, by: "panel" } as const;
  await place.add("often", { query: TAMPER, webhook: receiver.url, threshold });
  await place.run();
  const at = (minute: number) => tampers(1, { occurredAtMs: DAY_MS + minute * 60_000 });

  await place.append(at(0));
  await place.append(at(1), "BB-2");
  const second = await place.append(at(6));
  const third = await place.append(at(7));
  await place.stop();
  await place.run();
  const fourth = await place.append(at(8));
  await receiver.until(1);
  await place.append(at(8.5));
  await place.append(at(9));
  await place.append(at(10), "BB-2");
  const last = await place.append(at(10.5));
  await receiver.until(2);

  const epoch = await place.stores.log.epoch();
  const [first] = receiver.notices[0]?.events ?? [];
  assert.deepEqual(receiver.seqs, [fourth, last]);
  const ids = [second, third, fourth].map((seq) => `${epoch}.${seq}`);
  assert.deepEqual(first?.reached, { count: 3, minutes: 5, group: "AA-1", ids });
});

test("a change counts from where the alarm is, and one that is switched on again from then on", async () => {
  await using first = await WebhookReceiver.open();
  first.answer = () => ({ status: 500 });
  await using second = await WebhookReceiver.open();
  await using place = await AlarmPlace.open();
  await place.add("tamper", { query: TAMPER, webhook: first.url });
  const runners = await place.run();
  const missed = await place.append(tampers(1));
  await first.until(2);

  await place.changes.change("tamper", { webhook: second.url }, "ann");
  await runners.refresh();
  await second.until(1);
  await place.changes.change("tamper", { isOn: false }, "ann");
  await runners.refresh();
  await place.append(tampers(3));
  await place.changes.change("tamper", { isOn: true }, "ann");
  await runners.refresh();
  const last = await place.append(tampers(1));
  await second.until(2);

  assert.deepEqual(second.seqs, [missed, last]);
});

test("says how many events were gone before it could look at them", async () => {
  await using receiver = await WebhookReceiver.open();
  await using place = await AlarmPlace.open();
  await place.add("tamper", { query: TAMPER, webhook: receiver.url });
  const last = await place.append(tampers(10));
  // as retention leaves it
  using database = new DatabaseSync(databasePath(place.stores.dataFolder));
  database.exec(`DELETE FROM event WHERE seq <= ${String(last - 3)}`);

  await place.run();
  await receiver.until(1);

  assert.equal(receiver.notices[0]?.gone, last - 3);
  assert.deepEqual(receiver.seqs, [last - 2, last - 1, last]);
});
