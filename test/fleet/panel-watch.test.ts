import assert from "node:assert/strict";
import { test } from "node:test";
import type { PanelEvent } from "../../src/event/event.ts";
import { PanelWatch } from "../../src/fleet/panel-watch.ts";
import { event } from "../support/events.ts";

const NOW_MS = 1_750_000_000_000;
const HOUR_MS = 3_600_000;
const LATE_MS = 120_000;
const BOUNDS = { lateMs: LATE_MS, silentMs: 120_000 };

/** A panel that has been connected for some minutes, with nothing left to deliver. */
function connected(): PanelWatch {
  const watch = new PanelWatch();
  for (let atMs = NOW_MS - 240_000; atMs < NOW_MS; atMs += 10_000) watch.heard(atMs);
  return watch;
}

/** A push of events that are new, or of which some are. */
function push(
  watch: PanelWatch,
  times: readonly number[],
  nowMs = NOW_MS,
  added = times.length,
): readonly PanelEvent[] {
  const events = times.map((occurredAtMs) => event({ occurredAtMs }));
  const marked = watch.mark(events, nowMs, LATE_MS);
  watch.taken(marked, added, nowMs);
  return marked.events;
}

function isLate(events: readonly PanelEvent[]): boolean[] {
  return events.map((one) => one.isLate === true);
}

test("marks events as late that come longer after they occurred than the setting allows", () => {
  const watch = new PanelWatch();

  const events = push(watch, [NOW_MS - HOUR_MS, NOW_MS - LATE_MS - 1, NOW_MS - LATE_MS, NOW_MS]);

  assert.deepEqual(isLate(events), [true, true, false, false]);
  assert.ok(events.every((one) => one.occurredAtMs <= NOW_MS));
});

for (const { title, aheadMs } of [
  { title: "an hour ahead", aheadMs: HOUR_MS },
  { title: "an hour behind", aheadMs: -HOUR_MS },
  { title: "years behind", aheadMs: -6 * 365 * 24 * HOUR_MS },
]) {
  test(`learns from what happens while a panel is connected that its clock is ${title}`, () => {
    const watch = connected();

    const events = push(watch, [NOW_MS + aheadMs]);

    assert.deepEqual(isLate(events), [false]);
    assert.ok(Math.abs(watch.clockOffsetMs - aheadMs) <= 5_000);
    assert.equal(watch.judgeClock(), true);
    assert.equal(watch.judgeClock(), undefined);
  });
}

test("a backlog of an hour moves no clock: it is late, and what happens after it is not", () => {
  const watch = new PanelWatch();
  watch.heard(NOW_MS);
  const backlog = Array.from({ length: 100 }, (_, nth) => NOW_MS - HOUR_MS + nth * 36_000);

  const late = push(watch, backlog, NOW_MS + 100);
  const live = push(watch, [NOW_MS + 9_000], NOW_MS + 9_500);

  assert.equal(late.filter((one) => one.isLate === true).length, 97);
  assert.deepEqual(isLate(live), [false]);
  assert.equal(watch.clockOffsetMs, 0);
  assert.equal(watch.judgeClock(), undefined);
  assert.deepEqual(watch.takeJumps(), []);
});

test("a backlog that follows a failed delivery moves no clock", () => {
  const watch = connected();
  watch.failed(NOW_MS - 60_000);

  const events = push(watch, [NOW_MS - 150_000]);

  assert.deepEqual(isLate(events), [true]);
  assert.equal(watch.clockOffsetMs, 0);
});

test("what a panel tries again a minute after it has come back moves no clock", () => {
  const watch = new PanelWatch();
  for (let atMs = NOW_MS - 60_000; atMs < NOW_MS; atMs += 10_000) watch.heard(atMs);

  const events = push(watch, [NOW_MS - 130_000]);

  assert.deepEqual(isLate(events), [true]);
  assert.equal(watch.clockOffsetMs, 0);
});

test("a backlog in pushes of a hundred moves no clock, however long they take", () => {
  const watch = new PanelWatch();
  watch.heard(NOW_MS);
  let nowMs = NOW_MS;
  for (let burst = 0; burst < 5; burst++) {
    const fromMs = NOW_MS - 24 * HOUR_MS + burst * HOUR_MS;
    const times = Array.from({ length: 100 }, (_, nth) => fromMs + nth * 1_000);

    nowMs += burst === 0 ? 100 : 8_000;
    const events = push(watch, times, nowMs);

    assert.ok(events.every((one) => one.isLate === true));
  }
  assert.equal(watch.clockOffsetMs, 0);
});

