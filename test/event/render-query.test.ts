import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseQuery, type QueryContext } from "../../src/book/query/parse-query.ts";
import type { EventCondition } from "../../src/event/event-condition.ts";
import type { StoredEvent } from "../../src/event/event.ts";
import { prepareMatch } from "../../src/event/match-event.ts";
import { renderQuery } from "../../src/event/render-query.ts";
import { Owners } from "../../src/fleet/owners.ts";
import { uglyDeliveries, UGLY_START_MS } from "../fixtures/ugly.ts";
import { arbitraryCondition } from "../support/arbitrary-condition.ts";

const CONTEXT: QueryContext = {
  nowMs: 0,
  zone: "UTC",
  fleet: { profiles: [], sites: [], owners: new Owners([]) },
};

for (const [condition, text] of [
  [{ is: "field", field: "name", value: "it's" }, "name eq 'it''s'"],
  [{ is: "words", words: ["ann", "lee"], isPrefix: true }, "'ann lee'*"],
  [{ is: "time", fromMs: 5, toMs: Infinity }, "timestamp ge '1970-01-01T00:00:00.005Z'"],
  [{ is: "panel", serials: ["a b", "c"] }, "panel in ('a b', 'c')"],
  [{ is: "panel", serials: [] }, "(late and not late)"],
  [
    {
      is: "value",
      paths: [
        ["model", "card"],
        ["extra", "a", "b"],
      ],
      test: { operator: "exists" },
    },
    "model.card exists or extra.a.b exists",
  ],
  [
    {
      is: "not",
      part: { is: "and", parts: [{ is: "late" }, { is: "source", sources: ["pull"] }] },
    },
    "not ((late) and (source eq 'pull'))",
  ],
] as const satisfies readonly (readonly [EventCondition, string])[]) {
  test(`writes ${text}`, () => {
    assert.equal(renderQuery(condition), text);
  });
}

for (const condition of [
  { is: "fieldText", field: "name", test: { operator: "gt", value: "a" } },
  { is: "value", paths: [["model", "a.b"]], test: { operator: "exists" } },
  { is: "value", paths: [["model"]], test: { operator: "exists" } },
] as const satisfies readonly EventCondition[]) {
  test(`has no words for ${JSON.stringify(condition)}`, () => {
    assert.throws(() => renderQuery(condition), RangeError);
  });
}

/** Events of the ugly data set, as a store would number them. */
function uglyEvents(count: number): readonly StoredEvent[] {
  const events: StoredEvent[] = [];
  for (const { panel, events: delivered } of uglyDeliveries({
    seed: 7,
    events: 2_000,
    panels: 400,
  })) {
    for (const event of delivered) {
      const seq = events.length + 1;
      events.push({ ...event, panel, seq, receivedAtMs: UGLY_START_MS + seq });
    }
    if (events.length >= count) break;
  }
  return events;
}

function textOf(condition: EventCondition): string | undefined {
  try {
    return renderQuery(condition);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

test("what is written is read as a condition that the same events of the ugly data set meet", () => {
  const events = uglyEvents(300);
  let read = 0;

  fc.assert(
    fc.property(arbitraryCondition(events), (condition) => {
      const text = textOf(condition);
      // longer ones are no queries
      fc.pre(text !== undefined && text.length <= 4_096);

      const matches = prepareMatch(parseQuery(text, CONTEXT));

      const wanted = prepareMatch(condition);
      read += 1;
      assert.deepEqual(events.filter(matches), events.filter(wanted), text);
    }),
    { seed: 1, numRuns: 200 },
  );
  assert.ok(read >= 150, `${read} conditions`);
});
