import assert from "node:assert/strict";
import { test } from "node:test";
import { accountCaller, personalCaller } from "../../src/accounts/caller.ts";
import { LookJournal } from "../../src/accounts/look-journal.ts";
import type { Account } from "../../src/accounts/store.ts";
import type { EventStore } from "../../src/event/store.ts";
import { MemoryStore } from "../../src/store/memory/memory-store.ts";
import { ownEventsOf } from "../support/own-events.ts";

const HOUR_MS = 3_600_000;
const ANN = accountCaller(account(1, "ann"), "cookie", undefined);
const BOB = accountCaller(account(2, "bob"), "token", undefined);

function account(id: number, name: string): Account {
  return { id, name, type: "admin", verifier: "", createdAtMs: 0, scope: undefined };
}

function openJournal() {
  const clock = { nowMs: 500_000 * HOUR_MS };
  const log = new MemoryStore({ nowMs: () => clock.nowMs });
  const disk = { isFull: false };
  const reported: unknown[] = [];
  const append: EventStore["append"] = async (panel, events) => {
    if (disk.isFull) throw new Error("full");
    return log.append(panel, events);
  };
  const report = (cause: unknown) => void reported.push(cause);
  const journal = LookJournal.open({ log: { append }, now: () => clock.nowMs, report });
  const told = async () => (await ownEventsOf(log, "doorbook_log_read")).map(([, model]) => model);
  return { clock, disk, reported, journal, told };
}

test("tells who looked once for each account, question and hour", async () => {
  const { clock, journal, told } = openJournal();

  for (let i = 0; i < 3; i += 1) journal.looked(ANN, "owner=Olena");
  journal.looked(ANN, "");
  journal.looked(BOB, "owner=Olena");
  await journal.flush();
  clock.nowMs += HOUR_MS - 1;
  journal.looked(ANN, "owner=Olena");
  clock.nowMs += 1;
  journal.looked(ANN, "owner=Olena");
  await journal[Symbol.asyncDispose]();

  assert.deepEqual(await told(), [
    { account: "ann", query: "owner=Olena" },
    { account: "ann", query: "" },
    { account: "bob", query: "owner=Olena" },
    { account: "ann", query: "owner=Olena" },
  ]);
});

test("names the personal token that was shown, and never more of a question than fits", async () => {
  const { journal, told } = openJournal();
  const token = { id: 7, accountId: 1, name: "wall", rights: [], createdAtMs: 0 };
  const bounds = { scope: undefined, expiresAtMs: undefined, lastUsedAtMs: undefined };

  journal.looked(
    personalCaller({ account: ANN.account, token: { ...token, ...bounds } }),
    "x".repeat(5_000),
  );
  await journal[Symbol.asyncDispose]();

  const query = `${"x".repeat(1_024)}…`;
  assert.deepEqual(await told(), [{ account: "ann", token: "wall", query }]);
});

test("counts what is asked past 500 questions in an hour, at its end", async () => {
  const { clock, journal, told } = openJournal();

  for (let i = 0; i < 520; i += 1) journal.looked(ANN, `number=${i}`);
  await journal.flush();
  const before = await told();
  clock.nowMs += HOUR_MS;
  await journal.flush();

  assert.equal(before.length, 500);
  assert.deepEqual((await told()).slice(500), [{ account: "ann", count: 20 }]);
  await journal[Symbol.asyncDispose]();
});

test("what could not be written is written with the next, and reported", async () => {
  const { disk, journal, reported, told } = openJournal();
  disk.isFull = true;
  journal.looked(ANN, "a");
  await journal.flush();

  disk.isFull = false;
  journal.looked(ANN, "b");
  await journal[Symbol.asyncDispose]();

  assert.equal(reported.length, 1);
  assert.deepEqual(await told(), [
    { account: "ann", query: "a" },
    { account: "ann", query: "b" },
  ]);
});
