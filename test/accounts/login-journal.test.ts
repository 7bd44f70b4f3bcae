import assert from "node:assert/strict";
import { test } from "node:test";
import { LoginJournal } from "../../src/accounts/login-journal.ts";
import type { Account } from "../../src/accounts/store.ts";
import { AppError } from "../../src/event/errors.ts";
import type { EventStore } from "../../src/event/store.ts";
import { MemoryStore } from "../../src/store/memory/memory-store.ts";
import { wholeLog } from "../support/events.ts";

const HOUR_MS = 3_600_000;
const HERE = "192.0.2.1";
const ELSEWHERE = "192.0.2.2";
const ADMIN: Account = {
  id: 1,
  name: "olena",
  type: "admin",
  verifier: "",
  createdAtMs: 0,
  scope: undefined,
};

function openJournal() {
  const clock = { nowMs: 1_000_000_000_000 };
  const log = new MemoryStore({ nowMs: () => clock.nowMs });
  const disk = { isFull: false };
  const reported: unknown[] = [];
  const append: EventStore["append"] = async (panel, events) => {
    if (disk.isFull) throw new AppError("unavailable", "The disk is full");
    return log.append(panel, events);
  };
  const journal = new LoginJournal({
    log: { append },
    now: () => clock.nowMs,
    report: (cause) => reported.push(cause),
  });
  /** Each event as [key, model, extra] of what was said. */
  const told = async () =>
    (await wholeLog(log)).map(({ key, model, extra }) => [key, model, extra]);
  return { clock, disk, journal, log, reported, told };
}

const extra = (members: object) => JSON.stringify(members);
const SUCCESS = "successful_login_api_call";
const FAILURE = "incorrect_login_api_call";

test("tells the first login of an account from an address at once, as a panel would", async () => {
  const { clock, journal, log } = openJournal();

  await journal.succeeded(ADMIN, HERE);

  const [event] = await wholeLog(log);
  assert.deepEqual(
    { ...event },
    {
      seq: 1,
      panel: "doorbook",
      occurredAtMs: clock.nowMs,
      receivedAtMs: clock.nowMs,
      key: SUCCESS,
      category: "system",
      priority: "medium",
      model: '{"account_type":"admin"}',
      extra: extra({ account: "olena", address: HERE }),
      source: "api",
    },
  );
});

test("tells further logins within the hour as one number at its end", async () => {
  const { clock, journal, told } = openJournal();
  const sinceMs = clock.nowMs;

  for (let time = 0; time < 38; time++) await journal.succeeded(ADMIN, HERE);
  clock.nowMs += HOUR_MS - 1;
  await journal.flushDue();
  assert.equal((await told()).length, 1);
  clock.nowMs += 1;
  await journal.flushDue();

  assert.deepEqual((await told()).slice(1), [
    [
      SUCCESS,
      '{"account_type":"admin","count":37}',
      extra({ account: "olena", since: sinceMs, address: HERE }),
    ],
  ]);
});

test("says nothing at the end of an hour with a single login", async () => {
  const { clock, journal, told } = openJournal();

  await journal.succeeded(ADMIN, HERE);
  clock.nowMs += HOUR_MS;
  await journal.flushDue();
  await journal.close();

  assert.equal((await told()).length, 1);
});

test("begins anew after the hour, and loses no number when nobody flushed", async () => {
  const { clock, journal, told } = openJournal();

  await journal.succeeded(ADMIN, HERE);
  await journal.succeeded(ADMIN, HERE);
  clock.nowMs += HOUR_MS;
  await journal.succeeded(ADMIN, HERE);

  const models = (await told()).map(([, model]) => model);
  assert.equal(models.length, 3);
  assert.equal(models.filter((model) => model === '{"account_type":"admin"}').length, 2);
  assert.equal(models.includes('{"account_type":"admin","count":1}'), true);
});

test("tells accounts and addresses apart", async () => {
  const { journal, told } = openJournal();

  await journal.succeeded(ADMIN, HERE);
  await journal.succeeded(ADMIN, ELSEWHERE);
  await journal.succeeded({ ...ADMIN, name: "taras", type: "manager" }, HERE);

  assert.deepEqual(await told(), [
    [SUCCESS, '{"account_type":"admin"}', extra({ account: "olena", address: HERE })],
    [SUCCESS, '{"account_type":"admin"}', extra({ account: "olena", address: ELSEWHERE })],
    [SUCCESS, '{"account_type":"manager"}', extra({ account: "taras", address: HERE })],
  ]);
});

test("tells a failed login each time, with the name that was tried", async () => {
  const { journal, told } = openJournal();

  await journal.failed("olena", HERE);
  await journal.failed("n".repeat(300), HERE);

  assert.deepEqual(await told(), [
    [FAILURE, "{}", extra({ account: "olena", address: HERE })],
    [FAILURE, "{}", extra({ account: `${"n".repeat(64)}…`, address: HERE })],
  ]);
});

test("counts what was throttled into one event", async () => {
  const { clock, journal, told } = openJournal();
  const sinceMs = clock.nowMs;

  await journal.failed("olena", HERE);
  for (let time = 0; time < 500; time++) journal.refused("olena", HERE);
  await journal.close();

  assert.deepEqual((await told()).slice(1), [
    [FAILURE, '{"count":500}', extra({ account: "olena", since: sinceMs, address: HERE })],
  ]);
});

test("never lets one address flood the log, whatever names it tries", async () => {
  const { journal, told } = openJournal();

  for (let nth = 0; nth < 1_000; nth++) await journal.failed(`name ${nth}`, HERE);
  await journal.close();

  const events = await told();
  assert.equal(events.length, 101);
  assert.deepEqual(events.at(-1)?.[1], '{"count":900}');
});

test("writes the numbers of the hour under way when it closes, once", async () => {
  const { journal, told } = openJournal();

  for (let time = 0; time < 3; time++) await journal.succeeded(ADMIN, HERE);
  await journal.close();
  await journal.close();

  assert.deepEqual(
    (await told()).map(([, model]) => model),
    ['{"account_type":"admin"}', '{"account_type":"admin","count":2}'],
  );
});

test("reports what cannot be written, and tells it as a number when it can be", async () => {
  const { clock, disk, journal, reported, told } = openJournal();

  disk.isFull = true;
  await journal.succeeded(ADMIN, HERE);
  await journal.succeeded(ADMIN, HERE);
  clock.nowMs += HOUR_MS;
  await journal.flushDue();
  disk.isFull = false;
  await journal.flushDue();

  assert.equal(reported.length, 2);
  assert.deepEqual(
    (await told()).map(([, model]) => model),
    ['{"account_type":"admin","count":2}'],
  );
});
