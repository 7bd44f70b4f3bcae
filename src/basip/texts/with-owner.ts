import type { JsonObject } from "../json-object.ts";

/** To whom the identifier of a number belongs; `undefined` when nobody knows. */
export type OwnerOf = (
  number: string,
) => { readonly name: string; readonly apartment: string } | undefined;

/** Where panels put the number of an identifier. Sources: "Get logs list", models; observed. */
const NUMBERS = ["number", "identifier_number", "card", "qr"] as const;

/** What texts show of an owner, by the member of a model that they take it from. */
const SHOWN = { owner: "name", apartment_address: "apartment" } as const;

/** A model as texts show it: where it has a number and does not say whose, with the owner. */
export function withOwner(model: JsonObject, ownerOf: OwnerOf | undefined): JsonObject {
  if (ownerOf === undefined || !isEmpty(model["owner"])) return model;
  for (const member of NUMBERS) {
    const number = model[member];
    if (typeof number !== "string" && typeof number !== "number") continue;
    const owner = ownerOf(String(number));
    if (owner === undefined) continue;
    const shown: Record<string, unknown> = { ...model };
    for (const [name, field] of Object.entries(SHOWN)) {
      if (isEmpty(shown[name])) shown[name] = owner[field];
    }
    return shown;
  }
  return model;
}

/** What a model says of an owner, without the rest of it. */
export function ownerIn(model: JsonObject): JsonObject {
  return Object.fromEntries(Object.keys(SHOWN).map((name) => [name, model[name]]));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && !value.trim());
}
