/**
 * What a filter asks of an event, whatever language it was written in: values of the three fields
 * that make a kind, and times.
 */
export type Condition =
  | FieldCondition
  | TimeCondition
  | { readonly is: "not"; readonly part: Condition }
  | { readonly is: "and" | "or"; readonly parts: readonly Condition[] };

/** The fields by which the panels' API filters, in the order of its answer. Source: "Get logs list". */
export const FILTER_FIELDS = ["priority", "category", "name"] as const;

export type FilterField = (typeof FILTER_FIELDS)[number];

/** The event's field has just this value; `name` is the event key. */
export interface FieldCondition {
  readonly is: "field";
  readonly field: FilterField;
  readonly value: string;
}

/** The event occurred within these milliseconds, both inclusive. */
export interface TimeCondition {
  readonly is: "time";
  readonly fromMs: number;
  readonly toMs: number;
}

/** Calls back for every field and time that a condition names. */
export function forEachAtom(
  condition: Condition,
  each: (atom: FieldCondition | TimeCondition) => void,
): void {
  if (condition.is === "field" || condition.is === "time") each(condition);
  else if (condition.is === "not") forEachAtom(condition.part, each);
  else for (const part of condition.parts) forEachAtom(part, each);
}
