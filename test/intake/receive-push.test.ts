import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError } from "../../src/event/errors.ts";
import { receivePush } from "../../src/intake/receive-push.ts";
import { openStores } from "../support/stores.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const event = (key: string, at = 1) => `{"created_at":${at},"code":"${key}"}`;
const push = (...events: string[]) => bytes(`{"events":[${events.join()}]}`);

test("brings the events of a push into the log of its panel", async () => {
  await using stores = await openStores({});

  const outcome = await receivePush(stores.intake, "AA-1", push(event("b", 2), event("a", 1)));

  assert.deepEqual(outcome, { is: "taken", added: 2, rejected: 0 });
  const held = await stores.log.after(0, 10);
  assert.deepEqual(
    held.map(({ panel, occurredAtMs, key, source }) => [panel, occurredAtMs, key, source]),
    [
      ["AA-1", 2, "b", "push"],
      ["AA-1", 1, "a", "push"],
    ],
  );
});

test("adds nothing when a push comes again, with a rejected event in it too", async () => {
  await using stores = await openStores({});
  const body = push(event("a"), event("a"), "0");
  await receivePush(stores.intake, "AA-1", body);

  const again = await receivePush(stores.intake, "AA-1", body);

  assert.deepEqual(again, { is: "taken", added: 0, rejected: 1 });
  assert.equal(await stores.log.head(), 2);
  const [aside, ...more] = await stores.intake.listQuarantined(10);
  assert.equal(aside?.times, 2);
  assert.deepEqual(more, []);
});

test("keeps what is no event with its bytes and takes the rest", async () => {
  await using stores = await openStores({});

  const outcome = await receivePush(
    stores.intake,
    "AA-1",
    push(event("a"), '{ "code":"b" }', event("c")),
  );

  assert.deepEqual(outcome, { is: "taken", added: 2, rejected: 1 });
  const [head] = await stores.intake.listQuarantined(10);
  const held = await stores.intake.findQuarantined(head?.id ?? 0);
  assert.ok(held);
  assert.equal(Buffer.from(held.bytes).toString(), '{ "code":"b" }');
  assert.deepEqual([held.panel, held.what, held.reason], ["AA-1", "event", "no usable time"]);
});

test("gives an unreadable body up when the same panel sends it a third time", async () => {
  await using stores = await openStores({});
  const body = bytes('{"events":[');
  const send = async (panel: string) => receivePush(stores.intake, panel, body);

  const outcomes = [await send("AA-1"), await send("AA-1"), await send("AA-2"), await send("AA-1")];

  const reason = "cut short";
  assert.deepEqual(outcomes, [
    { is: "unreadable", reason, times: 1, isGivenUp: false },
    { is: "unreadable", reason, times: 2, isGivenUp: false },
    { is: "unreadable", reason, times: 1, isGivenUp: false },
    { is: "unreadable", reason, times: 3, isGivenUp: true },
  ]);
  const held = await stores.intake.listQuarantined(10);
  assert.deepEqual(new Set(held.map((one) => one.panel)), new Set(["AA-1", "AA-2"]));
  assert.equal(await stores.log.head(), 0);
});

test("takes nothing of a push whose rejected events find no room", async () => {
  await using stores = await openStores({ quarantineMaxBytes: 310 });

  const taking = receivePush(stores.intake, "AA-1", push(event("a"), '"0123456789"'));

  await assert.rejects(
    taking,
    (error) => error instanceof AppError && error.code === "quarantine_full",
  );
  assert.equal(await stores.log.head(), 0);
});

test("keeps every one of tens of thousands of events that it does not understand", async () => {
  await using stores = await openStores({});
  const strange = Array.from({ length: 25_000 }, (_, i) => String(i));

  const outcome = await receivePush(stores.intake, "AA-1", push(...strange, event("a")));

  assert.deepEqual(outcome, { is: "taken", added: 1, rejected: 25_000 });
  assert.equal((await stores.intake.quarantineState()).count, 25_000);
});

test("lets others have their turn while it reads a large body", async () => {
  await using stores = await openStores({});
  const body = push(...Array.from({ length: 20_000 }, (_, i) => event("a", i)));
  let turns = 0;
  let isDone = false;
  const takeTurns = () => {
    turns++;
    if (!isDone) setImmediate(takeTurns);
  };
  setImmediate(takeTurns);

  const outcome = await receivePush(stores.intake, "AA-1", body);
  isDone = true;

  assert.deepEqual(outcome, { is: "taken", added: 20_000, rejected: 0 });
  assert.ok(turns > 10, `${turns} turns`);
});

test("tells what it holds in memory while it reads, and gives up a push that is too much", async () => {
  await using stores = await openStores({});
  const body = push(...Array.from({ length: 5_000 }, (_, i) => event("a", i)));
  let held = 0;
  const holdUpTo = (most: number) => (more: number) => {
    held += more;
    if (held > most) throw new AppError("unavailable", "too much");
  };

  const taken = await receivePush(stores.intake, "AA-1", body, holdUpTo(10_000_000));
  const most = held;
  held = 0;
  const refused = receivePush(stores.intake, "AA-2", body, holdUpTo(most - 1));

  await assert.rejects(refused, { name: "AppError", code: "unavailable" });
  assert.deepEqual(taken, { is: "taken", added: 5_000, rejected: 0 });
  assert.equal(most, body.length + 256 * 5_000);
  assert.equal(await stores.log.head(), 5_000);
});
