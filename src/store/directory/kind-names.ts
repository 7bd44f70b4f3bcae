import { CATEGORIES, isEventKey, PRIORITIES } from "../../event/catalog.ts";
import type { PanelEvent } from "../../event/event.ts";
import type { Kind } from "../../event/kind.ts";

/** Stands among the names of a kind whose events are an echo. */
export const ECHO = "echo";

/** The distinct key, category and priority of an event as sent, and whether it is an echo. */
export type KindNames = readonly [
  key: string,
  category: string | undefined,
  priority: string | undefined,
  echo: typeof ECHO | undefined,
];

/** The same of a kind: one that gathers the keys past the bound has none. */
export type NamesOfKind = readonly [
  key: string | undefined,
  category: string | undefined,
  priority: string | undefined,
  echo: typeof ECHO | undefined,
];

/** The names of an event's kind. */
export function namesOfEvent({ key, category, priority, isEcho }: PanelEvent): KindNames {
  return [key, category, priority, isEcho ? ECHO : undefined];
}

/** A kind by its names. */
export function kindOf(id: number, [key, category, priority, echo]: NamesOfKind): Kind {
  return { id, key, category, priority, ...(echo === undefined ? {} : { isEcho: true }) };
}

/** The names of a kind. */
export function namesOfKind({ key, category, priority, isEcho }: Omit<Kind, "id">): NamesOfKind {
  return [key, category, priority, isEcho ? ECHO : undefined];
}

/** What a store keeps of the last of the names. */
export function echoOf(stored: unknown): typeof ECHO | undefined {
  return stored === ECHO ? ECHO : undefined;
}

/** What a stored event is marked as. */
export function marksOf(
  isLate: boolean,
  isEcho: true | undefined,
): Pick<PanelEvent, "isLate" | "isEcho"> {
  return { ...(isLate && { isLate }), ...(isEcho && { isEcho }) };
}

/** By these, gathered kinds are still told apart. */
const USUAL_CATEGORIES: readonly (string | undefined)[] = [...CATEGORIES, undefined];
const USUAL_PRIORITIES: readonly (string | undefined)[] = [...PRIORITIES, undefined];

/** Stands in a gathered kind for any other category or priority; no filter asks for it. */
const UNUSUAL = "";

/** The catalog's keys are told apart past the bound, up to what a directory can number. */
const MOST_KINDS = 60_000;

/** With so many kinds in the log another one with this key is gathered. */
export function boundOfKinds(key: string, maxKinds: number): number {
  return isEventKey(key) ? MOST_KINDS : maxKinds;
}

/** The names of the kind that gathers such events past the bound. */
export function gatheringNames([, category, priority, echo]: KindNames): NamesOfKind {
  return [
    undefined,
    USUAL_CATEGORIES.includes(category) ? category : UNUSUAL,
    USUAL_PRIORITIES.includes(priority) ? priority : UNUSUAL,
    echo,
  ];
}

/** One text for the names of a kind; different ones have different texts. */
export function kindNameOf(names: readonly (string | null | undefined)[]): string {
  let lengths = "";
  let text = "";
  for (const name of names) {
    lengths += name === undefined || name === null ? "-," : `${name.length},`;
    text += name ?? "";
  }
  return lengths + text;
}

/**
 * What an event of a gathered kind keeps of what the panel sent: a JSON array of the three, for
 * {@link namesOfOther}.
 */
export function otherOfNames([key, category, priority]: KindNames): string {
  return JSON.stringify([key, category, priority]);
}

/** The names that an event of a gathered kind was sent with. */
export function namesOfOther(
  other: string,
): Record<"key" | "category" | "priority", string | undefined> {
  const names: unknown = JSON.parse(other);
  const [key, category, priority] = Array.isArray(names) ? names.map(textOf) : [];
  return { key, category, priority };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
