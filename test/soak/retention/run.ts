import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { START_MS } from "../../../bench/dataset.ts";
import { Times } from "../../../bench/stats.ts";
import { RetentionChanges } from "../../../src/book/retention/changes.ts";
import { Retention } from "../../../src/book/retention/retention.ts";
import type { StoredEvent } from "../../../src/event/event.ts";
import { FLEET } from "../../../src/event/query.ts";
import { Fleet } from "../../../src/fleet/fleet.ts";
import { databasePath } from "../../../src/store/sqlite/open-database.ts";
import { SqliteStore } from "../../../src/store/sqlite/store.ts";
import { eventsInARow } from "../../support/events.ts";
import { Random } from "../../support/random.ts";

const DAY_MS = 86_400_000;
const PUSH_EVENTS = 100;
const PUSH_PAUSE_MS = 20;
const PAGE = 50;

/** How the soak is run. */
export interface RetentionSoak {
  readonly folder: string;
  /** Over how many days the log's events are spread: those of the older half go. */
  readonly days: number;
  /** How long is pushed before anything goes, ms. */
  readonly quietMs: number;
  readonly report: (line: string) => void;
}

/** @returns the verdict; @throws whatever was not as it should be */
export async function runRetention(soak: RetentionSoak): Promise<string> {
  const { folder, days, quietMs, report } = soak;
  // the day after the last event: the older half is older than half of the days
  const nowMs = START_MS + (days + 1) * DAY_MS;
  const kept = Math.ceil(days / 2);
  const commits = new Times();
  await using store = await SqliteStore.open({
    dataFolder: folder,
    onCommit: (tookMs) => commits.add(tookMs),
  });
  const fleet = await Fleet.open(store.fleet);
  const shared = { log: store, store: store.fleet, fleet, now: () => nowMs };
  const failures: unknown[] = [];
  await using engine = await Retention.open({ ...shared, report: (cause) => failures.push(cause) });
  const changes = new RetentionChanges(shared);
  const { head } = store.examine(false);
  const before = await pageOf(store, { toMs: nowMs - DAY_MS, offset: 0 });
  const bytesBefore = statSync(databasePath(folder)).size;

  const quiet = await pushing(store, nowMs, async () => delay(quietMs));
  report(`without retention: a push of ${PUSH_EVENTS} takes ${words(quiet)}`);

  const rule = await changes.setRule(
    "half",
    { days: kept, categories: [], site: "", isOwn: false },
    undefined,
  );
  const wanted = await engine.preview(rule, 600_000);
  await changes.run([rule]);
  const startMs = performance.now();
  let pages = 0;
  const sweeping = await pushing(store, nowMs, async () => {
    const working = engine.work();
    const over = new AbortController();
    void working.then(() => over.abort());
    const last = await newest(store, nowMs);
    for (; !over.signal.aborted; pages += 1) {
      await checkPage(store, nowMs, last, pages);
      // a page may be answered without any wait: timers have their turn too
      await new Promise(setImmediate);
    }
    await working;
  });
  const seconds = (performance.now() - startMs) / 1000;
  assert.deepEqual(failures, []);

  const [state] = engine.status().rules;
  assert.equal(state?.deleted, wanted.count - (state?.left ?? 0));
  const after = await pageOf(store, { toMs: nowMs - DAY_MS, offset: 0 });
  assert.equal(after.total, before.total - (state?.deleted ?? 0));
  assert.equal(after.total < head, true);
  const bytesAfter = statSync(databasePath(folder)).size;
  report(`meanwhile: ${words(sweeping)}; commits at most ${commits.max.toFixed(0)} ms`);
  return (
    `${String(state?.deleted)} of ${String(head)} events went in ${seconds.toFixed(0)} s, ` +
    `${pages} pages exact meanwhile; push p99 ${sweeping.p99.toFixed(1)} ms, without ` +
    `${quiet.p99.toFixed(1)} ms; longest commit ${commits.max.toFixed(0)} ms; file ` +
    `${(bytesBefore / 1e6).toFixed(0)} MB, then ${(bytesAfter / 1e6).toFixed(0)} MB`
  );
}

/** Pushes while something is done. @returns how long each push took */
async function pushing(
  store: SqliteStore,
  nowMs: number,
  act: () => Promise<void>,
): Promise<Times> {
  const times = new Times();
  const over = new AbortController();
  const pushes = (async () => {
    for (let nth = 0; !over.signal.aborted; nth += 1) {
      const events = eventsInARow(PUSH_EVENTS, { occurredAtMs: nowMs + nth });
      await times.measure(async () => store.append(`PUSHER-${nth % 50}`, events));
      await delay(PUSH_PAUSE_MS);
    }
  })();
  await act();
  over.abort();
  await pushes;
  return times;
}

/** The newest events of the part that stays, oldest first: their places from the end never change. */
async function newest(store: SqliteStore, nowMs: number): Promise<readonly StoredEvent[]> {
  const { total } = await pageOf(store, { toMs: nowMs - DAY_MS, offset: 0 });
  return (await pageOf(store, { toMs: nowMs - DAY_MS, offset: total - 1_000, limit: 1_000 }))
    .events;
}

/** A page that is asked for by its rank is that page, by whatever total is told with it. */
async function checkPage(
  store: SqliteStore,
  nowMs: number,
  last: readonly StoredEvent[],
  nth: number,
): Promise<void> {
  const window = { toMs: nowMs - DAY_MS };
  const fromEnd = PAGE + new Random(nth + 1).below(last.length - PAGE);
  const { total } = await pageOf(store, { ...window, offset: 0, limit: 0 });
  const page = await pageOf(store, { ...window, offset: total - fromEnd });
  // more may have gone between the two: the page moved by as many, which its own total tells
  const first = last.length - fromEnd + (total - page.total);
  const wanted = last.slice(first, first + PAGE).map(({ seq }) => seq);
  assert.deepEqual(page.events.map(({ seq }) => seq).slice(0, wanted.length), wanted);
}

async function pageOf(
  store: SqliteStore,
  { toMs, offset, limit = PAGE }: { toMs: number; offset: number; limit?: number },
) {
  const spans = [{ fromMs: 0, toMs, kinds: undefined }];
  return store.list({ view: FLEET, spans, order: "asc", offset, limit, asOf: undefined });
}

function words(times: Times): string {
  return `p50 ${times.p50.toFixed(1)} ms, p99 ${times.p99.toFixed(1)} ms, at most ${times.max.toFixed(0)} ms`;
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
