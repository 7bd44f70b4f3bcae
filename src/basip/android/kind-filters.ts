import {
  CATEGORIES,
  effectiveCategory,
  effectivePriority,
  PRIORITIES,
} from "../../event/catalog.ts";
import type { KindFilter } from "../../event/kind.ts";

/** What a log can be filtered by, in the order of the answer. Source: "Get logs list", second example. */
export const FILTER_FIELDS = ["priority", "category", "name"] as const;

export type FilterField = (typeof FILTER_FIELDS)[number];

/** Events whose field has just this value. */
export interface FieldFilter {
  readonly field: FilterField;
  readonly value: string;
}

/** Past it the filters are forgotten and made anew: a store then works one answer out again. */
const MAX_REMEMBERED = 20_000;

const remembered = new Map<string, KindFilter>();

const none: KindFilter = () => false;

/** Whether the field can have the value: a category, a priority, or a key for which `isKey` holds. */
export function isFieldValue(
  field: FilterField,
  value: string,
  isKey: (key: string) => boolean,
): boolean {
  if (field === "name") return isKey(value);
  const values: readonly string[] = field === "category" ? CATEGORIES : PRIORITIES;
  return values.includes(value);
}

/**
 * The kinds for which all of the filters hold; `undefined`, every kind, when there is none. The same
 * filters give the same function, so that stores can remember their answer to it.
 *
 * What a panel left unsaid counts as what the catalog has for it.
 */
export function kindFilter(filters: readonly FieldFilter[]): KindFilter | undefined {
  if (filters.length === 0) return undefined;
  const values = new Map<FilterField, string>();
  for (const { field, value } of filters) {
    if ((values.get(field) ?? value) !== value) return none;
    values.set(field, value);
  }
  const id = JSON.stringify(FILTER_FIELDS.map((field) => values.get(field)));
  const known = remembered.get(id);
  if (known !== undefined) return known;
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  const filter = allOf(values);
  remembered.set(id, filter);
  return filter;
}

function allOf(values: ReadonlyMap<FilterField, string>): KindFilter {
  const category = values.get("category");
  const priority = values.get("priority");
  const key = values.get("name");
  return (kind) =>
    (key === undefined || kind.key === key) &&
    (category === undefined || effectiveCategory(kind) === category) &&
    (priority === undefined || effectivePriority(kind) === priority);
}
