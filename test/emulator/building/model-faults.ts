import type { Field, FieldType, ModelFields } from "../../../src/event/models.ts";

/** Fields that may be left out, whichever model they are in. */
const OPTIONAL = new Set(["link_id"]);

/** Objects of which each has any of the fields. */
const CHOICES = new Set(["reject_reasons"]);

/** Identifiers' numbers are integers on the page and texts on the wire. */
const NUMBERS = new Set(["number"]);

/** Where a model differs from what is documented of it. */
export function modelFaults(fields: ModelFields, model: unknown, where = "model"): string[] {
  if (typeof model !== "object" || model === null || Array.isArray(model)) {
    return [`${where} is no object`];
  }
  const isChoice = [...CHOICES].some((name) => where.includes(`${name}[`)) && where.endsWith("]");
  const missing = Object.keys(fields).filter(
    (name) => !(name in model) && !OPTIONAL.has(name) && !isChoice,
  );
  const unknown = Object.keys(model).filter((name) => !(name in fields));
  return [
    ...missing.map((name) => `${where}.${name} is missing`),
    ...unknown.map((name) => `${where}.${name} is not documented`),
    ...Object.entries(model).flatMap(([name, value]) =>
      faultsOfField(fields[name], name, value, where),
    ),
  ];
}

function faultsOfField(
  field: Field | undefined,
  name: string,
  value: unknown,
  where: string,
): string[] {
  if (field === undefined) return [];
  const type = NUMBERS.has(name) ? "string" : field.type;
  return faultsOfType(type, value, `${where}.${name}`);
}

function faultsOfType(type: FieldType, value: unknown, where: string): string[] {
  if (type === "string") return typeof value === "string" ? [] : [`${where} is no text`];
  if (type === "integer") return Number.isInteger(value) ? [] : [`${where} is no integer`];
  if (type === "boolean") return typeof value === "boolean" ? [] : [`${where} is no boolean`];
  if (type === "uuid") return isUuid(value) ? [] : [`${where} is neither a UUID nor null`];
  if ("listOf" in type) {
    if (!Array.isArray(value)) return [`${where} is no list`];
    return value.flatMap((one, at) => faultsOfType(type.listOf, one, `${where}[${at}]`));
  }
  if ("fields" in type) return modelFaults(type.fields, value, where);
  return type.some((word) => word === value) ? [] : [`${where} is none of its words`];
}

function isUuid(value: unknown): boolean {
  return (
    value === null ||
    /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(typeof value === "string" ? value : "")
  );
}
