import { type Condition, type FieldCondition, FILTER_FIELDS } from "../../event/condition.ts";
import { type Expression, ExpressionError } from "../../event/expression.ts";
import { parseExpression } from "../../event/parse-expression.ts";
import { type OnMistake, readExpression } from "../camdroid/read-expression.ts";
import { isJsonObject, type JsonObject } from "../json-object.ts";
import { WireError, type WireErrorName } from "./errors.ts";
import { isFieldValue } from "./filter-values.ts";
import type { RawQuery, RawValue } from "./raw-query.ts";

/**
 * A filter as sent: `undefined` where nothing was sent, anything but a string is a wrong value.
 *
 * Source: the names, observed (the panel's own web page); the page says "object" and no more. That a
 * part which is missing is reported by its own error, that `filter_format` can only be `string`, that the
 * three may come as one JSON object, and that a parameter given twice is a wrong one: assumed.
 */
interface Triple {
  readonly filter_type: unknown;
  readonly filter_field: unknown;
  readonly filter_format: unknown;
  readonly filter_value: unknown;
}

type IsKey = (key: string) => boolean;

/**
 * Reads what the question filters by: the flat parameters `filter_field`, `filter_type`,
 * `filter_value` (and `filter_format`, if any `string`); in `filter` the same as one JSON object, or
 * an expression of the Camdroid panels; where there are both, both must hold. An empty `filter` is none.
 *
 * @param isKey whether an event key may be filtered by
 * @returns `undefined` where nothing is filtered by
 * @throws WireError `filterType`, `filterField`, `filterFormat`, `filterValue`, the first in this
 *   order; `filterFormat` also for a `filter` that is neither a JSON object nor an expression
 */
export function parseFilters(raw: RawQuery, isKey: IsKey): Condition | undefined {
  const mistakes = new Set<WireErrorName>();
  const onMistake: OnMistake = (mistake) => mistakes.add(mistake);
  const conditions = [
    readTriple(tripleOf(raw), isKey, onMistake),
    readFilter(raw["filter"], isKey, onMistake),
  ].filter((one) => one !== undefined);
  const first = FILTER_MISTAKES.find((mistake) => mistakes.has(mistake));
  if (first !== undefined) throw new WireError(first);
  const [one, other] = conditions;
  return one === undefined || other === undefined ? one : { is: "and", parts: conditions };
}

/** In the order in which a panel reports them. */
const FILTER_MISTAKES = ["filterType", "filterField", "filterFormat", "filterValue"] as const;

function readFilter(value: RawValue, isKey: IsKey, onMistake: OnMistake): Condition | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === "string" ? value.trim() : undefined;
  if (text === "") return undefined;
  const read = text?.startsWith("{") === true ? parseJson(text) : parseText(text);
  if (read === undefined) onMistake("filterFormat");
  else if ("filter_type" in read) return readTriple(read, isKey, onMistake);
  else return readExpression(read, isKey, onMistake);
  return undefined;
}

function parseJson(text: string): Triple | undefined {
  try {
    const members: unknown = JSON.parse(text);
    return isJsonObject(members) ? tripleOf(members) : undefined;
  } catch {
    return undefined;
  }
}

function parseText(text: string | undefined): Expression | undefined {
  if (text === undefined) return undefined;
  try {
    return parseExpression(text);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

function readTriple(
  { filter_type, filter_field, filter_format, filter_value }: Triple,
  isKey: IsKey,
  onMistake: OnMistake,
): FieldCondition | undefined {
  if (filter_format !== undefined && filter_format !== "string") onMistake("filterFormat");
  const isAsked = [filter_type, filter_field, filter_value].some((part) => part !== undefined);
  if (!isAsked) return undefined;
  if (filter_type !== "equal") onMistake("filterType");
  const field = FILTER_FIELDS.find((one) => one === filter_field);
  if (field === undefined) onMistake("filterField");
  else if (typeof filter_value === "string" && isFieldValue(field, filter_value, isKey)) {
    return { is: "field", field, value: filter_value };
  } else onMistake("filterValue");
  return undefined;
}

function tripleOf(members: JsonObject): Triple {
  // In JSON, null is a member that is missing.
  return {
    filter_type: members["filter_type"] ?? undefined,
    filter_field: members["filter_field"] ?? undefined,
    filter_format: members["filter_format"] ?? undefined,
    filter_value: members["filter_value"] ?? undefined,
  };
}
