import type { EventAtom, EventCondition } from "./event-condition.ts";
import type { Kind, KindFilter } from "./kind.ts";
import { fieldOf } from "./match-event.ts";
import { prepareValueTest } from "./match-value.ts";
import type { Span } from "./query.ts";

/** Past it the filters are forgotten and made anew: a store then works one answer out again. */
const MAX_REMEMBERED = 1_000;

/** A longer one is not remembered: nobody asks for it twice but to fill our memory. */
const MAX_NAME_LENGTH = 2_048;

const remembered = new Map<string, KindFilter>();

/** Conditions that kinds and times decide. */
const OF_KINDS = ["field", "fieldText", "time", "echo"] as const satisfies EventAtom["is"][];

/** What a condition comes to at a time: it holds, it does not, or it is up to the kind. */
type Reduced = boolean | EventCondition;

/** Whether a condition is about kinds and times alone, so that directories answer it. */
export function isOfKinds(condition: EventCondition): boolean {
  if (condition.is === "not") return isOfKinds(condition.part);
  if (condition.is === "and" || condition.is === "or") return condition.parts.every(isOfKinds);
  return OF_KINDS.some((is) => is === condition.is);
}

/**
 * The events for which a condition of kinds and times holds, as disjoint windows of time in rising
 * order, each with the kinds that are asked for in it.
 *
 * @param window milliseconds, both inclusive
 */
export function kindSpansOf(
  { fromMs, toMs }: Pick<Span, "fromMs" | "toMs">,
  condition: EventCondition | undefined,
): Span[] {
  if (toMs < fromMs) return [];
  if (condition === undefined) return [{ fromMs, toMs, kinds: undefined }];
  const spans: { fromMs: number; toMs: number; name: string; kinds: KindFilter | undefined }[] = [];
  const starts = startsOf(condition, fromMs, toMs);
  for (const [nth, start] of starts.entries()) {
    const reduced = reduce(condition, start);
    if (reduced === false) continue;
    const end = (starts[nth + 1] ?? toMs + 1) - 1;
    const name = JSON.stringify(reduced);
    const last = spans.at(-1);
    if (last !== undefined && last.name === name && last.toMs === start - 1) last.toMs = end;
    else spans.push({ fromMs: start, toMs: end, name, kinds: filterOf(reduced, name) });
  }
  return spans.map(({ fromMs: from, toMs: to, kinds }) => ({ fromMs: from, toMs: to, kinds }));
}

/** Where the answer may change: the window's start and what the condition names within it, rising. */
function startsOf(condition: EventCondition, fromMs: number, toMs: number): number[] {
  const starts = new Set([fromMs]);
  const gather = (part: EventCondition): void => {
    if (part.is === "not") gather(part.part);
    else if (part.is === "and" || part.is === "or") for (const each of part.parts) gather(each);
    else if (part.is === "time") {
      for (const start of [part.fromMs, part.toMs + 1]) {
        if (start > fromMs && start <= toMs) starts.add(start);
      }
    }
  };
  gather(condition);
  return [...starts].toSorted((a, b) => a - b);
}

function reduce(condition: EventCondition, atMs: number): Reduced {
  if (condition.is === "time") return atMs >= condition.fromMs && atMs <= condition.toMs;
  if (condition.is === "not") {
    const part = reduce(condition.part, atMs);
    return typeof part === "boolean" ? !part : { is: "not", part };
  }
  if (condition.is !== "and" && condition.is !== "or") return condition;
  // of no parts, and whatever this part says, the rest decides
  const neutral = condition.is === "and";
  const parts: EventCondition[] = [];
  for (const each of condition.parts) {
    const part = reduce(each, atMs);
    if (part === !neutral) return part;
    if (typeof part !== "boolean") parts.push(part);
  }
  if (parts.length === 0) return neutral;
  return parts.length === 1 ? parts[0]! : { is: condition.is, parts };
}

/** The same function for the same question, so that stores can remember by it. */
function filterOf(reduced: Reduced, name: string): KindFilter | undefined {
  if (typeof reduced === "boolean") return undefined;
  const known = remembered.get(name);
  if (known !== undefined) return known;
  const filter = prepareKinds(reduced);
  if (name.length <= MAX_NAME_LENGTH) {
    if (remembered.size >= MAX_REMEMBERED) remembered.clear();
    remembered.set(name, filter);
  }
  return filter;
}

function prepareKinds(condition: EventCondition): KindFilter {
  if (condition.is === "not") {
    const part = prepareKinds(condition.part);
    return (kind) => !part(kind);
  }
  if (condition.is === "and" || condition.is === "or") {
    const parts = condition.parts.map(prepareKinds);
    return condition.is === "and"
      ? (kind) => parts.every((part) => part(kind))
      : (kind) => parts.some((part) => part(kind));
  }
  if (condition.is === "field") {
    const { field, value } = condition;
    return (kind: Kind) => fieldOf(kind, field) === value;
  }
  if (condition.is === "echo") return ({ isEcho }) => isEcho === true;
  if (condition.is !== "fieldText") throw new Error(`${condition.is} is not of kinds`);
  const passes = prepareValueTest(condition.test);
  return (kind: Kind) => passes(fieldOf(kind, condition.field));
}
