/** A JSON Schema, draft 2020-12, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

/** A reference to a schema of the document. */
export const refTo = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** An object whose members are all there; others may stand beside them. */
export function object(
  description: string,
  properties: Readonly<Record<string, Schema>>,
  required = Object.keys(properties),
): Schema {
  return { type: "object", description, required, properties };
}

export const text = (description: string): Schema => ({ type: "string", description });

export const flag = (description: string): Schema => ({ type: "boolean", description });

/** A text that is one of some words. */
export const word = (words: readonly string[], description: string): Schema => ({
  type: "string",
  enum: words,
  description,
});

/** An integer from a bound on. */
export const count = (minimum: number, description: string): Schema => ({
  type: "integer",
  minimum,
  description,
});

export const listOf = (items: Schema, description: string): Schema => ({
  type: "array",
  items,
  description,
});

/** A value that is always the same. */
export const always = (value: string | number | boolean, description: string): Schema => ({
  const: value,
  description,
});
