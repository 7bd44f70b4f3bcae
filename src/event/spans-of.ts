import { type Condition, forEachAtom } from "./condition.ts";
import { type ClassSet, KindClasses } from "./kind-classes.ts";
import type { Span } from "./query.ts";

/**
 * The events for which a condition holds, as disjoint windows of time in rising order, each with the
 * kinds that are asked for in it: a condition looks at kinds and times alone, and between two of the
 * times it names only the kind decides.
 *
 * @param window milliseconds, both inclusive
 * @param condition `undefined` for every event
 */
export function spansOf(
  { fromMs, toMs }: Pick<Span, "fromMs" | "toMs">,
  condition: Condition | undefined,
): Span[] {
  if (condition === undefined) return [{ fromMs, toMs, kinds: undefined }];
  const classes = new KindClasses(condition);
  const holdsIn = prepare(condition, classes);
  const spans: (Window & { toMs: number })[] = [];
  const starts = startsOf(condition, fromMs, toMs);
  for (const [nth, start] of starts.entries()) {
    const set = holdsIn(start);
    const end = (starts[nth + 1] ?? toMs + 1) - 1;
    const last = spans.at(-1);
    if (last !== undefined && last.set === set && last.toMs === start - 1) last.toMs = end;
    else if (set !== 0n) spans.push({ fromMs: start, toMs: end, set });
  }
  return spans.map(({ set, ...span }) => ({ ...span, kinds: classes.filter(set) }));
}

interface Window {
  readonly fromMs: number;
  readonly set: ClassSet;
}

/** Where the answer may change: the window's start and what the condition names within it, rising. */
function startsOf(condition: Condition, fromMs: number, toMs: number): number[] {
  if (toMs < fromMs) return [];
  const starts = new Set([fromMs]);
  forEachAtom(condition, (atom) => {
    if (atom.is !== "time") return;
    for (const start of [atom.fromMs, atom.toMs + 1]) {
      if (start > fromMs && start <= toMs) starts.add(start);
    }
  });
  return [...starts].toSorted((a, b) => a - b);
}

/** The classes for which a condition holds at a time; what does not depend on it is worked out once. */
function prepare(condition: Condition, classes: KindClasses): (atMs: number) => ClassSet {
  if (condition.is === "field") {
    const set = classes.having(condition.field, condition.value);
    return () => set;
  }
  if (condition.is === "time") {
    const { fromMs, toMs } = condition;
    return (atMs) => (atMs >= fromMs && atMs <= toMs ? classes.all : 0n);
  }
  if (condition.is === "not") {
    const holds = prepare(condition.part, classes);
    return (atMs) => classes.all ^ holds(atMs);
  }
  const parts = condition.parts.map((part) => prepare(part, classes));
  if (condition.is === "and")
    return (atMs) => parts.reduce((set, holds) => set & holds(atMs), classes.all);
  return (atMs) => parts.reduce((set, holds) => set | holds(atMs), 0n);
}
