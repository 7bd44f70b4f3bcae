import type { FieldType, Model, ModelFields } from "../../src/event/models.ts";

/** Values by field name, as a panel would send them. */
const VALUES: Readonly<Record<string, unknown>> = {
  number: "3090069",
  identifier_number: "3090069",
  owner: "Olena Kit",
  owner_name: "Olena Kit",
  user_name: "Olena Kit",
  user_info: "tenant",
  name: "Olena Kit",
  apartment_address: "12",
  apartments_list: ["12", "14"],
  lock: 1,
  lock_number: 1,
  code: "0042",
  host: "101",
  card: "00A1B2C3",
  qr: "Zx9",
  lock_opened_time: 30,
  answered: true,
  message: "no answer",
  short_name: "B2",
  id: 3,
  link_id: null,
  auth_type: "card",
  requestor: "link_app",
  account_type: "admin",
};

/** A model with all of its fields. */
export function filledModel({ fields }: Model): unknown {
  return objectOf(fields, (name, type) => VALUES[name] ?? valueOf(type));
}

/**
 * A model as no page documents it: every second field is missing, the others have values of another
 * type, a word that nobody knows, or more elements than are shown.
 */
export function oddModel({ fields }: Model): unknown {
  const kept = Object.entries(fields).filter((_, nth) => nth % 2 === 0);
  return objectOf(Object.fromEntries(kept), (name, type) => oddValue(name, type));
}

function objectOf(
  fields: ModelFields,
  value: (name: string, type: FieldType) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { type }]) => [name, value(name, type)]),
  );
}

function valueOf(type: FieldType): unknown {
  if (typeof type === "string") return type === "boolean" ? true : `a ${type}`;
  if (isWords(type)) return type[0];
  if ("fields" in type) return objectOf(type.fields, (name, of) => VALUES[name] ?? valueOf(of));
  return isWords(type.listOf) ? type.listOf : [valueOf(type.listOf)];
}

function oddValue(name: string, type: FieldType): unknown {
  if (typeof type === "string") return name === "lock" ? "17" : "  Ж\n{odd} ";
  if (isWords(type)) return "nfc";
  if ("fields" in type) return objectOf(type.fields, (of, inner) => oddValue(of, inner));
  const element = type.listOf;
  return Array.from({ length: 11 }, (_, nth) =>
    typeof element === "string" ? String(nth) : valueOf(element),
  );
}

function isWords(type: FieldType): type is readonly string[] {
  return Array.isArray(type);
}
