import assert from "node:assert/strict";
import { test } from "node:test";
import { previewRule } from "../../../src/book/retention/preview.ts";
import type { PanelEvent } from "../../../src/event/event.ts";
import { event } from "../../support/events.ts";
import { FULL_DAY_MS, keepFor, NOW_MS, TestRetention } from "../../support/retention.ts";

/** An event of so many days ago, of somebody. */
function daysAgo(days: number, owner = "Olena", changes: Partial<PanelEvent> = {}): PanelEvent {
  const model = JSON.stringify({ owner, day: days });
  return event({ occurredAtMs: NOW_MS - days * FULL_DAY_MS, model, ...changes });
}

/** Of whom the events are that are left, with their days. */
async function left(retention: TestRetention): Promise<readonly string[]> {
  return (await retention.left()).map(({ model }) => {
    const { owner, day } = JSON.parse(model ?? "{}") as { owner: string; day: number };
    return `${owner} ${day}`;
  });
}

test("a hold keeps what its query finds past any rule, until it is released and the rule is run", async () => {
  await using retention = await TestRetention.open();
  await retention.log.append("AA-1", [daysAgo(100), daysAgo(99, "Taras"), daysAgo(0)]);
  await retention.changes.setHold("case 7", "taras", "ann");

  await retention.apply("all", keepFor(90));
  const held = await left(retention);
  await retention.changes.releaseHold("case 7", undefined);
  await retention.work();
  const released = await left(retention);
  await retention.changes.run(retention.engine.status().rules);
  await retention.work();

  assert.deepEqual(held, ["Taras 99", "Olena 0"]);
  assert.deepEqual(released, held);
  assert.deepEqual(await left(retention), ["Olena 0"]);
  assert.deepEqual(await retention.told("doorbook_hold_set"), [
    { account: "ann", hold: "case 7", query: "taras" },
  ]);
  assert.deepEqual(await retention.told("doorbook_hold_released"), [{ hold: "case 7" }]);
});

test("a hold that is set while events go keeps what had not gone before it", async () => {
  await using retention = await TestRetention.open();
  const old = Array.from({ length: 3_000 }, (_, i) =>
    daysAgo(100, i % 2 === 0 ? "Olena" : "Taras", { occurredAtMs: NOW_MS - 100 * FULL_DAY_MS + i }),
  );
  await retention.log.append("AA-1", old);
  await retention.settle();
  // the page that is found when the hold comes is not taken any more
  let isSet = false;
  let removals = 0;
  await retention.restart({
    log: {
      find: (query) => retention.log.find(query),
      after: (seq, limit) => retention.log.after(seq, limit),
      tally: (query) => retention.log.tally(query),
      append: (panel, events) => retention.log.append(panel, events),
      giveBack: () => retention.log.giveBack(),
      remove: (seqs) => {
        removals += 1;
        return retention.log.remove(seqs);
      },
    },
    onProgress: () => {
      if (isSet || removals === 0) return;
      isSet = true;
      void retention.changes.setHold("late", "taras", undefined);
    },
  });
  const before = removals;

  await retention.apply("all", keepFor(90));

  const owners = await left(retention);
  assert.ok(removals > before);
  assert.equal(owners.filter((owner) => owner === "Taras 100").length, 1_000);
  assert.equal(owners.filter((owner) => owner === "Olena 100").length, 0);
});

test("a hold that can no longer be read stops everything, and says so once", async () => {
  await using retention = await TestRetention.open();
  await retention.place("AA-1", "Yard");
  await retention.log.append("AA-1", [daysAgo(100), daysAgo(0)]);
  await retention.log.append("BB-1", [daysAgo(100)]);
  await retention.changes.setHold("yard", "site eq 'Yard'", undefined);
  await retention.place("AA-1", "Court");

  await retention.apply("all", keepFor(90));
  await retention.work();
  const stopped = await left(retention);
  const { troubles } = retention.engine.status();
  const kept = retention.engine.keptOf("BB-1", [daysAgo(200)]);
  await retention.changes.setHold("yard", "site eq 'Court'", undefined);
  await retention.work();

  assert.deepEqual(stopped, ["Olena 100", "Olena 0", "Olena 100"]);
  assert.match(troubles.join(), /hold "yard" cannot be read any more: There is no site/);
  assert.equal(kept.length, 1);
  assert.equal(retention.reports.length, 1);
  assert.deepEqual(await left(retention), ["Olena 100", "Olena 0"]);
});

test("a hold that means other events since the fleet changed stops everything", async () => {
  await using retention = await TestRetention.open();
  await retention.place("AA-1", "Yard");
  await retention.place("AA-2", "Yard");
  await retention.log.append("AA-1", [daysAgo(100), daysAgo(0)]);
  await retention.changes.setHold("yard", "site eq 'Yard'", undefined);
  await retention.place("AA-1", "Court");

  await retention.apply("all", keepFor(90));

  assert.deepEqual(await left(retention), ["Olena 100", "Olena 0"]);
  assert.match(retention.engine.status().troubles.join(), /means other events since/);
});

test("relative times of a hold go by when it was set", async () => {
  await using retention = await TestRetention.open();
  await retention.log.append("AA-1", [daysAgo(100), daysAgo(40), daysAgo(0)]);
  await retention.changes.setHold("recent", "last 60d", undefined);

  retention.nowMs += 300 * FULL_DAY_MS;
  await retention.apply("all", keepFor(90));

  assert.deepEqual(await left(retention), ["Olena 40", "Olena 0"]);
});

test("a hold without a query, or with one that cannot be read, is refused", async () => {
  await using retention = await TestRetention.open();

  await assert.rejects(retention.changes.setHold("x", " ", undefined), /a hold needs a query/);
  await assert.rejects(retention.changes.setHold("x", "site eq 'Nowhere'", undefined), /no site/);
  await assert.rejects(retention.changes.setHold("", "olena", undefined), /a name must be/);
  assert.deepEqual(retention.engine.status().holds, []);
});

test("a dry run says what goes: how many, of which categories and sites, from when to when", async () => {
  await using retention = await TestRetention.open();
  await retention.place("AA-1", "Yard");
  const info = { category: "info" };
  await retention.log.append("AA-1", [daysAgo(100), daysAgo(95, "Olena", info), daysAgo(0)]);
  await retention.log.append("BB-1", [daysAgo(92), daysAgo(110, "Taras")]);
  await retention.changes.setHold("case 7", "taras", undefined);
  const before = await left(retention);

  const preview = await retention.engine.preview(keepFor(90), 10_000);
  await retention.apply("all", keepFor(90));

  assert.deepEqual(preview, {
    edgeMs: Date.UTC(2026, 7, 27, 12),
    count: 3,
    byCategory: [
      { name: "access", count: 2 },
      { name: "info", count: 1 },
    ],
    bySite: [
      { name: "Yard", count: 2 },
      { name: "", count: 1 },
    ],
    oldestMs: NOW_MS - 100 * FULL_DAY_MS,
    newestMs: NOW_MS - 92 * FULL_DAY_MS,
    held: 1,
  });
  const after = await left(retention);
  assert.equal(before.length - after.length, preview.count);
  assert.equal(retention.engine.status().rules[0]?.deleted, preview.count);
});

test("a dry run that finds nothing says so", async () => {
  await using retention = await TestRetention.open();
  const context = {
    log: retention.log,
    fleet: retention.fleet,
    held: [],
    nowMs: NOW_MS,
    deadlineMs: 1_000,
  };

  const preview = await previewRule(keepFor(36_500), context);

  assert.deepEqual([preview.count, preview.oldestMs, preview.held], [0, undefined, 0]);
});