test("a clock that is put back while the panel is connected has jumped, which is told once", () => {
  const watch = connected();
  push(watch, [NOW_MS]);

  const events = push(watch, [NOW_MS - HOUR_MS + 10_000], NOW_MS + 10_000);

  assert.deepEqual(isLate(events), [false]);
  const [jump, ...more] = watch.takeJumps();
  assert.equal(jump?.fromMs, 0);
  assert.ok(Math.abs((jump?.toMs ?? 0) + HOUR_MS) <= 10_000);
  assert.deepEqual(more, []);
  assert.deepEqual(watch.takeJumps(), []);
});

test("a push that comes again proves nothing of the clock", () => {
  const watch = connected();
  push(watch, [NOW_MS]);

  push(watch, [NOW_MS - HOUR_MS], NOW_MS + 10_000, 0);

  assert.equal(watch.clockOffsetMs, 0);
  assert.deepEqual(watch.takeJumps(), []);
});

test("a push of which some came before proves nothing of the clock", () => {
  const watch = connected();

  push(watch, [NOW_MS - HOUR_MS, NOW_MS - HOUR_MS + 1_000], NOW_MS + 10_000, 1);

  assert.equal(watch.clockOffsetMs, 0);
});

test("a clock that was set right is said to be right again", () => {
  const watch = connected();
  push(watch, [NOW_MS + HOUR_MS]);
  watch.judgeClock();

  watch.measured(NOW_MS + 20_000, NOW_MS + 20_000, 2_500);

  assert.equal(watch.judgeClock(), false);
  assert.equal(watch.health.clockOffsetMs, 0);
});

test("goes on with the clock as it was kept", () => {
  const before = connected();
  push(before, [NOW_MS + HOUR_MS]);

  const watch = new PanelWatch(before.health);

  assert.deepEqual(isLate(push(watch, [NOW_MS + HOUR_MS - 60_000])), [false]);
  assert.equal(watch.clockOffsetMs, HOUR_MS);
});

test("is new, live, catching up, silent and live again, as it is heard of", () => {
  const watch = new PanelWatch();
  const states = [watch.health.state];
  const judge = (nowMs: number) => {
    watch.judge(nowMs, NOW_MS, BOUNDS);
    states.push(watch.health.state);
  };

  judge(NOW_MS);
  watch.heard(NOW_MS, "pull");
  judge(NOW_MS);
  watch.read(500, 1_000);
  judge(NOW_MS);
  watch.read(0, 1_000);
  judge(NOW_MS);
  judge(NOW_MS + 120_000);
  judge(NOW_MS + 120_001);
  watch.heard(NOW_MS + 130_000, "pull");
  judge(NOW_MS + 130_000);
  watch.troubled("it refuses the login", true);
  judge(NOW_MS + 130_000);

  const expected = "new new live catching_up live live silent live refused".split(" ");
  assert.deepEqual(states, expected);
});

test("bears a day's silence of a panel that sends syslog alone", () => {
  const watch = new PanelWatch();
  watch.heard(NOW_MS, "syslog");

  watch.judge(NOW_MS + 23 * HOUR_MS, NOW_MS, BOUNDS);
  const before = watch.health.state;
  watch.judge(NOW_MS + 25 * HOUR_MS, NOW_MS, BOUNDS);

  assert.deepEqual([before, watch.health.state], ["live", "silent"]);
});

test("takes nobody for silent that could not be heard while we were away", () => {
  const kept = new PanelWatch();
  kept.heard(NOW_MS, "push");
  kept.judge(NOW_MS, NOW_MS, BOUNDS);
  const startedMs = NOW_MS + 8 * HOUR_MS;
  const watch = new PanelWatch(kept.health);

  watch.judge(startedMs + 1_000, startedMs, BOUNDS);
  const before = watch.health.state;
  watch.judge(startedMs + 121_000, startedMs, BOUNDS);

  assert.deepEqual([before, watch.health.state], ["live", "silent"]);
});
