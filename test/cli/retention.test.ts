import assert from "node:assert/strict";
import { test } from "node:test";
import { Cli } from "../support/cli.ts";
import { event, eventsInARow } from "../support/events.ts";
import { eventually } from "../support/eventually.ts";
import { ownEventsOf } from "../support/own-events.ts";

const DAY_MS = 86_400_000;

/** Three events of 100 days ago and many of today, so that the old ones are in the indexes. */
async function withOldEvents(): Promise<Cli> {
  const cli = await Cli.make();
  await cli.say(["panels", "add", "AA-1"]);
  await cli.withStore(async (store) => {
    const nowMs = Date.now();
    await store.append("AA-1", eventsInARow(3, { occurredAtMs: nowMs - 100 * DAY_MS }));
    await store.append("AA-1", eventsInARow(300, { occurredAtMs: nowMs - DAY_MS }));
    await store.append("AA-1", [event({ occurredAtMs: nowMs })]);
    await eventually(20_000, async () => assert.ok(store.examine(false).unmerged < 256));
  });
  return cli;
}

test("a preset says what would go, waits an hour, and takes it out when it is run", async () => {
  await using cli = await withOldEvents();

  const dry = await cli.say(["retention", "set", "--preset", "90", "--dry-run"]);
  const none = await cli.say(["retention", "list"]);
  const set = await cli.say(["retention", "set", "--preset", "90"]);
  const listed = await cli.say(["retention", "list"]);
  const ran = await cli.say(["retention", "run"]);
  const status = await cli.say(["retention", "status"]);

  assert.match(dry, /^everything: 3 events from before \S+ would go\n  by category: access 3\n/);
  assert.equal(none, "There are no rules: every event is kept for good.\n");
  assert.match(set, /^From \S+ on, every event of the panels goes after 90 days\.\n/);
  assert.match(listed, /^everything +90 +every event of the panels +begins at /m);
  assert.equal(ran, "everything: took out 3 events\n");
  assert.match(status, /^ {2}taken out +3 since then, 3 in all$/m);
  const told = await cli.withStore((store) => ownEventsOf(store, "doorbook_events_deleted"));
  assert.equal(told.length, 1);
});

test("a hold is set, listed and released, and what it keeps stays", async () => {
  await using cli = await withOldEvents();
  await cli.say(["retention", "hold", "set", "case", "--query", "number eq '1'"]);
  await cli.say(["retention", "set", "short", "--days", "90"]);

  const listed = await cli.say(["retention", "hold", "list"]);
  const ran = await cli.say(["retention", "run", "short"]);
  await cli.say(["retention", "hold", "release", "case"]);

  assert.match(listed, /^case +\S+Z +number eq '1'$/m);
  assert.equal(ran, "short: took out 2 events\n");
  assert.equal(await cli.say(["retention", "hold", "list"]), "Nothing is held.\n");
});

test("a day before the edge is stated as not kept", async () => {
  await using cli = await withOldEvents();
  await cli.say(["retention", "set", "--preset", "90"]);
  await cli.say(["retention", "run"]);
  const day = new Date(Date.now() - 100 * DAY_MS).toISOString().slice(0, 10);

  const stated = await cli.say(["panels", "statement", "AA-1", "--from", day, "--to", day]);

  assert.match(stated, /not kept$/m);
});
