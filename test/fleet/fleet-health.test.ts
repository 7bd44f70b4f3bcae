import assert from "node:assert/strict";
import { test } from "node:test";
import { FleetHealth } from "../../src/fleet/fleet-health.ts";
import { Fleet } from "../../src/fleet/fleet.ts";
import { newProfile, renderProfile } from "../../src/fleet/profile.ts";
import { event, wholeLog } from "../support/events.ts";
import { openStores } from "../support/stores.ts";
import type { Stores } from "../support/stores.ts";

const START_MS = 1_750_000_000_000;
const HOUR_MS = 3_600_000;

/** A clock of a test's own, and what is open on it. */
class Watched {
  nowMs = START_MS;
  readonly stores: Stores;
  readonly reports: unknown[] = [];

  constructor(stores: Stores) {
    this.stores = stores;
  }

  async open(): Promise<FleetHealth> {
    const { log, fleet: store } = this.stores;
    return FleetHealth.open({
      store,
      fleet: await Fleet.open(store),
      log,
      bounds: { lateMs: 120_000, silentMs: 120_000 },
      now: () => this.nowMs,
      report: (cause) => this.reports.push(cause),
    });
  }

  /** What was told so far: key and model of each event. */
  async told(): Promise<readonly (readonly [string, unknown])[]> {
    const events = await wholeLog(this.stores.log);
    return events.map(({ key, model }) => [key, JSON.parse(model ?? "{}")] as const);
  }
}

test("tells each change of a panel's state once", async () => {
  await using stores = await openStores({});
  const watched = new Watched(stores);
  const health = await watched.open();
  const judge = async (afterMs: number) => {
    watched.nowMs += afterMs;
    for (let nth = 0; nth < 3; nth++) await health.judge();
  };

  health.of("AA-1").heard(watched.nowMs, "pull");
  await judge(0);
  health.of("AA-1").read(70, 100);
  await judge(1_000);
  health.of("AA-1").read(0, 100);
  await judge(1_000);
  await judge(121_000);
  health.of("AA-1").heard(watched.nowMs, "pull");
  await judge(1_000);
  health.of("AA-1").troubled("it refuses the login", true);
  await judge(1_000);

  const panel = "AA-1";
  assert.deepEqual(await watched.told(), [
    ["doorbook_panel_catching_up", { panel, events: 70 }],
    ["doorbook_panel_live", { panel }],
    ["doorbook_panel_silent", { panel, since: new Date(START_MS).toISOString() }],
    ["doorbook_panel_live", { panel }],
    ["doorbook_panel_refused", { panel, reason: "it refuses the login" }],
  ]);
});

test("tells what a clock did once: off, jumped, right again", async () => {
  await using stores = await openStores({});
  const watched = new Watched(stores);
  const health = await watched.open();
  const watch = health.of("AA-1");
  watch.heard(watched.nowMs, "pull");

  for (const offsetMs of [HOUR_MS + 5_000, HOUR_MS + 5_400, -HOUR_MS, 0, 400]) {
    watch.measured(watched.nowMs + offsetMs, watched.nowMs, 2_500);
    for (let nth = 0; nth < 2; nth++) await health.judge();
  }

  const panel = "AA-1";
  assert.deepEqual(await watched.told(), [
    ["doorbook_clock_off", { panel, offset: "+01:00:05" }],
    ["doorbook_clock_jumped", { panel, from: "+01:00:05", to: "-01:00:00" }],
    ["doorbook_clock_jumped", { panel, from: "-01:00:00", to: "+00:00:00" }],
    ["doorbook_clock_right", { panel }],
  ]);
});

test("tells nothing again after a restart, and goes on with what it knew", async () => {
  await using stores = await openStores({});
  const watched = new Watched(stores);
  const before = await watched.open();
  before.of("AA-1").heard(watched.nowMs, "pull");
  before.of("AA-2").heard(watched.nowMs, "push");
  before.of("AA-2").measured(watched.nowMs + HOUR_MS, watched.nowMs, 2_500);
  await before.judge();
  watched.nowMs += 121_000;
  before.of("AA-2").heard(watched.nowMs, "push");
  await before.judge();
  await before.keep();
  const told = await watched.told();

  watched.nowMs += HOUR_MS;
  const health = await watched.open();
  await health.judge();

  assert.deepEqual(await watched.told(), told);
  assert.equal(health.of("AA-1").health.state, "silent");
  assert.equal(health.of("AA-2").health.state, "live");
  assert.equal(health.of("AA-2").clockOffsetMs, HOUR_MS);
  assert.deepEqual(
    ["AA-1", "AA-2", "AA-3"].map((serial) => health.knows(serial)),
    [true, true, false],
  );
  assert.deepEqual(
    ["AA-1", "AA-2"].map((serial) => health.isDelivering(serial)),
    [true, true],
  );
});

test("tells of a gap with the panel's name, its bounds and how many are missing", async () => {
  await using stores = await openStores({});
  const body = renderProfile({ ...newProfile("AA-1"), name: "Main entrance" });
  await stores.fleet.change("panel", [{ id: "AA-1", body }]);
  const watched = new Watched(stores);
  const health = await watched.open();

  const gap = { fromMs: START_MS, toMs: START_MS + 1_000, count: 12, reason: "forgotten" } as const;
  await health.noteGap("AA-1", gap);

  const [from, to] = [START_MS, START_MS + 1_000].map((atMs) => new Date(atMs).toISOString());
  const model = { panel: "AA-1", name: "Main entrance", from, to, count: 12, reason: "forgotten" };
  assert.deepEqual(await watched.told(), [["doorbook_gap", model]]);
});

test("forgets a panel that was removed", async () => {
  await using stores = await openStores({});
  const health = await new Watched(stores).open();
  for (const serial of ["AA-1", "AA-2"]) health.of(serial).heard(START_MS, "push");
  health.forgetRemoved(["AA-1"]);

  health.forgetRemoved([]);

  assert.deepEqual([health.knows("AA-1"), health.isDelivering("AA-1")], [false, false]);
  // one that operators never said anything of stays
  assert.deepEqual([health.knows("AA-2"), health.isDelivering("AA-2")], [true, true]);
});

test("writes a health anew no more than once a minute while nothing but time goes by", async () => {
  await using stores = await openStores({});
  const watched = new Watched(stores);
  const health = await watched.open();
  const versions: number[] = [];
  for (let nth = 0; nth < 13; nth++) {
    watched.nowMs = START_MS + nth * 10_000;
    health.of("AA-1").heard(watched.nowMs, "push");
    const marked = health.of("AA-1").mark([event({ occurredAtMs: 5 })], watched.nowMs, 1e15);
    health.of("AA-1").taken(marked, 0, watched.nowMs);
    await health.judge();
    versions.push(await stores.fleet.version("health"));
  }

  const writes = versions.filter((version, nth) => version !== versions[nth - 1]);
  assert.equal(writes.length, 3);
  assert.deepEqual(watched.reports, []);
});
