import { CATEGORIES, EVENT_CATALOG, EVENT_KEYS, PRIORITIES } from "../../../src/event/catalog.ts";
import { FILTER_FIELDS } from "../../../src/event/condition.ts";
import type { Field, FieldType, Model } from "../../../src/event/models.ts";
import { LIMITS } from "../../../src/basip/android/parse-log-query.ts";
import { COMPARE_OPERATORS } from "../../../src/basip/camdroid/read-expression.ts";
import { LOCALES } from "../../../src/basip/texts/locales.ts";

/** A JSON Schema, draft 2020-12, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

/** A reference to a schema of the document. */
export const refTo = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** An object whose members are all there, unless named; others may stand beside them. */
function object(properties: Readonly<Record<string, Schema>>, description?: string): Schema {
  const required = Object.keys(properties);
  return {
    type: "object",
    ...(description !== undefined && { description }),
    required,
    properties,
  };
}

const text = (description: string): Schema => ({ type: "string", description });
const count = (minimum: number, description: string): Schema => ({
  type: "integer",
  minimum,
  description,
});
const listOf = (items: Schema): Schema => ({ type: "array", items });

/** A field as its model documents it; nothing is refused because it differs. */
function fieldSchema({ type, says }: Field): Schema {
  return { ...typeSchema(type), ...(says !== "" && { description: says }) };
}

function typeSchema(type: FieldType): Schema {
  if (type === "uuid") return { type: ["string", "null"], format: "uuid" };
  // numbers of identifiers are strings on the wire (observed)
  if (type === "integer") return { type: ["integer", "string"] };
  if (typeof type === "string") return { type };
  if (isWords(type)) return { type: "string", examples: type };
  if ("listOf" in type) return listOf(typeSchema(type.listOf));
  return { type: "object", properties: fieldSchemas(type.fields) };
}

function isWords(type: FieldType): type is readonly string[] {
  return Array.isArray(type);
}

function fieldSchemas(fields: Model["fields"]): Record<string, Schema> {
  return Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, fieldSchema(one)]));
}

