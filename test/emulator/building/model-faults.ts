import { EVENT_CATALOG, type EventKey } from "../../../src/event/catalog.ts";
import type { FieldType, ModelFields } from "../../../src/event/models.ts";

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Numbers of identifiers: integers by the page, text on the wire. */
const IDENTIFIER_NUMBER = "number";

/** What may be missing: `link_id` beside an identifier, and all reasons but one. */
const OPTIONAL = /^link_id$|^reject_reasons\[\d+\]\.\w+$/;

/** What of a model differs from the catalog's for its key, by path; empty when nothing does. */
export function modelFaults(key: EventKey, model: unknown): string[] {
  const { model: documented, isModelOptional } = EVENT_CATALOG[key];
  if (isModelOptional && JSON.stringify(model) === "{}") return [];
  return fieldsFaults(model, documented.fields, "");
}

function fieldsFaults(value: unknown, fields: ModelFields, path: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  const members = new Map(Object.entries(value));
  const under = (name: string) => (path === "" ? name : `${path}.${name}`);
  const unknown = [...members.keys()].filter((name) => !Object.hasOwn(fields, name)).map(under);
  const known = Object.entries(fields).flatMap(([name, { type }]) => {
    if (!members.has(name)) return OPTIONAL.test(under(name)) ? [] : [under(name)];
    return faults(members.get(name), type, under(name));
  });
  const isEmpty = members.size === 0 && Object.keys(fields).length > 0;
  return [...unknown, ...known, ...(isEmpty ? [path] : [])];
}

function faults(value: unknown, type: FieldType, path: string): string[] {
  if (typeof type === "string") return isScalar(value, type, path) ? [] : [path];
  if ("fields" in type) return fieldsFaults(value, type.fields, path);
  if (!("listOf" in type)) return type.some((choice) => choice === value) ? [] : [path];
  if (!Array.isArray(value) || value.length === 0) return [path];
  return value.flatMap((member, place) => faults(member, type.listOf, `${path}[${place}]`));
}

function isScalar(
  value: unknown,
  type: "string" | "integer" | "boolean" | "uuid",
  path: string,
): boolean {
  switch (type) {
    case "string":
      return typeof value === "string" && value !== "";
    case "boolean":
      return typeof value === "boolean";
    case "uuid":
      return value === null || (typeof value === "string" && UUID.test(value));
    case "integer":
      return path === IDENTIFIER_NUMBER
        ? typeof value === "string" && /^\d+$/.test(value)
        : Number.isSafeInteger(value);
  }
}
