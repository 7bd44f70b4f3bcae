import type { EventValues } from "../event/event-values.ts";
import type { ValuePath } from "../event/event-condition.ts";
import { VALUE_FIELDS } from "../event/value-fields.ts";
import type { ValueField } from "../event/value-fields.ts";
import type { Owner } from "../fleet/owner.ts";

/** The first value of an event at the places that have one name; `undefined` where there is none. */
export function firstValue(values: EventValues, name: ValueField): string | undefined {
  const paths: readonly ValuePath[] = VALUE_FIELDS[name];
  for (const path of paths) {
    const [value] = values.at(path);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Whom an event says the identifier belongs to, and where. */
export interface OwnerOfEvent {
  readonly owner: string | undefined;
  readonly apartment: string | undefined;
}

/**
 * Whose identifier an event is about. What the event says holds; where it does not say whose it was, the
 * owner of its number is looked up.
 *
 * @param number the event's, as {@link firstValue} finds it
 */
export function ownerOfEvent(
  values: EventValues,
  number: string | undefined,
  ownerOf: (number: string) => Owner | undefined,
): OwnerOfEvent {
  const owner = firstValue(values, "owner");
  const apartment = firstValue(values, "apartment");
  if (owner !== undefined || number === undefined) return { owner, apartment };
  const known = ownerOf(number);
  return {
    owner: known?.name || undefined,
    apartment: apartment ?? (known?.apartment || undefined),
  };
}
