import type { TimeCondition } from "./condition.ts";
import { ALWAYS } from "./query.ts";

/** How a time can be compared. */
export const TIME_OPERATORS = ["eq", "nq", "gt", "ge", "lt", "le"] as const;

export type TimeOperator = (typeof TIME_OPERATORS)[number];

/** A stretch of time, milliseconds, both inclusive: a second is all of its milliseconds. */
export interface Stretch {
  readonly firstMs: number;
  readonly lastMs: number;
}

/** The times that compare so with a stretch of time: `gt` is after it, `ge` from its begin on. */
export function compareTimes(
  operator: Exclude<TimeOperator, "nq">,
  { firstMs, lastMs }: Stretch,
): Omit<TimeCondition, "is"> {
  switch (operator) {
    case "eq":
      return { fromMs: firstMs, toMs: lastMs };
    case "gt":
      return { fromMs: lastMs + 1, toMs: ALWAYS.toMs };
    case "ge":
      return { fromMs: firstMs, toMs: ALWAYS.toMs };
    case "lt":
      return { fromMs: ALWAYS.fromMs, toMs: firstMs - 1 };
    case "le":
      return { fromMs: ALWAYS.fromMs, toMs: lastMs };
  }
}
