import { isJsonObject, type JsonObject } from "../json-object.ts";
import { WireError } from "./errors.ts";
import { type FieldFilter, FILTER_FIELDS, isFieldValue } from "./kind-filters.ts";
import type { RawQuery } from "./raw-query.ts";

/**
 * A filter as sent: `undefined` where nothing was sent, anything but a string is a wrong value.
 *
 * Source: the names, observed (the panel's own web page); the page says "object" and no more.
 */
interface Triple {
  readonly filter_type: unknown;
  readonly filter_field: unknown;
  readonly filter_format: unknown;
  readonly filter_value: unknown;
}

/**
 * Reads what the question filters by: the flat parameters `filter_field`, `filter_type`,
 * `filter_value` (and `filter_format`, if any `string`), the same as one JSON object in `filter`, or
 * both, which must then both hold. An empty `filter` is none.
 *
 * @param isKey whether an event key may be filtered by
 * @throws WireError `filterType`, `filterField`, `filterFormat`, `filterValue`, the first in this
 *   order; `filterFormat` also for a `filter` that is no JSON object
 */
export function parseFilters(raw: RawQuery, isKey: (key: string) => boolean): FieldFilter[] {
  const inJson = parseJsonFilter(raw["filter"]);
  const flat = tripleOf(raw);
  const sent = inJson === "broken" || inJson === undefined ? [flat] : [flat, inJson];
  const triples = sent.filter(isAsked);

  for (const triple of triples)
    if (triple.filter_type !== "equal") throw new WireError("filterType");
  const fields = triples.map((triple) => parseField(triple.filter_field));
  if (inJson === "broken" || !sent.every(hasGoodFormat)) throw new WireError("filterFormat");
  return triples.map(({ filter_value: value }, index) => {
    const field = fields[index];
    if (field === undefined || typeof value !== "string" || !isFieldValue(field, value, isKey))
      throw new WireError("filterValue");
    return { field, value };
  });
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

function isAsked({ filter_type, filter_field, filter_value }: Triple): boolean {
  return filter_type !== undefined || filter_field !== undefined || filter_value !== undefined;
}

function hasGoodFormat({ filter_format }: Triple): boolean {
  return filter_format === undefined || filter_format === "string";
}

function parseField(value: unknown): FieldFilter["field"] {
  const field = FILTER_FIELDS.find((one) => one === value);
  if (field === undefined) throw new WireError("filterField");
  return field;
}

function parseJsonFilter(value: RawQuery[string]): Triple | "broken" | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "string") return "broken";
  const text = value.trim();
  if (text === "") return undefined;
  if (!text.startsWith("{")) return "broken";
  try {
    const members: unknown = JSON.parse(text);
    return isJsonObject(members) ? tripleOf(members) : "broken";
  } catch {
    return "broken";
  }
}
