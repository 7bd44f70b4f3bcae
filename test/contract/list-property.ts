import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { KindFilter } from "../../src/event/kind.ts";
import type { ListQuery, View } from "../../src/event/query.ts";
import type { EventPage, EventStore } from "../../src/event/store.ts";
import { uglyDeliveries } from "../fixtures/ugly.ts";
import type { Delivery } from "../fixtures/ugly.ts";
import { uglySerials } from "../fixtures/ugly-names.ts";
import { arbitraryQuestion } from "../support/arbitrary-question.ts";
import { withoutReceipt } from "../support/events.ts";
import { eventually } from "../support/eventually.ts";
import { ExpectedLog } from "../support/expected-log.ts";
import type { ExpectedEvent } from "../support/expected-log.ts";
import { NaiveList, seenIn } from "../support/naive-list.ts";
import type { ExpectedPage, ListOracle } from "../support/naive-list.ts";
import type { Place } from "../support/place.ts";

/** What one opening appends the other must know of within this time. */
const SEEN_WITHIN_MS = 1_000;

/** How large a run is. */
export interface ListPropertySize {
  readonly seed: number;
  /** Events delivered, repeats included, from 2,000. */
  readonly events: number;
  /** From 400. */
  readonly panels: number;
  /** After each stage the log is questioned. */
  readonly stages: number;
  /** Per stage. */
  readonly queries: number;
  /**
   * `twice`: the log is open twice, takes deliveries by turns, and both answer.
   * `anew`: it is closed and opened again before each stage. Default: once, all the time.
   */
  readonly opened?: "twice" | "anew" | undefined;
}

/** A second opinion on a place's log, besides the naive one. */
export type OpenOracle<P> = (place: P) => ListOracle & Disposable;

/** {@link checkLists} as a test. */
export function listProperty<P extends Place<EventStore>>(
  name: string,
  makePlace: () => Promise<P>,
  size: ListPropertySize,
  openOracle?: OpenOracle<P>,
): void {
  const how = size.opened === undefined ? "" : `, opened ${size.opened}`;
  test(`${name}${how}, answers every list of the ugly data set exactly`, async () => {
    await using place = await makePlace();

    const checked = await checkLists(place, size, openOracle);

    assert.ok(checked.events > 0 && checked.answers === size.stages * size.queries);
  });
}

/** How much a run has checked. */
export interface ListsChecked {
  /** In the log at the end. */
  readonly events: number;
  readonly answers: number;
}

/**
 * Fills a log with the ugly data set in stages, and after each asks questions at random: every
 * answer must be that of the oracles, to the event.
 *
 * @throws AssertionError with the seed and the question of the first wrong answer
 */
export async function checkLists<P extends Place<EventStore>>(
  place: P,
  size: ListPropertySize,
  openOracle?: OpenOracle<P>,
): Promise<ListsChecked> {
  await using stack = new AsyncDisposableStack();
  const open = async (): Promise<EventStore> => stack.use(await place.open());
  let logs = [await open(), ...(size.opened === "twice" ? [await open()] : [])];
  using second = openOracle?.(place);
  const expected = new ExpectedLog();
  const oracles = [new NaiveList(expected.events), ...(second === undefined ? [] : [second])];
  const deliveries = uglyDeliveries(size);
  for (let stage = 1; stage <= size.stages; stage++) {
    await deliver(logs, deliveries, expected, size.events / size.stages);
    if (size.opened === "anew") {
      for (const log of logs) await log[Symbol.asyncDispose]();
      logs = [await open()];
    }
    await question(logs, expected.events, oracles, { ...size, seed: size.seed * 1_000 + stage });
  }
  return { events: expected.events.length, answers: size.stages * size.queries };
}

/** Appends so many events, one delivery after another; each must add what is new. */
async function deliver(
  logs: readonly EventStore[],
  deliveries: Iterator<Delivery>,
  expected: ExpectedLog,
  count: number,
): Promise<void> {
  let turn = 0;
  for (let delivered = 0; delivered < count; turn++) {
    const log = logs[turn % logs.length];
    const next = deliveries.next();
    if (log === undefined || next.done === true) break;
    const { panel, events } = next.value;
    const news = expected.take(next.value).filter(Boolean).length;
    assert.equal((await log.append(panel, events)).added, news);
    delivered += events.length;
  }
  for (const log of logs) {
    await eventually(SEEN_WITHIN_MS, async () => {
      assert.equal(await log.head(), expected.events.length);
    });
  }
}

async function question(
  logs: readonly EventStore[],
  events: readonly ExpectedEvent[],
  oracles: readonly ListOracle[],
  { seed, queries, panels }: ListPropertySize,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(arbitraryQuestion(events, uglySerials(panels)), async ({ query, place }) => {
      const [first, ...others] = oracles.map((oracle) => oracle.answer({ ...query, limit: 0 }));
      for (const other of others) assert.deepEqual(other, first);
      const offset = Math.max(0, Math.floor((first?.total ?? 0) * place.part) + place.step);
      const asked = { ...query, offset };

      const answers = oracles.map((oracle) => oracle.answer(asked));
      for (const log of logs) checkPage(await log.list(asked), answers, asked, events);
    }),
    { seed, numRuns: queries, endOnFailure: true },
  );
  for (const log of logs) await checkKinds(log, events);
}

function checkPage(
  page: EventPage,
  answers: readonly ExpectedPage[],
  { asOf }: ListQuery,
  events: readonly ExpectedEvent[],
): void {
  const seqs = page.events.map(({ seq }) => seq);
  for (const answer of answers) assert.deepEqual({ total: page.total, seqs }, answer);
  assert.equal(page.asOf, Math.min(asOf ?? Infinity, events.length));
  for (const event of page.events) {
    assert.deepEqual(withoutReceipt(event), events[event.seq - 1]);
  }
}

/** The kinds of the fleet and of a busy panel. */
async function checkKinds(log: EventStore, events: readonly ExpectedEvent[]): Promise<void> {
  const views: View[] = [
    { panels: undefined, floor: 0 },
    { panels: events.slice(0, 1).map(({ panel }) => panel), floor: 0 },
    { panels: undefined, floor: Math.floor(events.length / 2) },
  ];
  for (const view of views) {
    const kinds = await log.kinds(view);

    const visible = events.filter(seenIn(view));
    const expected = new Set(visible.map((event) => kindText(event)));
    assert.deepEqual(new Set(kinds.map(kindText)), expected);
    assert.equal(kinds.length, expected.size);
  }
}

function kindText(kind: Parameters<KindFilter>[0] | ExpectedEvent): string {
  const { key, category, priority, isEcho } = kind;
  return JSON.stringify([key, category ?? null, priority ?? null, isEcho ?? null]);
}
