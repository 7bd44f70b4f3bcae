import assert from "node:assert/strict";
import { test } from "node:test";
import { OWN_PANEL } from "../../../src/event/event.ts";
import { ownEvent } from "../../../src/event/own-event.ts";
import type { PanelEvent } from "../../../src/event/event.ts";
import { event } from "../../support/events.ts";
import { FULL_DAY_MS, keepFor, NOW_MS, TestRetention } from "../../support/retention.ts";

/** An event of so many days ago; each is told from others by its day. */
function daysAgo(days: number, changes: Partial<PanelEvent> = {}): PanelEvent {
  return event({
    occurredAtMs: NOW_MS - days * FULL_DAY_MS,
    model: `{"day":${days}}`,
    ...changes,
  });
}

/** The days of the events that are left. */
async function daysLeft(retention: TestRetention): Promise<readonly number[]> {
  return (await retention.left()).map(({ occurredAtMs }) =>
    Math.round((NOW_MS - occurredAtMs) / FULL_DAY_MS),
  );
}

test("without a rule nothing goes", async () => {
  await using retention = await TestRetention.open();
  await retention.log.append("AA-1", [daysAgo(9_000), daysAgo(0)]);

  await retention.work();

  assert.deepEqual(await daysLeft(retention), [9_000, 0]);
});

test("what is older than the days of a rule goes, and the log tells of it before and after", async () => {
  await using retention = await TestRetention.open();
  await retention.log.append("AA-1", [daysAgo(100), daysAgo(91), daysAgo(89), daysAgo(0)]);

  await retention.apply("all", keepFor(90));

  assert.deepEqual(await daysLeft(retention), [89, 0]);
  const before = "2026-08-27T12:00:00.000Z";
  assert.deepEqual(await retention.told("doorbook_retention_set"), [
    { rule: "all", days: 90, categories: [], site: "" },
  ]);
  assert.deepEqual(await retention.told("doorbook_retention_edge"), [{ rule: "all", before }]);
  assert.deepEqual(await retention.told("doorbook_events_deleted"), [
    { rule: "all", before, count: 2 },
  ]);
  const [rule] = retention.engine.status().rules;
  assert.deepEqual([rule?.is, rule?.deleted, rule?.deletedEver], ["kept", 2, 2]);
});

test("a rule of categories takes those as they are shown, and no others", async () => {
  await using retention = await TestRetention.open();
  const unsaid = { key: "device_booted", category: undefined };
  await retention.log.append("AA-1", [
    daysAgo(50, { category: "info" }),
    daysAgo(49, unsaid),
    daysAgo(48, { category: "access" }),
    daysAgo(0),
  ]);

  await retention.apply("info", keepFor(30, { categories: ["info"] }));

  assert.deepEqual(await daysLeft(retention), [48, 0]);
});

test("a rule of a site takes the events of its panels alone", async () => {
  await using retention = await TestRetention.open();
  await retention.place("AA-1", "Yard");
  await retention.log.append("AA-1", [daysAgo(50)]);
  await retention.log.append("BB-1", [daysAgo(49), daysAgo(0)]);

  await retention.apply("yard", keepFor(30, { site: "Yard" }));

  assert.deepEqual(await daysLeft(retention), [49, 0]);
});

test("of several rules any takes an event away", async () => {
  await using retention = await TestRetention.open();
  const days = [400, 50].map((day) => daysAgo(day));
  const info = [300, 40, 0].map((day) => daysAgo(day, { category: "info" }));
  await retention.log.append("AA-1", [...days, ...info]);

  await retention.apply("all", keepFor(365));
  await retention.apply("info", keepFor(30, { categories: ["info"] }));

  assert.deepEqual(await daysLeft(retention), [50, 0]);
});

test("a rule of Doorbook's own events leaves those that tell of what was taken away", async () => {
  await using retention = await TestRetention.open();
  const longAgo = NOW_MS - 50 * FULL_DAY_MS;
  const own = [
    ownEvent("doorbook_log_read", { account: "ann" }, longAgo),
    ownEvent("doorbook_events_deleted", { rule: "x", before: "y", count: 7 }, longAgo),
  ];
  await retention.log.append(OWN_PANEL, own);
  await retention.log.append("AA-1", [daysAgo(49), daysAgo(0)]);

  await retention.apply("all", keepFor(30));
  const byPanels = await retention.told("doorbook_log_read");
  await retention.apply("own", keepFor(30, { isOwn: true }));

  assert.equal(byPanels.length, 1);
  assert.deepEqual(await retention.told("doorbook_log_read"), []);
  assert.equal((await retention.told("doorbook_events_deleted")).length, 3);
  assert.deepEqual(await daysLeft(retention), [0]);
});

