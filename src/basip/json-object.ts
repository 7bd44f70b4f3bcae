/** A JSON object as read: values of any shape. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value read from JSON is an object, neither list nor null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
