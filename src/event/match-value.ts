import type { ValueTest } from "./event-condition.ts";
import { foldText } from "./words.ts";

const DECIMAL = /^(?<sign>-?)0*(?<whole>\d+)(?:\.(?<part>\d*?)0*)?$/;

/** Whether a value passes a test; prepared once, for many values. */
export function prepareValueTest(test: ValueTest): (value: string) => boolean {
  switch (test.operator) {
    case "eq": {
      const values = new Set(test.values);
      return (value) => values.has(value);
    }
    case "contains": {
      const part = foldText(test.value);
      return (value) => foldText(value).includes(part);
    }
    case "starts": {
      const start = foldText(test.value);
      return (value) => foldText(value).startsWith(start);
    }
    case "gt":
      return (value) => compareValues(value, test.value) > 0;
    case "ge":
      return (value) => compareValues(value, test.value) >= 0;
    case "lt":
      return (value) => compareValues(value, test.value) < 0;
    case "le":
      return (value) => compareValues(value, test.value) <= 0;
    case "exists":
      return (value) => value !== "";
  }
}

/** Below 0, 0 or above it; as numbers of any length where both are decimal numbers. */
function compareValues(a: string, b: string): number {
  const left = DECIMAL.exec(a)?.groups;
  const right = DECIMAL.exec(b)?.groups;
  if (left === undefined || right === undefined) return a < b ? -1 : Number(a > b);
  const isNegative = isBelowZero(left);
  if (isNegative !== isBelowZero(right)) return isNegative ? -1 : 1;
  const size = compareSizes(left, right);
  return isNegative ? -size : size;
}

type Decimal = Partial<Record<string, string>>;

function isBelowZero({ sign, whole, part }: Decimal): boolean {
  return sign === "-" && !(whole === "0" && (part ?? "") === "");
}

function compareSizes(left: Decimal, right: Decimal): number {
  const [a, b] = [left["whole"] ?? "", right["whole"] ?? ""];
  if (a.length !== b.length) return a.length - b.length;
  const [x, y] = [`${a}.${left["part"] ?? ""}`, `${b}.${right["part"] ?? ""}`];
  return x < y ? -1 : Number(x > y);
}
