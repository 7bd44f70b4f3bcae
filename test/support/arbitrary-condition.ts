import fc from "fast-check";
import type { EventAtom, EventCondition, ValueTest } from "../../src/event/event-condition.ts";
import { SOURCES } from "../../src/event/event.ts";
import type { StoredEvent } from "../../src/event/event.ts";
import { EventValues } from "../../src/event/event-values.ts";
import { fieldOf } from "../../src/event/match-event.ts";
import { VALUE_FIELDS } from "../../src/event/value-fields.ts";
import type { ValueField } from "../../src/event/value-fields.ts";
import { isValueField } from "./value-field-names.ts";

/** Conditions of which most hold for some of the events and not for others. */
export function arbitraryCondition(events: readonly StoredEvent[]): fc.Arbitrary<EventCondition> {
  const atom = arbitraryAtom(events);
  return fc.letrec<{ condition: EventCondition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      { weight: 5, arbitrary: atom },
      { weight: 1, arbitrary: tie("condition").map((part) => ({ is: "not", part }) as const) },
      {
        weight: 4,
        arbitrary: fc
          .tuple(
            fc.constantFrom("and" as const, "or" as const),
            fc.array(tie("condition"), { maxLength: 3 }),
          )
          .map(([is, parts]) => ({ is, parts })),
      },
    ),
  })).condition;
}

/** Conditions without parts, each made after some event of the log. */
function arbitraryAtom(events: readonly StoredEvent[]): fc.Arbitrary<EventAtom> {
  const like = fc.nat({ max: events.length - 1 }).map((index) => events[index]!);
  const other = fc.nat({ max: events.length - 1 }).map((index) => events[index]!);
  return fc
    .tuple(like, other, fc.nat({ max: 999 }), fc.constantFrom(...KINDS_OF_ATOM))
    .map(([event, second, chance, make]) => make(event, second, chance));
}

type MakeAtom = (event: StoredEvent, second: StoredEvent, chance: number) => EventAtom;

const FIELDS = ["name", "category", "priority"] as const;

const KINDS_OF_ATOM: readonly MakeAtom[] = [
  (event, _, chance) => {
    const field = FIELDS[chance % 3]!;
    return { is: "field", field, value: fieldOf(event, field) };
  },
  (event, _, chance) => {
    const field = FIELDS[chance % 3]!;
    return { is: "fieldText", field, test: testLike(fieldOf(event, field), chance) };
  },
  (event, second) => ({
    is: "time",
    fromMs: Math.min(event.occurredAtMs, second.occurredAtMs),
    toMs: Math.max(event.occurredAtMs, second.occurredAtMs),
  }),
  (event, second) => ({
    is: "received",
    fromMs: Math.min(event.receivedAtMs, second.receivedAtMs),
    toMs: Math.max(event.receivedAtMs, second.receivedAtMs),
  }),
  (event, second) => ({ is: "panel", serials: [event.panel, second.panel, "nobody"] }),
  (_, __, chance) => ({ is: "source", sources: SOURCES.filter((___, i) => chance & (1 << i)) }),
  () => ({ is: "late" }),
  wordsLike,
  wordsLike,
  valueLike,
  valueLike,
];

function wordsLike(event: StoredEvent, _: StoredEvent, chance: number): EventAtom {
  const all = new EventValues(event).words();
  if (all.length === 0) return { is: "words", words: ["nothing"], isPrefix: chance % 2 === 0 };
  const from = chance % all.length;
  const words = all.slice(from, from + 1 + (chance % 3));
  const isPrefix = chance % 4 === 0;
  const last = words.at(-1)!;
  // whole characters: half of one is in no word
  const start = characters(last, 0, 1 + (chance % 3));
  return { is: "words", words: isPrefix ? [...words.slice(0, -1), start] : words, isPrefix };
}

function valueLike(event: StoredEvent, _: StoredEvent, chance: number): EventAtom {
  const values = new EventValues(event);
  const names = Object.keys(VALUE_FIELDS).filter(isValueField);
  const known = names.filter((name) => VALUE_FIELDS[name].some((path) => values.at(path).length));
  const field: ValueField = known[chance % Math.max(1, known.length)] ?? "number";
  const paths = VALUE_FIELDS[field];
  const [value = "0"] = paths.flatMap((path) => values.at(path));
  return { is: "value", paths, test: testLike(value, chance) };
}

function testLike(value: string, chance: number): ValueTest {
  const part = characters(value, chance % 3, (chance % 3) + 4);
  const tests: readonly ValueTest[] = [
    { operator: "eq", values: [value] },
    { operator: "eq", values: [value, "another", part] },
    { operator: "contains", value: part.toUpperCase() },
    { operator: "starts", value: characters(value, 0, 3) },
    { operator: "exists" },
    { operator: "gt", value },
    { operator: "le", value },
  ];
  return tests[chance % tests.length]!;
}

/** Some of a text's characters, whole. */
function characters(text: string, from: number, to: number): string {
  return Array.from(text).slice(from, to).join("");
}
