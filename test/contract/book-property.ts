import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EventQuestion, Grouping, PageStart } from "../../src/event/book.ts";
import type { StoredEvent } from "../../src/event/event.ts";
import { VALUE_FIELDS } from "../../src/event/value-fields.ts";
import { uglyDeliveries } from "../fixtures/ugly.ts";
import { uglySerials } from "../fixtures/ugly-names.ts";
import { arbitraryCondition } from "../support/arbitrary-condition.ts";
import { arbitraryQuestion } from "../support/arbitrary-question.ts";
import { wholeLog } from "../support/events.ts";
import { cellTexts, NaiveBook } from "../support/naive-book.ts";
import type { Place } from "../support/place.ts";
import type { BookUnderTest } from "./book.ts";

/** How large a run is. */
export interface BookPropertySize {
  readonly seed: number;
  /** Events delivered, repeats included, from 2,000. */
  readonly events: number;
  /** From 400. */
  readonly panels: number;
  /** After each stage the book is questioned. */
  readonly stages: number;
  /** Per stage. */
  readonly queries: number;
}

const GROUPINGS: readonly Grouping[] = [
  { by: "name" },
  { by: "category" },
  { by: "panel" },
  { by: "late" },
  { by: "source" },
  { by: "value", paths: VALUE_FIELDS.owner, isPerPanel: true },
];

/** Every answer about the ugly data set is the naive one, whatever is indexed by then. */
export function bookProperty(
  name: string,
  makePlace: () => Promise<Place<BookUnderTest>>,
  size: BookPropertySize,
): void {
  test(`${name} answers the book's questions of the ugly data set exactly`, async () => {
    await using place = await makePlace();
    await using log = await place.open();
    const deliveries = uglyDeliveries(size);
    const events: StoredEvent[] = [];

    for (let stage = 1; stage <= size.stages; stage += 1) {
      const end = (size.events / size.stages) * stage;
      for (let delivered = events.length; delivered < end;) {
        const next = deliveries.next();
        if (next.done === true) break;
        await log.append(next.value.panel, next.value.events);
        delivered += next.value.events.length;
      }
      events.splice(0, Infinity, ...(await wholeLog(log)));
      await question(log, events, { ...size, seed: size.seed * 1_000 + stage });
    }
  });
}

async function question(
  log: BookUnderTest,
  events: readonly StoredEvent[],
  { seed, queries, panels }: BookPropertySize,
): Promise<void> {
  const naive = new NaiveBook(events);
  const asked = fc.record({
    frame: arbitraryQuestion(events, uglySerials(panels)),
    where: fc.option(arbitraryCondition(events), { nil: undefined, freq: 8 }),
    way: fc.constantFrom("offset" as const, "after" as const, "before" as const),
    place: fc.nat({ max: events.length - 1 }),
    grouping: fc.nat({ max: GROUPINGS.length - 1 }),
    total: fc.constantFrom("exact" as const, "known" as const, "none" as const),
  });
  await fc.assert(
    fc.asyncProperty(asked, async ({ frame, where, way, place, grouping, total }) => {
      const { view, spans, order, limit, asOf } = frame.query;
      const [fromMs, toMs] = [spans[0]?.fromMs ?? 0, spans.at(-1)?.toMs ?? 0];
      const asking: EventQuestion = { view, fromMs, toMs, where, asOf, deadlineMs: 600_000 };
      const { occurredAtMs, seq } = events[place]!;
      const start: PageStart =
        way === "offset"
          ? { is: way, offset: Math.max(0, frame.place.step) }
          : { is: way, place: { occurredAtMs, seq } };
      const query = { ...asking, order, start, limit, total };

      const found = await log.find(query);

      const expected = naive.find(query);
      assert.deepEqual(
        found.events.map((each) => each.seq),
        expected.seqs,
      );
      for (const each of found.events) assert.deepEqual(each, events[each.seq - 1]);
      if (total === "exact") assert.equal(found.total, expected.total);
      assert.ok(found.total === undefined || (found.total === expected.total && total !== "none"));
      assert.ok(found.hasNext || !expected.hasNext);
      assert.ok(found.hasPrevious || !expected.hasPrevious);
      assert.equal(found.reachedMs, undefined);
      const edges = [fromMs, fromMs + 1_000, occurredAtMs].toSorted((a, b) => a - b);
      const tallied = { ...asking, groupings: [GROUPINGS[grouping]!], starts: [...new Set(edges)] };

      const { tallies } = await log.tally(tallied);

      assert.deepEqual(tallies.map(cellTexts), naive.tally(tallied));
    }),
    { seed, numRuns: queries, endOnFailure: true },
  );
}
