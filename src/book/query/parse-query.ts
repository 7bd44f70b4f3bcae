import type { EventCondition } from "../../event/event-condition.ts";
import type { Expression } from "../../event/expression.ts";
import { ExpressionError } from "../../event/expression.ts";
import { parseExpression } from "../../event/parse-expression.ts";
import type { Fleet } from "../../fleet/fleet.ts";

/** What a query's words are read with. */
export interface QueryContext {
  /** The "now" of relative times, our clock. */
  readonly nowMs: number;
  /** IANA time zone, which decides days. */
  readonly zone: string;
  readonly fleet: Pick<Fleet, "profiles" | "profile" | "sites" | "site" | "owner">;
}

/** What keeps a text from being a query; the message says what was expected. */
export class QueryError extends Error {
  override readonly name = "QueryError";
  /** Where in the text, in UTF-16 units from 0. */
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** Reads a query. @returns `undefined` for an empty one. @throws QueryError */
export function parseQuery(text: string, _context: QueryContext): EventCondition | undefined {
  if (text.trim() === "") return undefined;
  try {
    return conditionOf(parseExpression(text));
  } catch (error) {
    if (error instanceof ExpressionError) throw new QueryError(error.message, error.position);
    throw error;
  }
}

function conditionOf(expression: Expression): EventCondition {
  if (expression.is === "not") return { is: "not", part: conditionOf(expression.part) };
  if (expression.is !== "comparison") {
    return { is: expression.is, parts: expression.parts.map(conditionOf) };
  }
  const { field, value } = expression;
  if (field === "name" || field === "category" || field === "priority") {
    return { is: "field", field, value: value.text };
  }
  throw new QueryError(`There is no field ${JSON.stringify(field)}`, 0);
}
