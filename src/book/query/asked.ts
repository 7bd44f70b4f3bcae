import type { ValuePath, ValueTest } from "../../event/event-condition.ts";
import type { QueryOperator } from "../../event/query-fields.ts";
import type { QueryLiteral } from "../../event/query-tree.ts";

/** What a comparison asks of a field, `nq` turned into the opposite of `eq`. */
export interface Asked {
  readonly operator: Exclude<QueryOperator, "nq">;
  /** One; for `in` one at least; for `exists` none. None is empty. */
  readonly values: readonly QueryLiteral[];
  /** Of a field that has one. */
  readonly path: ValuePath | undefined;
}

/** The first value. */
export function valueOf({ values }: Asked): QueryLiteral {
  // only `exists` has none, and asks for none
  return values[0]!;
}

/** The same as the test of a value. */
export function testOf(asked: Asked): ValueTest {
  const { operator, values } = asked;
  switch (operator) {
    case "eq":
    case "in":
      return { operator: "eq", values: values.map(({ text }) => text) };
    case "exists":
      return { operator };
    case "gt":
    case "ge":
    case "lt":
    case "le":
    case "contains":
    case "starts":
      return { operator, value: valueOf(asked).text };
  }
}
