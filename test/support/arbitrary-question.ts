import fc from "fast-check";
import { MAX_OCCURRED_AT_MS } from "../../src/event/event.ts";
import type { KindFilter } from "../../src/event/kind.ts";
import type { ListQuery, Span, View } from "../../src/event/query.ts";
import type { ExpectedEvent } from "./expected-log.ts";

/** A question, and where in its answer the page begins: a part of the total and some steps. */
export interface Asked {
  readonly query: ListQuery;
  readonly place: { readonly part: number; readonly step: number };
}

/**
 * Questions about a log: of the fleet, one panel, a scope and a floor; times, kinds and panels that
 * occur, and every edge there is.
 *
 * @param events the log
 * @param serials of panels, at least 300; not all need occur
 */
export function arbitraryQuestion(
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

/**
 * The fleet, one panel, a scope of 300; each with and without a floor. Some views come again and
 * again, so that they are asked before and after events arrive in them.
 */
function arbitraryView(
  events: readonly ExpectedEvent[],
  serials: readonly string[],
): fc.Arbitrary<View> {
  const early = oneOf(events.slice(0, 400)).map(({ panel }) => panel);
  const busy = fc.oneof(
    early,
    oneOf(events).map(({ panel }) => panel),
  );
  const spare = serials.length - 300;
  const scope = fc
    .oneof(fc.constantFrom(0, spare >> 1, spare), fc.nat({ max: spare }))
    .map((first) => serials.slice(first, first + 300));
  const panels = fc.oneof(
    fc.constant(undefined),
    busy.map((panel) => [panel]),
    scope,
    fc.array(fc.oneof(busy, oneOf(serials)), { maxLength: 8 }),
  );
  const floor = fc.oneof(
    fc.constant(0),
    fc.constantFrom(10, 1_000, 3_000),
    fc.integer({ min: 0, max: events.length + 1 }),
    fc.constant(Math.max(0, events.length - 5)),
  );
  return fc.record({ panels, floor });
}

/** Disjoint and rising; around times that occur, and around every edge there is. */
function arbitrarySpans(events: readonly ExpectedEvent[]): fc.Arbitrary<readonly Span[]> {
  const time = fc.oneof(
    { weight: 6, arbitrary: oneOf(events).map(({ occurredAtMs }) => occurredAtMs) },
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
    () => (kind) => !kind.isEcho,
    () => () => false,
    () => (kind) => (kind.key?.length ?? 0) % 7 === 3,
  ];
  return fc.tuple(fc.constantFrom(...filters), oneOf(events)).map(([make, like]) => make(like));
}

/** One of many; for `fc.constantFrom` they are too many arguments. */
function oneOf<T>(choices: readonly T[]): fc.Arbitrary<T> {
  return fc.nat({ max: choices.length - 1 }).map((index) => {
    const choice = choices[index];
    if (choice === undefined) throw new RangeError("no such choice");
    return choice;
  });
}

function bounded(ms: number): number {
  return Math.min(Math.max(ms, 0), Number.MAX_SAFE_INTEGER);
}
