import { EVENT_FIELD_NAMES, EVENT_FIELDS, OPTIONAL_FIELDS } from "../../book/event-fields.ts";
import type { EventField } from "../../book/event-fields.ts";
import { SOURCES } from "../../event/event.ts";

const TEXT = { type: "string" } as const;
const TIME = { type: "integer", minimum: 0 } as const;

/** What each member of an event is, beside what it says. */
const TYPES: Readonly<Record<EventField, object>> = {
  seq: { type: "integer", minimum: 1 },
  panel: TEXT,
  panelName: TEXT,
  site: TEXT,
  entrance: TEXT,
  occurredAt: TIME,
  receivedAt: TIME,
  key: TEXT,
  category: TEXT,
  priority: TEXT,
  name: TEXT,
  text: TEXT,
  owner: TEXT,
  number: TEXT,
  apartment: TEXT,
  lock: TEXT,
  source: { type: "string", enum: SOURCES },
  late: { type: "boolean" },
  echo: { type: "boolean" },
  // any JSON that a panel sent
  model: {},
  extra: { type: "object" },
};

const NOT_ALWAYS: readonly EventField[] = OPTIONAL_FIELDS;

/** An event, of which `fields` may leave members out. */
export const EVENT_SCHEMA = {
  $id: "Event",
  type: "object",
  description: `An event; always there, unless \`fields\` leaves them out: ${EVENT_FIELD_NAMES.filter((field) => !NOT_ALWAYS.includes(field)).join(", ")}`,
  properties: Object.fromEntries(
    EVENT_FIELD_NAMES.map((field) => [
      field,
      { ...TYPES[field], description: EVENT_FIELDS[field] },
    ]),
  ),
  additionalProperties: false,
} as const;

/** {@link EVENT_SCHEMA} in an answer. */
export const EVENT_REF = { $ref: `${EVENT_SCHEMA.$id}#` } as const;

/** The state that an answer describes. */
export const AS_OF_SCHEMA = {
  type: "integer",
  minimum: 0,
  description: "The state of the log that is described, a seq: no newer event is in it",
} as const;

/** Whether a search came to its end, and how far it came else. */
export const SEARCH_SCHEMAS = {
  complete: {
    type: "boolean",
    description: "Whether all was looked at that had to be before the time for questions was over",
  },
  reached: {
    type: ["integer", "null"],
    description:
      "How far a search had come when its time was over, Unix ms; null for a complete one",
  },
} as const;
