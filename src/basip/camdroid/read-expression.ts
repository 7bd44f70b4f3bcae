import { compareTimes, TIME_OPERATORS } from "../../event/compare-times.ts";
import type { Condition } from "../../event/condition.ts";
import type { Comparison, Expression } from "../../event/expression.ts";
import type { WireErrorName } from "../android/errors.ts";
import { isFieldValue } from "../android/filter-values.ts";
import { parseWireTime } from "../android/wire-time.ts";

/**
 * What a log's fields can be compared by. Source: the words, the vendor's page on list options; which
 * field has which, assumed.
 */
export const COMPARE_OPERATORS = {
  priority: ["eq", "nq"],
  category: ["eq", "nq"],
  name: ["eq", "nq"],
  timestamp: TIME_OPERATORS,
} as const;

type Field = keyof typeof COMPARE_OPERATORS;
type Operator = (typeof COMPARE_OPERATORS)[Field][number];

/** Told of each mistake, in any order. */
export type OnMistake = (mistake: WireErrorName) => void;

/**
 * Reads an expression of the Camdroid panels as a condition on the log: `name`, `category` and
 * `priority` by `eq` and `nq`, `timestamp` by all six, in milliseconds or seconds as `from` and `to`.
 *
 * @param isKey whether an event key may be filtered by
 * @param onMistake told `filterField` of an unknown field, `filterType` of an operator that the field
 *   lacks, `filterValue` of an unknown value (assumed); the condition is worth nothing then
 */
export function readExpression(
  expression: Expression,
  isKey: (key: string) => boolean,
  onMistake: OnMistake,
): Condition {
  if (expression.is === "comparison") return readComparison(expression, isKey, onMistake);
  const read = (part: Expression): Condition => readExpression(part, isKey, onMistake);
  if (expression.is === "not") return { is: "not", part: read(expression.part) };
  return { is: expression.is, parts: expression.parts.map(read) };
}

const NEVER: Condition = { is: "or", parts: [] };

function readComparison(
  { field, operator, value }: Comparison,
  isKey: (key: string) => boolean,
  onMistake: OnMistake,
): Condition {
  if (!isField(field)) {
    onMistake("filterField");
    return NEVER;
  }
  const known = OPERATORS.find((one) => one === operator);
  if (known === undefined || !hasOperator(field, known)) {
    onMistake("filterType");
    return NEVER;
  }
  if (field === "timestamp") {
    const time = value.is === "integer" ? parseWireTime(value.text) : undefined;
    if (time !== undefined) {
      const window = compareTimes(known === "nq" ? "eq" : known, time);
      return negatedIf(known === "nq", { is: "time", ...window });
    }
  } else if (value.is === "text" && isFieldValue(field, value.text, isKey)) {
    return negatedIf(known === "nq", { is: "field", field, value: value.text });
  }
  onMistake("filterValue");
  return NEVER;
}

const OPERATORS: readonly Operator[] = COMPARE_OPERATORS.timestamp;

function isField(name: string): name is Field {
  return Object.hasOwn(COMPARE_OPERATORS, name);
}

function hasOperator(field: Field, operator: Operator): boolean {
  const operators: readonly Operator[] = COMPARE_OPERATORS[field];
  return operators.includes(operator);
}

function negatedIf(isNegated: boolean, condition: Condition): Condition {
  return isNegated ? { is: "not", part: condition } : condition;
}
