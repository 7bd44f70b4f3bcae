import { EVENT_CATALOG, EVENT_KEYS, type EventKey } from "../../../src/event/catalog.ts";
import type { Field, FieldType, Model, ModelFields } from "../../../src/event/models.ts";
import { listOf, refTo, type Schema } from "./schema.ts";

/** The name of a model's schema. @param id as the catalog has it */
function modelName(id: string): string {
  return `Model_${id.replaceAll(/\W+/g, "_")}`;
}

/** The keys of the catalog by the model that they carry. */
const KEYS = Map.groupBy(EVENT_KEYS, (key) => EVENT_CATALOG[key].model.id);

const MODELS: readonly (readonly [Model, readonly EventKey[]])[] = [...KEYS.values()].flatMap(
  (keys) => keys.slice(0, 1).map((first) => [EVENT_CATALOG[first].model, keys] as const),
);

/** The catalog's models, each once, by the names of their schemas, with the keys that carry it. */
export const MODEL_SCHEMAS: Readonly<Record<string, Schema>> = Object.fromEntries(
  MODELS.map(([model, keys]) => [modelName(model.id), modelSchema(model, keys)]),
);

/** What an event's `model` may be. */
export const ANY_MODEL: Schema = {
  type: "object",
  description:
    "The event's particulars, exactly as the panel sent them but for white space; `{}` where it sent " +
    "no object. Each model says which event keys it is documented for; of other keys, and of other " +
    "firmware, any object may come.",
  anyOf: [...Object.keys(MODEL_SCHEMAS).map((name) => refTo(name)), { type: "object" }],
};

function modelSchema({ id, fields }: Model, keys: readonly EventKey[]): Schema {
  const page = id === "none" ? "An event without particulars" : `${id} of "Get logs list"`;
  const carriers = keys.map((key) => {
    const { isModelOptional, source } = EVENT_CATALOG[key];
    return `\`${key}\` (${isModelOptional ? "or `{}`; " : ""}${source.model})`;
  });
  const description = `${page}. Documented for ${carriers.join(", ")}.`;
  return { type: "object", description, properties: fieldSchemas(fields) };
}

function fieldSchemas(fields: ModelFields): Record<string, Schema> {
  return Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, fieldSchema(one)]));
}

/** A field as its model documents it; nothing is refused because it differs. */
function fieldSchema({ type, says }: Field): Schema {
  return typeSchema(type, says);
}

function typeSchema(type: FieldType, description: string): Schema {
  if (type === "uuid") return { type: ["string", "null"], format: "uuid", description };
  // numbers of identifiers are integers by the page, and strings on the wire (observed)
  if (type === "integer") return { type: ["integer", "string"], description };
  if (typeof type === "string") return { type, description };
  if (isWords(type)) return { type: "string", description, examples: type };
  if ("listOf" in type) return listOf(typeSchema(type.listOf, "One of the list"), description);
  return { type: "object", description, properties: fieldSchemas(type.fields) };
}

function isWords(type: FieldType): type is readonly string[] {
  return Array.isArray(type);
}
