import { effectiveCategory, effectivePriority } from "./catalog.ts";
import type { FilterField } from "./condition.ts";
import type { EventAtom, EventCondition, WordsCondition } from "./event-condition.ts";
import { EventValues } from "./event-values.ts";
import type { StoredEvent } from "./event.ts";
import { prepareValueTest } from "./match-value.ts";

/** Whether an event meets a condition. */
export type MatchEvent = (event: StoredEvent) => boolean;

/** Whether an event meets a condition; prepared once, for many events. */
export function prepareMatch(condition: EventCondition | undefined): MatchEvent {
  const holds = prepareSharedMatch(condition);
  return (event) => holds(event, new EventValues(event));
}

/** Whether an event with these values, which are read once for many conditions, meets one. */
export type MatchValues = (event: StoredEvent, values: EventValues) => boolean;

/** As {@link prepareMatch}, for whoever holds an event against many conditions. */
export function prepareSharedMatch(condition: EventCondition | undefined): MatchValues {
  return condition === undefined ? () => true : prepare(condition);
}

function prepare(condition: EventCondition): MatchValues {
  if (condition.is === "not") {
    const holds = prepare(condition.part);
    return (event, values) => !holds(event, values);
  }
  if (condition.is === "and" || condition.is === "or") {
    const parts = condition.parts.map(prepare);
    return condition.is === "and"
      ? (event, values) => parts.every((holds) => holds(event, values))
      : (event, values) => parts.some((holds) => holds(event, values));
  }
  return prepareAtom(condition);
}

function prepareAtom(atom: EventAtom): MatchValues {
  switch (atom.is) {
    case "field":
      return (event) => fieldOf(event, atom.field) === atom.value;
    case "fieldText": {
      const passes = prepareValueTest(atom.test);
      return (event) => passes(fieldOf(event, atom.field));
    }
    case "time":
      return ({ occurredAtMs }) => occurredAtMs >= atom.fromMs && occurredAtMs <= atom.toMs;
    case "received":
      return ({ receivedAtMs }) => receivedAtMs >= atom.fromMs && receivedAtMs <= atom.toMs;
    case "panel": {
      const serials = new Set(atom.serials);
      return ({ panel }) => serials.has(panel);
    }
    case "source":
      return ({ source }) => atom.sources.includes(source);
    case "echo":
      return ({ isEcho }) => isEcho === true;
    case "late":
      return ({ isLate }) => isLate === true;
    case "words":
      return (_event, values) => hasWords(values.words(), atom);
    case "value": {
      const passes = prepareValueTest(atom.test);
      return (_event, values) => atom.paths.some((path) => values.at(path).some(passes));
    }
  }
}

/** Key, category or priority of an event or of a kind, as the catalog completes it. */
export function fieldOf(
  said: {
    readonly key: string | undefined;
    readonly category: string | undefined;
    readonly priority: string | undefined;
  },
  field: FilterField,
): string {
  if (field === "name") return said.key ?? "";
  return field === "category" ? effectiveCategory(said) : effectivePriority(said);
}

/** Whether words stand next to one another among others. */
export function hasWords(
  all: readonly string[],
  { words, isPrefix }: Omit<WordsCondition, "is">,
): boolean {
  const last = words.length - 1;
  for (let from = 0; from + last < all.length; from += 1) {
    const fits = words.every((word, i) => {
      const there = all[from + i]!;
      return i === last && isPrefix ? there.startsWith(word) : there === word;
    });
    if (fits) return true;
  }
  return false;
}
