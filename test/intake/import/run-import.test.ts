import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EventSort } from "../../../src/intake/import/event-sort.ts";
import { byMillisecond, DELIVERY_BOUNDS } from "../../../src/intake/import/deliveries.ts";
import type {
  ImportedEvent,
  ImportTarget,
  RefusedEvent,
} from "../../../src/intake/import/imported-event.ts";
import { runImport } from "../../../src/intake/import/run-import.ts";
import { MemoryStore } from "../../../src/store/memory/memory-store.ts";
import { DAY_MS, event, question } from "../../support/events.ts";
import { Random } from "../../support/random.ts";
import { givenAs, identitiesOf, identityOf, targetOf } from "../../support/imports.ts";

/** Few panels, milliseconds, keys and models, so that many events are alike. */
const anEvent = fc
  .record({
    panel: fc.constantFrom("A", "B"),
    at: fc.nat({ max: 3 }),
    key: fc.constantFrom("one", "two"),
    model: fc.constantFrom(undefined, "{}", '{"n":1}', '{ "n" : "1" }', '{"n":2}'),
    source: fc.constantFrom("import" as const, "syslog" as const),
  })
  .map(({ panel, at, ...changes }) => ({
    panel,
    event: event({ ...changes, occurredAtMs: DAY_MS + at }),
  }));

const someEvents = fc.array(anEvent, { maxLength: 60 });

/** Events as a file has them, one after the other. */
function asRead(events: readonly Pick<ImportedEvent, "panel" | "event">[]): ImportedEvent[] {
  return events.map((one, index) => ({ ...one, line: index + 1, part: 0, place: index }));
}

/** Delivers to another one so often, and then no more. */
class CutTarget implements ImportTarget {
  readonly #target: ImportTarget;
  #left: number;

  constructor(target: ImportTarget, deliveries: number) {
    this.#target = target;
    this.#left = deliveries;
  }

  async take(events: readonly ImportedEvent[]) {
    if (this.#left-- === 0) throw new Error("cut");
    return this.#target.take(events);
  }
}

/** Bounds of the smallest deliveries in which alike events still fit. */
function smallest(events: readonly Pick<ImportedEvent, "panel" | "event">[]) {
  const numbers = Map.groupBy(events, ({ panel, event }) => identityOf({ panel, ...event }));
  const most = Math.max(1, ...[...numbers.values()].map((alike) => alike.length));
  return { events: most, characters: 10_000 };
}

const permutations = someEvents.chain((events) => {
  const whole = { minLength: events.length };
  return fc.record({
    events: fc.constant(events),
    first: fc.shuffledSubarray(events, whole),
    second: fc.shuffledSubarray(events, whole),
    bounds: fc.constantFrom(smallest(events), { events: 9, characters: 20 }, DELIVERY_BOUNDS),
    cutAfter: fc.nat({ max: 12 }),
  });
});

test("an import of any permutation, cut anywhere and run anew, leaves each event as often as it was there", async () => {
  await fc.assert(
    fc.asyncProperty(permutations, async ({ events, first, second, bounds, cutAfter }) => {
      const log = new MemoryStore();
      const cut = new CutTarget(targetOf(log), cutAfter);
      await runImport(givenAs(asRead(first)), cut, { bounds }).catch((error: unknown) =>
        assert.match(String(error), /cut/),
      );

      const small = { bounds: smallest(events) };
      await runImport(givenAs(asRead(second)), targetOf(log), small);

      const sent = events.map(({ panel, event }) => identityOf({ panel, ...event }));
      assert.deepEqual(await identitiesOf(log), sent.toSorted());
      const again = await runImport(givenAs(asRead(events)), targetOf(log));
      assert.deepEqual(again, { added: 0, known: events.length, refused: 0, own: 0 });
    }),
    { numRuns: 200 },
  );
});

test("a dry run says just what an import of the same then does, and writes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(permutations, async ({ events, first, cutAfter }) => {
      const log = new MemoryStore();
      await runImport(givenAs(asRead(first.slice(0, 3 * cutAfter))), targetOf(log));
      const head = await log.head();

      const said = await runImport(givenAs(asRead(events)), targetOf(log, true));

      assert.equal(await log.head(), head);
      assert.deepEqual(said, await runImport(givenAs(asRead(events)), targetOf(log)));
    }),
    { numRuns: 100 },
  );
});

test("the pages of an answer that overlap are read as often as the page has an event that has it most", async () => {
  const log = new MemoryStore();
  const twice = [event(), event()];
  const read = [...twice, event({ key: "other" }), event()].map((one, index) => ({
    panel: "A",
    event: one,
    line: 1,
    part: index < 3 ? 1 : 2,
    place: index,
  }));

  const summary = await runImport(givenAs(read), targetOf(log));

  assert.deepEqual(summary, { added: 3, known: 1, refused: 0, own: 0 });
});

test("alike events of one millisecond beyond what a delivery holds are refused, by their lines", async () => {
  const log = new MemoryStore();
  const refused: RefusedEvent[] = [];
  const read = asRead(Array.from({ length: 5 }, () => ({ panel: "A", event: event() })));

  const summary = await runImport(givenAs(read), targetOf(log), {
    bounds: { events: 3, characters: 10_000 },
    onRefused: (one) => refused.push(one),
  });

  assert.deepEqual(summary, { added: 3, known: 0, refused: 2, own: 0 });
  assert.deepEqual(
    refused.map(({ line }) => line),
    [4, 5],
  );
});

test("what is of a Doorbook's own record is refused and counted apart, or comes under another serial", async () => {
  const log = new MemoryStore();
  const read = asRead([
    { panel: "doorbook", event: event({ key: "successful_login_api_call" }) },
    { panel: "A", event: event({ key: "doorbook_gap" }) },
    { panel: "A", event: event() },
  ]);

  const refused = await runImport(givenAs(read), targetOf(log));
  const taken = await runImport(givenAs(read), targetOf(log), { ownAs: "old-server" });

  assert.deepEqual(refused, { added: 1, known: 0, refused: 2, own: 2 });
  assert.deepEqual(taken, { added: 2, known: 1, refused: 0, own: 0 });
  const { events } = await log.list(question());
  assert.deepEqual(events.map(({ panel }) => panel).toSorted(), ["A", "old-server", "old-server"]);
});

test("sorts what it cannot hold as it sorts what it can, run after run", () => {
  const random = new Random(5);
  const given = asRead(
    Array.from({ length: 3_000 }, (_, index) => ({
      panel: `P${random.below(3)}`,
      event: event({
        occurredAtMs: DAY_MS + random.below(500),
        model: `{"big":${"9".repeat(20)},"n":${index}}`,
        category: index % 2 === 0 ? undefined : "öffentlich",
        ...(index % 7 === 0 && ({ source: "syslog", isEcho: true } as const)),
      }),
    })),
  );
  using sort = new EventSort(byMillisecond, 10_000);

  for (const one of given) sort.add(one);

  assert.deepEqual([...sort.sorted()], given.toSorted(byMillisecond));
});
