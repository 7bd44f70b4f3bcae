import { CATEGORIES, PRIORITIES } from "../../event/catalog.ts";
import type { FilterField } from "../../event/condition.ts";

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
