import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { EventCondition } from "../../src/event/event-condition.ts";
import { isOfKinds, kindSpansOf } from "../../src/event/kind-spans.ts";
import { prepareMatch } from "../../src/event/match-event.ts";
import type { StoredEvent } from "../../src/event/event.ts";

const KEYS = ["tamper_event", "door_was_opened", "odd"] as const;
const CATEGORIES = [undefined, "access", "emergency"] as const;

/** Every kind that the conditions can tell apart. */
const KINDS = KEYS.flatMap((key) =>
  CATEGORIES.map((category, nth) => ({ id: nth + 1, key, category, priority: undefined })),
);

const atom: fc.Arbitrary<EventCondition> = fc.oneof(
  fc.constantFrom(...KEYS).map((value) => ({ is: "field", field: "name", value }) as const),
  fc
    .constantFrom("access", "info")
    .map((value) => ({ is: "field", field: "category", value }) as const),
  fc.constantFrom("door", "E").map((value) => {
    return { is: "fieldText", field: "name", test: { operator: "contains", value } } as const;
  }),
  fc
    .tuple(fc.nat({ max: 12 }), fc.nat({ max: 12 }))
    .map(([fromMs, toMs]) => ({ is: "time", fromMs, toMs }) as const),
);

const { condition } = fc.letrec<{ condition: EventCondition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: "medium" },
    atom,
    tie("condition").map((part) => ({ is: "not", part }) as const),
    fc
      .tuple(
        fc.constantFrom("and" as const, "or" as const),
        fc.array(tie("condition"), { maxLength: 3 }),
      )
      .map(([is, parts]) => ({ is, parts })),
  ),
}));

test("spans hold just the events that meet the condition, disjoint and rising", () => {
  fc.assert(
    fc.property(condition, fc.nat({ max: 6 }), fc.nat({ max: 14 }), (where, fromMs, toMs) => {
      const matches = prepareMatch(where);

      const spans = kindSpansOf({ fromMs, toMs }, where);

      for (const [nth, span] of spans.entries()) {
        assert.ok(span.fromMs <= span.toMs && span.fromMs > (spans[nth - 1]?.toMs ?? -1));
      }
      for (let occurredAtMs = 0; occurredAtMs < 16; occurredAtMs += 1) {
        for (const kind of KINDS) {
          const span = spans.find(
            (each) => occurredAtMs >= each.fromMs && occurredAtMs <= each.toMs,
          );
          const isIn = span !== undefined && (span.kinds === undefined || span.kinds(kind));
          const event: StoredEvent = {
            ...kind,
            seq: 1,
            panel: "p",
            occurredAtMs,
            receivedAtMs: 0,
            model: undefined,
            extra: undefined,
            source: "push",
          };
          const isAsked = occurredAtMs >= fromMs && occurredAtMs <= toMs && matches(event);
          assert.equal(isIn, isAsked);
        }
      }
    }),
    { seed: 1, numRuns: 500 },
  );
});

test("the same question gives the same filters, for stores to remember by", () => {
  const where: EventCondition = { is: "field", field: "name", value: "odd" };

  const [first] = kindSpansOf({ fromMs: 0, toMs: 9 }, { is: "and", parts: [where] });
  const [second] = kindSpansOf({ fromMs: 5, toMs: 7 }, where);

  assert.ok(first?.kinds !== undefined);
  assert.equal(first.kinds, second?.kinds);
});

test("a condition of anything else is not of kinds alone", () => {
  assert.ok(
    isOfKinds({ is: "and", parts: [{ is: "not", part: { is: "time", fromMs: 0, toMs: 1 } }] }),
  );
  assert.ok(!isOfKinds({ is: "or", parts: [{ is: "late" }] }));
});
