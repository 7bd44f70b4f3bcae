import { VALUE_FIELDS } from "../../src/event/value-fields.ts";
import type { ValueField } from "../../src/event/value-fields.ts";

/** Whether a text is a name of {@link VALUE_FIELDS}. */
export function isValueField(name: string): name is ValueField {
  return Object.hasOwn(VALUE_FIELDS, name);
}
