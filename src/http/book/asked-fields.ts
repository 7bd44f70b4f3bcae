import { EVENT_FIELD_NAMES, isEventField } from "../../book/event-fields.ts";
import type { EventField } from "../../book/event-fields.ts";
import { AppError } from "../../event/errors.ts";
import { didYouMean } from "../../event/nearest.ts";

/** The members of events that a list names, commas between. @throws AppError `invalid` for another */
export function askedFields(list: string | undefined): readonly EventField[] | undefined {
  if (list === undefined) return undefined;
  return list.split(",").map((part) => {
    const name = part.trim();
    if (isEventField(name)) return name;
    const meant = didYouMean(name, EVENT_FIELD_NAMES);
    throw new AppError(
      "invalid",
      `fields: events have no ${JSON.stringify(name)}${meant || `, but ${EVENT_FIELD_NAMES.join(", ")}`}`,
    );
  });
}