test("a new rule does nothing within its hour of grace, and all of it after that", async () => {
  await using retention = await TestRetention.open();
  await retention.log.append("AA-1", [daysAgo(100), daysAgo(0)]);
  await retention.changes.setRule("all", keepFor(90), undefined);

  await retention.work();
  const early = await daysLeft(retention);
  retention.nowMs += FULL_DAY_MS / 24;
  await retention.work();

  assert.deepEqual(early, [100, 0]);
  assert.deepEqual(await daysLeft(retention), [0]);
});

test("to set a rule again as it is begins no new hour, other terms do", async () => {
  await using retention = await TestRetention.open();
  const first = await retention.changes.setRule("all", keepFor(90), undefined);

  const again = await retention.changes.setRule("all", keepFor(90), undefined);
  const other = await retention.changes.setRule("all", keepFor(91), undefined);

  assert.equal(again.revision, first.revision);
  assert.notEqual(other.revision, first.revision);
  assert.equal((await retention.told("doorbook_retention_set")).length, 2);
});

test("a clock that jumps ahead by years takes nothing away, and that is reported once", async () => {
  await using retention = await TestRetention.open();
  await retention.log.append("AA-1", [daysAgo(89), daysAgo(0)]);
  await retention.apply("all", keepFor(90));

  retention.nowMs += 3_650 * FULL_DAY_MS;
  await retention.work();
  await retention.work();

  assert.deepEqual(await daysLeft(retention), [89, 0]);
  assert.equal(retention.engine.status().rules[0]?.is, "unconfirmed");
  assert.equal(retention.reports.length, 1);
  assert.match(retention.reports[0] ?? "", /see the time of this machine/);
});

test("a server that was off for a weekend goes on by itself", async () => {
  await using retention = await TestRetention.open();
  await retention.log.append("AA-1", [daysAgo(89), daysAgo(0)]);
  await retention.apply("all", keepFor(90));

  retention.nowMs += 2.6 * FULL_DAY_MS;
  await retention.work();

  assert.deepEqual(await daysLeft(retention), [0]);
});

test("a rule is refused for a site or a category that there is none of", async () => {
  await using retention = await TestRetention.open();
  await retention.place("AA-1", "Yard");
  await retention.log.append("AA-1", [daysAgo(0, { category: "parcels" })]);
  const set = async (changes: object) =>
    retention.changes.setRule("x", keepFor(30, changes), undefined);

  await assert.rejects(set({ site: "Yart" }), /did you mean Yard\?/);
  await assert.rejects(set({ categories: ["acces"] }), /did you mean access\?/);
  await assert.rejects(set({ days: 0 }), /1 to 36500/);
  await assert.rejects(set({ isOwn: true, site: "Yard" }), /of no site/);
  assert.equal((await set({ categories: ["parcels"] })).days, 30);
});

test("waits while an export is under way, and says so", async () => {
  let isBusy = true;
  await using retention = await TestRetention.open({ isBusy: () => isBusy });
  await retention.log.append("AA-1", [daysAgo(100), daysAgo(0)]);
  const rule = await retention.changes.setRule("all", keepFor(90), undefined);
  await retention.changes.run([rule]);

  await retention.settle();
  const working = retention.engine.work();
  while (retention.engine.status().waitingSinceMs === undefined) await new Promise(setImmediate);
  const meanwhile = await daysLeft(retention);
  isBusy = false;
  await working;

  assert.deepEqual(meanwhile, [100, 0]);
  assert.deepEqual(await daysLeft(retention), [0]);
});

test("waits no longer than an hour for exports", async () => {
  await using retention = await TestRetention.open({ isBusy: () => true });
  await retention.log.append("AA-1", [daysAgo(100), daysAgo(0)]);
  const rule = await retention.changes.setRule("all", keepFor(90), undefined);
  await retention.changes.run([rule]);

  await retention.settle();
  const working = retention.engine.work();
  while (retention.engine.status().waitingSinceMs === undefined) await new Promise(setImmediate);
  retention.nowMs += 3_600_000;
  await working;

  assert.deepEqual(await daysLeft(retention), [0]);
});