/** The models of the catalog, each once, with the keys that carry it. */
function modelSchemas(): Record<string, Schema> {
  const byId = Map.groupBy(EVENT_KEYS, (key) => EVENT_CATALOG[key].model.id);
  return Object.fromEntries(
    [...byId].map(([id, keys]) => {
      const [first] = keys;
      const { fields } = EVENT_CATALOG[first ?? "tamper_event"].model;
      const carried = `Documented for ${keys.map((key) => `\`${key}\``).join(", ")}.`;
      const properties = fieldSchemas(fields);
      return [modelName(id), { type: "object", description: carried, properties }];
    }),
  );
}

function modelName(id: string): string {
  return `Model_${id.replaceAll(/\W+/g, "_")}`;
}

const pagination = object({
  total_items: count(0, "How many events match: exact"),
  items_limit: { type: "integer", enum: LIMITS },
  total_pages: count(1, "How many pages hold them"),
  current_page: count(1, "As asked for, also past the end"),
});

const filter = object({
  available_filtering: { const: true },
  is_filtered: { type: "boolean", description: "Whether a filter is given; a window is none" },
  available_fields: listOf(
    object({
      filter_field: { enum: FILTER_FIELDS },
      available_types: listOf({ const: "equal" }),
      field_name: { enum: FILTER_FIELDS },
      compare_operators: listOf({ enum: COMPARE_OPERATORS.name }),
      options: listOf({ type: "string" }),
    }),
  ),
  available_values: object({
    category: listOf({ enum: CATEGORIES }),
    priority: listOf({ enum: PRIORITIES }),
    name: listOf(object({ text: text("In the language of the answer"), key: text("Event key") })),
  }),
});

const direction = { enum: ["asc", "desc"] };

const listOption = object({
  pagination,
  filter,
  sort: object({
    asc: { type: "boolean" },
    available_sorting: listOf(direction),
    available_values: listOf(direction),
  }),
  locale: object({ locale: { enum: LOCALES }, available_locales: listOf({ enum: LOCALES }) }),
});

const model: Schema = {
  type: "object",
  description:
    "The event's particulars, exactly as the panel sent them. Which key carries which model is " +
    "documented with each; a panel may send others.",
  anyOf: [...new Set(EVENT_KEYS.map((key) => EVENT_CATALOG[key].model.id))]
    .map((id) => refTo(modelName(id)))
    .concat({ type: "object" }),
};

const itemHead = {
  timestamp: count(0, "When it happened by the panel's clock, Unix time in milliseconds"),
  category: text(`One of ${CATEGORIES.join(", ")}; any string that a panel sends`),
  priority: text(`One of ${PRIORITIES.join(", ")}; any string that a panel sends`),
};

const time = object({
  device_time_unix: count(0, "Unix time in seconds"),
  device_timezone: text("UTC+00:00"),
});

const info = object({
  firmware_version: text("3.9.0"),
  framework_version: text("2.9.0"),
  frontend_version: text("2.9.0"),
  api_version: text("2.9.0: by its major programs choose a dialect"),
  device_name: text("Doorbook"),
  device_type: { const: "panel" },
  device_model: text("Doorbook"),
  device_serial_number: text("`doorbook`, or the serial of the panel"),
  commit: text("The server's version"),
  hybrid_enable: { type: "boolean" },
  hybrid_version: text("0"),
  mcu_version: text("0"),
});

const push = object({
  events: listOf({
    type: "object",
    required: ["created_at", "code"],
    properties: {
      created_at: count(0, "When it happened, Unix time in milliseconds"),
      code: text("Event key, any at all"),
      category: text("May be missing"),
      priority: text("May be missing"),
      info: { type: "object", description: "The model, kept byte for byte" },
    },
  }),
});

/** Every schema of the document, by name. */
export const SCHEMAS: Readonly<Record<string, Schema>> = {
  Error: object({ error: text("What is wrong, in the panel's words") }),
  Empty: { type: "object", maxProperties: 0 },
  Ok: object({ status: { const: "ok" } }),
  Info: info,
  Login: object({
    token: { type: "string", pattern: "^[0-9a-f]{40}$" },
    account_type: { enum: ["admin", "manager"] },
  }),
  Items: object({
    list_option: listOption,
    list_items: listOf(
      object({
        ...itemHead,
        name: object({ key: text("Event key"), text: text("What the event is called") }),
        info: object({ text: text("What happened"), model }),
      }),
    ),
  }),
  OldList: object({
    list_option: listOption,
    list_items: listOf(
      object({
        ...itemHead,
        name: object({
          english: text("What the event is called"),
          key: text("Event key"),
          localized: text("The same in the language of the answer"),
        }),
        info: object({
          english: text("What happened"),
          localized: text("The same in the language of the answer"),
          model,
        }),
      }),
    ),
  }),
  Clearing: {
    type: "object",
    description: "What to clear, in the words of Android or of Camdroid panels",
    anyOf: [{ required: ["clear_fields"] }, { required: ["data_types"] }],
    properties: {
      clear_fields: { type: "array", examples: [["logs"]] },
      data_types: { type: "array", examples: [["logs"]] },
    },
  },
  DoorStatus: object({
    status: { const: "closed" },
    opentime: { const: 0 },
    is_timeout_exceed: { const: false },
    mode: { const: "door_sensor" },
  }),
  ExitButton: object({ enable: { const: true } }),
  Ntp: object({ enabled: { const: true } }),
  Time: time,
  NoIdentifiers: object({ list_option: { type: "object" }, list_items: { maxItems: 0 } }),
  PushLogin: object({ login: text("The panel's serial"), password: text("The link password") }),
  PushToken: object({ token: { type: "string", pattern: "^[0-9a-f]{40}$" } }),
  Push: push,
  ...modelSchemas(),
};
