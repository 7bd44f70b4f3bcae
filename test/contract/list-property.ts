import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MAX_OCCURRED_AT_MS } from "../../src/event/event.ts";
import type { KindFilter } from "../../src/event/kind.ts";
import type { ListQuery, Span, View } from "../../src/event/query.ts";
import type { EventStore } from "../../src/event/store.ts";
import { uglyDeliveries } from "../fixtures/ugly.ts";
import { uglySerials } from "../fixtures/ugly-names.ts";
import { withoutReceipt } from "../support/events.ts";
import { ExpectedLog } from "../support/expected-log.ts";
import type { ExpectedEvent } from "../support/expected-log.ts";
import { isInView, NaiveList } from "../support/naive-list.ts";
import type { ListOracle } from "../support/naive-list.ts";
import type { Place } from "../support/place.ts";

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
}

/** A second opinion on a place's log, besides the naive one. */
export type OpenOracle<P> = (place: P) => ListOracle & Disposable;

/**
 * Fills a log with the ugly data set in stages, and after each asks questions at random: every
 * answer must be that of the oracles, to the event.
 */
export function listProperty<P extends Place<EventStore>>(
  name: string,
  makePlace: () => Promise<P>,
  size: ListPropertySize,
  openOracle?: OpenOracle<P>,
): void {
  test(`${name} answers every list of the ugly data set exactly`, async () => {
    await using place = await makePlace();
    await using log = await place.open();
    using second = openOracle?.(place);
    const expected = new ExpectedLog();
    const oracles = [new NaiveList(expected.events), ...(second === undefined ? [] : [second])];
    const deliveries = uglyDeliveries(size);

    for (let stage = 1; stage <= size.stages; stage++) {
      let delivered = 0;
      while (delivered < size.events / size.stages) {
        const delivery = deliveries.next();
        if (delivery.done === true) break;
        const { panel, events } = delivery.value;
        const news = expected.take(delivery.value).filter(Boolean).length;
        assert.equal((await log.append(panel, events)).added, news);
        delivered += events.length;
      }
      await question(log, expected.events, oracles, { ...size, seed: size.seed * 1_000 + stage });
    }
  });
}

async function question(
  log: EventStore,
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

      const page = await log.list(asked);

      for (const oracle of oracles) {
        const answer = oracle.answer(asked);
        assert.equal(page.total, answer.total);
        assert.deepEqual(
          page.events.map(({ seq }) => seq),
          answer.seqs,
        );
      }
      assert.equal(page.asOf, Math.min(query.asOf ?? Infinity, events.length));
      for (const event of page.events) {
        assert.deepEqual(withoutReceipt(event), events[event.seq - 1]);
      }
    }),
    { seed, numRuns: queries, endOnFailure: true },
  );
  await checkKinds(log, events);
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

    const visible = events.filter((event) => isInView(event, view));
    const expected = new Set(visible.map((event) => kindText(event)));
    assert.deepEqual(new Set(kinds.map(kindText)), expected);
    assert.equal(kinds.length, expected.size);
  }
}

function kindText({ key, category, priority }: Parameters<KindFilter>[0] | ExpectedEvent): string {
  return JSON.stringify([key, category ?? null, priority ?? null]);
}

/** A question, and where in its answer the page begins: a part of the total and some steps. */
interface Asked {
  readonly query: ListQuery;
  readonly place: { readonly part: number; readonly step: number };
}

function arbitraryQuestion(
  events: readonly ExpectedEvent[],
  serials: readonly string[],
): fc.Arbitrary<Asked> {
  const head = events.length;
  return fc.record({
    query: fc.record({
      view: arbitraryView(events, serials),
      spans: arbitrarySpans(events),
      order: fc.constantFrom("asc" as const, "desc" as const),
      offset: fc.constant(0),
      limit: fc.oneof(fc.constantFrom(0, 1, 10, 50, 1_000), fc.integer({ min: 0, max: 1_000 })),
      asOf: fc.option(fc.oneof(fc.integer({ min: 0, max: head + 2 }), fc.constant(head)), {
        nil: undefined,
      }),
    }),
    place: fc.record({
      part: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
      step: fc.oneof(fc.constantFrom(0, -1, 1), fc.integer({ min: -60, max: 60 })),
    }),
  });
}

