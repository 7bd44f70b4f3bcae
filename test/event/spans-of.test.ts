import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { effectiveCategory, effectivePriority } from "../../src/event/catalog.ts";
import type { Condition } from "../../src/event/condition.ts";
import type { Kind } from "../../src/event/kind.ts";
import { spansOf } from "../../src/event/spans-of.ts";

const KEYS = ["tamper_event", "door_was_opened", "bond_lift_request", undefined] as const;
const CATEGORIES = ["access", "info", "odd", undefined] as const;
const PRIORITIES = ["low", "critical", "odd", undefined] as const;

const KINDS: readonly Kind[] = KEYS.flatMap((key) =>
  CATEGORIES.flatMap((category) =>
    PRIORITIES.map((priority) => ({ id: 0, key, category, priority })),
  ),
).map((kind, index) => ({ ...kind, id: index + 1 }));

const LAST_MS = 24;

const time = fc.integer({ min: -1, max: LAST_MS + 2 });

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(
      fc.record({
        is: fc.constant("field" as const),
        field: fc.constantFrom("name" as const, "category" as const, "priority" as const),
        value: fc.constantFrom("tamper_event", "bond_lift_request", "access", "low", "odd"),
      }),
      fc.record({ is: fc.constant("time" as const), fromMs: time, toMs: time }),
    ),
    fc.record({ is: fc.constant("not" as const), part: tie("condition") }),
    fc.record({
      is: fc.constantFrom("and" as const, "or" as const),
      parts: fc.array(tie("condition"), { maxLength: 4 }),
    }),
  ),
}));

function holds(asked: Condition, kind: Kind, atMs: number): boolean {
  if (asked.is === "time") return atMs >= asked.fromMs && atMs <= asked.toMs;
  if (asked.is === "not") return !holds(asked.part, kind, atMs);
  if (asked.is !== "field") {
    const parts = asked.parts.map((part) => holds(part, kind, atMs));
    return asked.is === "and" ? parts.every(Boolean) : parts.some(Boolean);
  }
  if (asked.field === "name") return kind.key === asked.value;
  const value = asked.field === "category" ? effectiveCategory(kind) : effectivePriority(kind);
  return value === asked.value;
}

test("the windows hold just the events for which the condition holds, each once, in rising time", () => {
  fc.assert(
    fc.property(condition, time, time, (asked, fromMs, toMs) => {
      const spans = spansOf({ fromMs, toMs }, asked);

      for (const [nth, span] of spans.entries()) {
        assert.ok(span.fromMs <= span.toMs && span.fromMs >= fromMs && span.toMs <= toMs);
        assert.ok(nth === 0 || span.fromMs > (spans[nth - 1]?.toMs ?? Infinity));
      }
      for (let atMs = fromMs; atMs <= toMs; atMs++) {
        const span = spans.find((one) => one.fromMs <= atMs && one.toMs >= atMs);
        for (const kind of KINDS) {
          const isFound = span !== undefined && (span.kinds === undefined || span.kinds(kind));
          assert.equal(isFound, holds(asked, kind, atMs));
        }
      }
    }),
    { numRuns: 3_000 },
  );
});

test("neighbouring windows that ask for the same are one", () => {
  const asked: Condition = {
    is: "or",
    parts: [
      { is: "time", fromMs: 0, toMs: 9 },
      { is: "time", fromMs: 10, toMs: 19 },
    ],
  };

  assert.deepEqual(spansOf({ fromMs: 0, toMs: 30 }, asked), [
    { fromMs: 0, toMs: 19, kinds: undefined },
  ]);
});

test("what holds for every kind asks for no kinds, and what holds for none for nothing", () => {
  const access: Condition = { is: "field", field: "category", value: "access" };
  const other: Condition = { is: "not", part: access };

  const every = spansOf({ fromMs: 0, toMs: 9 }, { is: "or", parts: [access, other] });
  const none = spansOf({ fromMs: 0, toMs: 9 }, { is: "and", parts: [access, other] });

  assert.deepEqual(every, [{ fromMs: 0, toMs: 9, kinds: undefined }]);
  assert.deepEqual(none, []);
});

test("the same set of kinds is the same function, however it was asked for", () => {
  const named: Condition = { is: "field", field: "name", value: "tamper_event" };

  const [plain] = spansOf({ fromMs: 0, toMs: 9 }, named);
  const [twice] = spansOf({ fromMs: 5, toMs: 7 }, { is: "and", parts: [named, named] });

  assert.notEqual(plain?.kinds, undefined);
  assert.equal(twice?.kinds, plain?.kinds);
});

test("the most windows and values that a long expression can name are worked out", () => {
  const parts = Array.from({ length: 120 }, (_, nth): Condition => ({
    is: "or",
    parts: [
      { is: "time", fromMs: nth * 10, toMs: nth * 10 + 4 },
      { is: "field", field: "name", value: `key ${String(nth)}` },
    ],
  }));

  const spans = spansOf({ fromMs: 0, toMs: 2_000 }, { is: "and", parts });

  assert.deepEqual(spans, []);
});