/** The fleet, one panel, a scope of 300; each with and without a floor. */
function arbitraryView(
  events: readonly ExpectedEvent[],
  serials: readonly string[],
): fc.Arbitrary<View> {
  const busy = fc.constantFrom(...events).map(({ panel }) => panel);
  const panels = fc.oneof(
    fc.constant(undefined),
    busy.map((panel) => [panel]),
    fc.nat({ max: serials.length - 300 }).map((first) => serials.slice(first, first + 300)),
    fc.array(fc.oneof(busy, fc.constantFrom(...serials)), { maxLength: 8 }),
  );
  const floor = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: events.length + 1 }),
    fc.constant(Math.max(0, events.length - 5)),
  );
  return fc.record({ panels, floor });
}

/** Disjoint and rising; around times that occur, and around every edge there is. */
function arbitrarySpans(events: readonly ExpectedEvent[]): fc.Arbitrary<readonly Span[]> {
  const time = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...events).map(({ occurredAtMs }) => occurredAtMs) },
    { weight: 1, arbitrary: fc.constantFrom(0, MAX_OCCURRED_AT_MS, Number.MAX_SAFE_INTEGER) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: MAX_OCCURRED_AT_MS }) },
  );
  const nearby = fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: -2, max: 2 }) },
    { weight: 1, arbitrary: fc.constantFrom(-900_000, 900_000, 60_000) },
  );
  const edge = fc.tuple(time, nearby).map(([atMs, awayMs]) => bounded(atMs + awayMs));
  const window = fc
    .tuple(
      fc.uniqueArray(edge, { minLength: 2, maxLength: 8 }),
      fc.array(arbitraryKinds(events), { minLength: 4, maxLength: 4 }),
    )
    .map(([edges, kinds]) => spansBetween(edges, kinds));
  const whole = arbitraryKinds(events).map((kinds) => [
    { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, kinds },
  ]);
  const none = fc.constantFrom<Span[]>([], [{ fromMs: 10, toMs: 9, kinds: undefined }]);
  return fc.oneof(
    { weight: 8, arbitrary: window },
    { weight: 4, arbitrary: whole },
    { weight: 1, arbitrary: none },
  );
}

/** Every second gap between the edges; a gap of one millisecond where edges are odd in number. */
function spansBetween(
  edges: readonly number[],
  kinds: readonly (KindFilter | undefined)[],
): readonly Span[] {
  const sorted = edges.toSorted((a, b) => a - b);
  const spans: Span[] = [];
  for (let at = 0; at < sorted.length; at += 2) {
    const fromMs = sorted[at] ?? 0;
    spans.push({ fromMs, toMs: sorted[at + 1] ?? fromMs, kinds: kinds[at / 2] });
  }
  return spans;
}

function arbitraryKinds(events: readonly ExpectedEvent[]): fc.Arbitrary<KindFilter | undefined> {
  const filters: readonly ((like: ExpectedEvent) => KindFilter | undefined)[] = [
    () => undefined,
    (like) => (kind) => kind.key === like.key,
    (like) => (kind) => kind.category === like.category,
    (like) => (kind) => kind.priority !== like.priority,
    () => () => false,
    () => (kind) => (kind.key?.length ?? 0) % 7 === 3,
  ];
  return fc
    .tuple(fc.constantFrom(...filters), fc.constantFrom(...events))
    .map(([make, like]) => make(like));
}

function bounded(ms: number): number {
  return Math.min(Math.max(ms, 0), Number.MAX_SAFE_INTEGER);
}
